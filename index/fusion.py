"""From the scores of several signals to one order of units.

Each signal is scaled to 0..1 over the candidates of one query (min-max), joined by a few features of the candidate and
of the query, weighted and summed. The weights stand in `data/fusion.json` with how they were fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from index.signals import SIGNALS, Scores


@dataclass(slots=True)
class Candidate:
    """One unit among the candidates.

    Args:
        point: of its best window. scores: raw, by signal, each of its best window. keys: payload that ranking reads.
        features: what fusion weighs. ranks: 1-based, by signal.
    """

    unit: str
    point: int
    scores: dict[str, float]
    keys: Mapping[str, Any]
    features: dict[str, float] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    score: float = 0.0


_others: list[Mapping[str, float]] = []


def fusion_weights() -> Mapping[str, float]:
    """Feature -> weight, of those in force."""
    return _others[-1] if _others else _shipped()


@cache
def _shipped() -> Mapping[str, float]:
    content = json.loads(files("index").joinpath("data", "fusion.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = content["weights"]
    return weights


@contextmanager
def using(weights: Mapping[str, float]) -> Iterator[None]:
    """Other weights, in the whole process: to measure what weights find that have not seen a question."""
    _others.append(weights)
    try:
        yield
    finally:
        _others.pop()


def by_unit(scores: Scores, payloads: Mapping[int, Mapping[str, Any]]) -> list[Candidate]:
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


def rank_by_signal(candidates: list[Candidate]) -> None:
    """Sets each candidate's rank by each signal, ties by unit id."""
    for name in SIGNALS:
        ordered = sorted(candidates, key=lambda candidate: (-candidate.scores[name], candidate.unit))
        for rank, candidate in enumerate(ordered, start=1):
            candidate.ranks[name] = rank


def fuse(candidates: list[Candidate], weights: Mapping[str, float] | None = None) -> list[Candidate]:
    """Sets the score of each candidate from its features; best first, ties by unit id."""
    weights = fusion_weights() if weights is None else weights
    for candidate in candidates:
        total = sum(weights.get(name, 0.0) * value for name, value in candidate.features.items())
        # Stores differ in the last bits of a score: rounded, so that they agree on what is a tie.
        candidate.score = round(total, 5)
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.unit))
