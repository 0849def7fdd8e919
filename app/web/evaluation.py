"""The Evaluation page: what the last run measured, with intervals, systems beside each other."""

from __future__ import annotations

from app.api.responses import MeasureForm, RunForm
from app.web.rendering import render
from app.web.states import State, first


def page(runs: list[RunForm], state: State) -> str:
    """The page: the run that the state names, or the last one."""
    shown = next((run for run in runs if run.id == first(state, "run")), runs[0] if runs else None)
    return render(
        "evaluation.html",
        runs=runs,
        run=shown,
        rows=_rows(shown) if shown else [],
        systems=systems(shown) if shown else [],
    )


def _rows(run: RunForm) -> list[tuple[str, list[MeasureForm | None]]]:
    """A row for each measure, a column for each system that measured something."""
    table = {(each.measure, each.system): each for each in run.measures}
    names = list(dict.fromkeys(each.measure for each in run.measures))
    return [(name, [table.get((name, system)) for system in systems(run)]) for name in names]


def systems(run: RunForm) -> list[str]:
    """The systems of a run, in order."""
    return list(dict.fromkeys(each.system for each in run.measures))
