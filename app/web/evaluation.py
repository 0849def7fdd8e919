"""The Evaluation page: what the last run measured, with intervals, systems beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from app.api.responses import MeasureForm, RunForm
from app.web.measures import measure_name, system_name
from app.web.rendering import render
from app.web.states import State, first


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its name, what it says, and what each system of the table reached."""

    measure: str
    name: str
    said: str
    cells: tuple[MeasureForm | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The systems that do one thing, beside each other."""

    name: str
    systems: tuple[str, ...]
    rows: tuple[Row, ...]


def page(runs: list[RunForm], state: State) -> str:
    """The page: the run that the state names, or the last one."""
    shown = next((run for run in runs if run.id == first(state, "run")), runs[0] if runs else None)
    return render("evaluation.html", runs=runs, run=shown, tables=tables(shown) if shown else [])


def tables(run: RunForm) -> list[Table]:
    """What a run measured: of finding passages, and of answering; a table that would be empty is left out."""
    systems = dict.fromkeys(each.system for each in run.measures)
    parts = (
        ("Finding the right paragraphs", [each for each in systems if not each.endswith("answers")]),
        ("Answering", [each for each in systems if each.endswith("answers")]),
    )
    return [_table(name, run, found) for name, found in parts if found]


def _table(name: str, run: RunForm, systems: list[str]) -> Table:
    known = {(each.measure, each.system): each for each in run.measures}
    measures = dict.fromkeys(each.measure for each in run.measures if each.system in systems)
    rows = tuple(
        Row(measure, *measure_name(measure), tuple(known.get((measure, system)) for system in systems))
        for measure in measures
    )
    return Table(name, tuple(map(system_name, systems)), rows)
