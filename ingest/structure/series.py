"""Which numbers at line heads are paragraph numbers: the cheapest reading of the whole series.

A number that fits the series (the next sibling, a first child, the parent's next sibling) costs nothing. A
gap, a repeat or a step back costs something, and so does leaving a number out: little for one that looks
like a date, a quantity or a cross-reference, more for one that opens a sentence. A dynamic programme over
the candidates finds the choice of least cost, so one stray "4.184 above." between 4.12 and 4.13 is left
out, while a series that really restarts is followed. Linear in the number of candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbering import Value

#: How many candidates in a row may be left out.
WINDOW = 24
_BACK, _RESTART, _REPEAT, _GAP, _JUMP = 1.7, 0.85, 0.6, 0.4, 0.8
_PER_MISSING, _MOST_MISSING = 0.08, 12
_QUANTITY = re.compile(
    r"(?:million|billion|per\s?cent|percent|%|kg|g|km|cm|mm|ml|mg|hours?|hrs|years?|weeks?|months?|days?|miles|metres|"
    r"am|pm|a\.m|p\.m|times|stone|lbs?|oz|above|below|and|to|of|or|which|where|in|on|at|is|was)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that could be a label. `weight`: the cost of leaving it out."""

    value: Value
    weight: float


def step(before: Value | None, after: Value) -> float:
    """The cost of `after` following `before` in a series of numbers.

    >>> step((1, 2), (1, 3)), step((1, 9), (2, 1)), step((1, 2), (1, 2, 1))
    (0.0, 0.0, 0.0)
    """
    if before is None:
        return 0.0 if all(part <= 1 for part in after[1:]) else 0.3
    if after == before:
        return _REPEAT
    shared = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if shared is None:
        return _inside(before, after)
    beyond = after[shared + 1 :]
    first = all(part <= 1 for part in beyond)
    ahead = after[shared] - before[shared]
    if ahead < 0:
        return _RESTART if after[-1] <= 1 and first else _BACK
    if ahead == 1 and first:
        return 0.0
    missing = min(ahead - 1, _MOST_MISSING) * _PER_MISSING
    if ahead == 1:
        return _JUMP + min(beyond[-1], _MOST_MISSING) * _PER_MISSING
    return (_GAP if first else _JUMP) + missing


def _inside(before: Value, after: Value) -> float:
    """One of the numbers begins with all of the other."""
    if len(after) > len(before):
        beyond = after[len(before) :]
        if all(part <= 1 for part in beyond):
            return 0.0
        return _GAP + min(beyond[-1], _MOST_MISSING) * _PER_MISSING
    return _RESTART


def choose(candidates: Sequence[Candidate]) -> list[bool]:
    """For each candidate whether it belongs to the series, by the reading of least cost."""
    skipped = [0.0]
    for candidate in candidates:
        skipped.append(skipped[-1] + candidate.weight)
    cost: list[float] = []
    came: list[int] = []
    for at, candidate in enumerate(candidates):
        best, origin = skipped[at] + step(None, candidate.value), -1
        for earlier in range(max(0, at - WINDOW - 1), at):
            between = skipped[at] - skipped[earlier + 1]
            total = cost[earlier] + between + step(candidates[earlier].value, candidate.value)
            if total < best:
                best, origin = total, earlier
        cost.append(best)
        came.append(origin)
    return _trace(candidates, skipped, cost, came)


def _trace(candidates: Sequence[Candidate], skipped: list[float], cost: list[float], came: list[int]) -> list[bool]:
    chosen = [False] * len(candidates)
    ends = [(cost[at] + skipped[-1] - skipped[at + 1], at) for at in range(len(candidates))]
    best, at = min(ends, default=(0.0, -1))
    if best > skipped[-1]:
        return chosen
    while at >= 0:
        chosen[at] = True
        at = came[at]
    return chosen


def weigh(value: Value, rest: str, *, sure: bool = False, listed: bool = False) -> float:
    """How much speaks for a number being a label, by what follows it; `sure` where the format says so."""
    if sure:
        return 2.0
    if not rest:
        return 0.3
    if _QUANTITY.match(rest) or (len(rest.split()) <= 3 and rest.endswith(".") and rest[0].islower()):
        return 0.1
    weight = 0.3 if rest[0].islower() else 1.0
    if like_date(value):
        weight = min(weight, 0.45)
    return weight * (0.8 if listed else 1.0)


def like_date(value: Value) -> bool:
    """(5, 1, 15) could be 5.1.15."""
    if len(value) != 3:
        return False
    day, month, year = value
    return 1 <= day <= 31 and 1 <= month <= 12 and (0 <= year <= 40 or 80 <= year <= 99)
