"""How far do runs of the same questions differ? Where nothing is random, not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from eval.runs import Run
from eval.summary import rows


@dataclass(frozen=True, slots=True)
class Spread:
    """One measure of one system over several runs: lowest and highest mean, and their standard deviation."""

    system: str
    measure: str
    low: float
    high: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Repeats:
    """What several runs of the same questions gave.

    Args:
        runs: how many. identical: every ranked id, answer and confidence is the same in all of them.
        spreads: the measures whose means differ, most first.
    """

    runs: int
    identical: bool
    spreads: tuple[Spread, ...] = ()


def fingerprint(run: Run) -> str:
    """SHA-256 of everything that a run found, times left out: two runs with the same one found the same."""
    outcomes = sorted(run.outcomes, key=lambda each: (each.system, each.pair))
    found = [{key: value for key, value in asdict(each).items() if key != "seconds"} for each in outcomes]
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def spread(runs: Sequence[Run]) -> Repeats:
    """The spread of some runs of the same questions.

    The deviation is the sample standard deviation of the means, sqrt(sum((mean - middle) ** 2) / (runs - 1)).
    """
    means: dict[tuple[str, str], list[float]] = {}
    for run in runs:
        for row in rows(run):
            means.setdefault((row.system, row.measure), []).append(row.estimate.mean)
    moved = [
        Spread(system, measure, min(values), max(values), _deviation(values))
        for (system, measure), values in means.items()
        if max(values) > min(values)
    ]
    return Repeats(
        runs=len(runs),
        identical=len({fingerprint(run) for run in runs}) == 1,
        spreads=tuple(sorted(moved, key=lambda each: -each.deviation)),
    )


def _deviation(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return float((sum((value - middle) ** 2 for value in values) / max(1, len(values) - 1)) ** 0.5)
