"""From the scores of several signals to one order of units.

Each signal is scaled to 0..1 over the candidates of one query (min-max), then weighted and summed. The weights stand in
`data/fusion.json` with how they were fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from index.signals import SIGNALS, Scores


@dataclass(slots=True)
class Candidate:
    """One unit among the candidates: its best window's raw scores, and the payload keys that ranking reads."""

    unit: str
    point: str
    scores: dict[str, float]
    keys: Mapping[str, Any]
    score: float = 0.0
    ranks: dict[str, int] = field(default_factory=dict)


@cache
def fusion_weights() -> Mapping[str, float]:
    """Signal or feature -> weight."""
    content = json.loads(files("index").joinpath("data", "fusion.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = content["weights"]
    return weights


def by_unit(scores: Scores, payloads: Mapping[str, Mapping[str, Any]]) -> list[Candidate]:
    """Joins the windows of a unit: each signal counts with its best window."""
    units: dict[str, Candidate] = {}
    for point in sorted(scores):
        keys = payloads[point]
        found = units.setdefault(keys["unit"], Candidate(keys["unit"], point, dict(scores[point]), keys))
        for name, score in scores[point].items():
            found.scores[name] = max(found.scores[name], score)
    return list(units.values())


def scaled(values: Iterable[float]) -> list[float]:
    """Min-max: the lowest becomes 0, the highest 1; all 0 where they are the same.

    >>> scaled([2.0, 4.0, 3.0])
    [0.0, 1.0, 0.5]
    """
    listed = list(values)
    low, high = min(listed, default=0.0), max(listed, default=0.0)
    return [(value - low) / (high - low) if high > low else 0.0 for value in listed]


def fuse(candidates: list[Candidate]) -> list[Candidate]:
    """Sets score and ranks of each candidate; best first, ties by unit id."""
    weights = fusion_weights()
    for candidate in candidates:
        candidate.score = 0.0
    for name in SIGNALS:
        for candidate, value in zip(candidates, scaled(c.scores[name] for c in candidates), strict=True):
            candidate.score += weights.get(name, 0.0) * value
        ordered = sorted(candidates, key=lambda c: (-c.scores[name], c.unit))
        for rank, candidate in enumerate(ordered, start=1):
            candidate.ranks[name] = rank
    return sorted(candidates, key=lambda c: (-round(c.score, 6), c.unit))
