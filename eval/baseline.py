"""The committed baseline: what a run measured for each question, small enough to stand in the repository.

A change fails the gate where it breaks a floor, or drops a measure significantly against the baseline. Of the measures
in `GATED`, those that both have are tested by the paired randomisation test over the questions that both answered;
Holm's correction (1979) keeps the chance of any false alarm among all of them under `ALPHA`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.runs import Run, RunError
from eval.statistics import Comparison, compare

VERSION = 1
#: Chance that the gate stops a change that made nothing worse.
ALPHA = 0.05
#: Sign patterns drawn for each test: enough that ALPHA shared among all the measures can be reached.
RESAMPLES = 10_000
#: Measures that are better when they are lower.
LOWER_IS_BETTER = frozenset({"false coverage", "named false coverage", "wrong voice"})
#: What is held against the baseline, by system.
GATED: Mapping[str, tuple[str, ...]] = {
    "casebook": ("rec@600w", "rec@1500w", "nDCG@10", "R@100", "Success@5", "coverage", "false coverage"),
    "casebook answers": (
        "points in 60 quoted words",
        "lead",
        "on the point",
        "quotes stand",
        "labels right",
        "denominator right",
        "wrong voice",
        "answered",
        "refused",
        "named coverage",
    ),
}

Values = Mapping[str, Mapping[str, Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run measured: system -> measure -> pair id -> value; `because` says why it replaced the one before."""

    dataset: str
    created: str
    because: str
    machine: str
    versions: Mapping[str, str]
    values: Values


@dataclass(frozen=True, slots=True)
class Drop:
    """A measure that is significantly worse than in the baseline; `limit` is what its p value had to stay under."""

    system: str
    measure: str
    comparison: Comparison
    limit: float

    def __str__(self) -> str:
        found = self.comparison
        return (
            f"{self.system}: {self.measure} changed by {found.difference:+.3f} ({found.low:+.3f} to {found.high:+.3f}) "
            f"on {found.n} questions; p = {found.p:.4f}, under the limit of {self.limit:.4f}"
        )


def baseline(run: Run, because: str) -> Baseline:
    """The baseline that a run makes.

    Raises:
        RunError: the run was interrupted.
    """
    if not run.complete:
        raise RunError(f"The run {run.header.id} was interrupted.", remedy="Give `casebook eval run` again to end it.")
    values = {
        system: {
            name: {pair: round(value, 4) for pair, value in sorted(found[name].items())}
            for name in names
            if name in found
        }
        for system, names in GATED.items()
        if (found := run.measured(system))
    }
    head = run.header
    return Baseline(head.dataset, head.created, because, head.machine, head.versions, values)


def write_baseline(made: Baseline, path: Path) -> None:
    """Write a baseline: a line for each measure, so that a diff shows which moved."""
    columns: dict[str, Any] = {}
    for system, table in made.values.items():
        for name, values in table.items():
            columns[f"{system}: {name}"] = values
    head = {key: value for key, value in asdict(made).items() if key != "values"} | {"version": VERSION}
    lines = [f' "{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in (head | columns).items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        RunError: it is missing, damaged, or of another version.
    """
    again = "Write it again with `casebook eval baseline RUN`."
    if not path.is_file():
        raise RunError(f"There is no baseline at {path}.", remedy=again)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["version"] != VERSION:
            raise RunError(f"{path.name} is of version {raw['version']}; this is version {VERSION}.", remedy=again)
        head = {key: raw[key] for key in ("dataset", "created", "because", "machine", "versions")}
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path.name} is not a baseline ({error}).", remedy=again) from error
    values: dict[str, dict[str, dict[str, float]]] = {}
    for key, column in raw.items():
        system, _, name = key.partition(": ")
        if name and isinstance(column, dict):
            values.setdefault(system, {})[name] = column
    return Baseline(values=values, **head)


def drops(before: Baseline, after: Run) -> tuple[Drop, ...]:
    """The measures that dropped significantly, the surest first.

    Raises:
        RunError: baseline and run are of different datasets, or have no measure in common.
    """
    if before.dataset != after.header.dataset:
        raise RunError(f"The baseline is of {before.dataset}, the run of {after.header.dataset}.")
    tests = [
        (system, name, compare(values, found[name], resamples=RESAMPLES))
        for system, table in before.values.items()
        if (found := after.measured(system))
        for name, values in table.items()
        if name in found and values.keys() & found[name].keys()
    ]
    if not tests:
        raise RunError("The baseline and the run have no measure in common.")
    return _holm(tests)


def _holm(tests: Sequence[tuple[str, str, Comparison]]) -> tuple[Drop, ...]:
    """Holm's step-down: of m p values the i-th smallest must be under ALPHA / (m - i); one that is not ends it."""
    dropped = []
    for place, (system, name, found) in enumerate(sorted(tests, key=lambda each: each[2].p)):
        limit = ALPHA / (len(tests) - place)
        if found.p > limit:
            break
        worse = found.difference > 0 if name in LOWER_IS_BETTER else found.difference < 0
        if worse:
            dropped.append(Drop(system, name, found, limit))
    return tuple(dropped)


def missing(before: Baseline, after: Run) -> int:
    """How many questions of the baseline the run does not have."""
    known = {pair for table in before.values.values() for values in table.values() for pair in values}
    return len(known - {outcome.pair for outcome in after.outcomes})
