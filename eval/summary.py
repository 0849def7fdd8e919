"""From a run to tables: means with intervals, breakdowns, the questions that changed, floors broken."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.answers import auroc, refused_at
from eval.calibration import expected_calibration_error
from eval.runs import Outcome, Run, RunError
from eval.statistics import Comparison, Estimate, compare, estimate, estimate_of
from ingest.errors import InputError

#: Measures in the order in which people read them; others follow by name.
ORDER = (
    "rec@600w",
    "rec@1500w",
    "nDCG@10",
    "R@10",
    "R@100",
    "RR",
    "Success@1",
    "Success@5",
    "coverage",
    "false coverage",
    "lead",
    "on the point",
    "points in 60 quoted words",
    "words quoted",
    "points@100w",
    "points@200w",
    "points@400w",
    "citation precision",
    "citation recall",
    "quotes stand",
    "labels right",
    "wrong voice",
    "answered",
    "refused",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one system over a run's questions."""

    system: str
    measure: str
    estimate: Estimate


def rows(run: Run) -> tuple[Row, ...]:
    """Every measure of every system, systems as run, measures in reading order."""
    found: list[Row] = []
    for system in dict.fromkeys(outcome.system for outcome in run.outcomes):
        table = run.measured(system)
        found += [Row(system, name, estimate(list(table[name].values()))) for name in ordered(table)]
        found += _abstention(run, system)
    return tuple(found)


def ordered(names: Mapping[str, object] | Sequence[str]) -> list[str]:
    """Measure names in reading order."""
    return sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def _abstention(run: Run, system: str) -> list[Row]:
    """AUROC, refusals at 95 % answered, and calibration error, over the questions a system answered or refused."""
    outcomes = [each for each in run.outcomes if each.system == system and each.answered is not None]
    yes = [each.confidence for each in outcomes if "refused" not in each.measures]
    no = [each.confidence for each in outcomes if "refused" in each.measures]
    if not yes or not no:
        return []
    values = {
        "AUROC answerable": estimate_of(auroc, yes, no),
        "refused at 95 % answered": estimate_of(refused_at, yes, no),
        "calibration error": estimate_of(expected_calibration_error, yes, no),
    }
    return [Row(system, name, value) for name, value in values.items()]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose measure differs between two runs."""

    pair: str
    before: float
    after: float


def changes(a: Run, b: Run, system: str, measure: str) -> tuple[Comparison, tuple[Change, ...]]:
    """The paired comparison of two runs on one measure, and the questions that changed: best first, worst last.

    Raises:
        RunError: the runs are of different datasets.
    """
    if a.header.dataset != b.header.dataset:
        raise RunError(
            f"The runs are of different questions: {a.header.dataset} and {b.header.dataset}.",
            remedy="See which run is of which dataset with `casebook eval runs`.",
        )
    before, after = a.measured(system).get(measure, {}), b.measured(system).get(measure, {})
    moved = [Change(pair, before[pair], after[pair]) for pair in before.keys() & after.keys()]
    moved = [change for change in moved if abs(change.after - change.before) > 1e-9]
    return compare(before, after), tuple(sorted(moved, key=lambda each: (each.before - each.after, each.pair)))


def broken_floors(run: Run, path: Path) -> tuple[str, ...]:
    """The floors of `path` that a run breaks, in words.

    The file holds a table for each dataset and system: `["sample.jsonl".casebook]`, then `"measure" = floor`.
    """
    if not path.is_file():
        raise InputError(f"There is no file of floors at {path}.")
    floors = tomllib.loads(path.read_text(encoding="utf-8")).get(run.header.dataset, {})
    means = {(row.system, row.measure): row.estimate.mean for row in rows(run)}
    broken = []
    for system, wanted in floors.items():
        for measure, floor in wanted.items():
            value = means.get((system, measure))
            if value is None:
                broken.append(f"{system}: {measure} was not measured; its floor is {floor}")
            elif value < floor:
                broken.append(f"{system}: {measure} is {value:.3f}, under its floor of {floor}")
    return tuple(broken)


def slowest(run: Run, system: str, count: int = 5) -> tuple[Outcome, ...]:
    """The questions on which a system took longest."""
    return tuple(
        sorted((each for each in run.outcomes if each.system == system), key=lambda each: -each.seconds)[:count]
    )
