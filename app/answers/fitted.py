"""Small logistic models whose weights stand in data files, each with how it was fitted (see `eval/fit/`)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import repeat
from operator import mul

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Probability = 1 / (1 + exp(-(bias + sum of weight x feature))); a feature without a weight counts nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5

    def probability(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        total = self.bias + self.part(features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def part(self, features: Mapping[str, float]) -> float:
        """What some of the features add to the log-odds."""
        total: float = sum(map(mul, self.weights.values(), map(features.get, self.weights, repeat(0.0))))
        return total

    def probabilities(self, names: Sequence[str], rows: Floats, parts: Floats) -> list[float]:
        """From 0 to 1, of many at once.

        Args:
            names: of the columns of `rows`. parts: what other features add, shape (rows,).
        """
        total = self.bias + parts + rows @ np.array([self.weights.get(name, 0.0) for name in names])
        chances: list[float] = (1 / (1 + np.exp(-np.clip(total, -30.0, 30.0)))).tolist()
        return chances


#: Name -> the model in force, read when it is first needed.
_in_force: dict[str, Logistic] = {}


def load(name: str) -> Logistic:
    """The model in `app/data/NAME.json`."""
    if name not in _in_force:
        found = json.loads(files("app").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
        _in_force[name] = Logistic(found["bias"], found["weights"], found.get("threshold", 0.5))
    return _in_force[name]


@contextmanager
def using(models: Mapping[str, Logistic]) -> Iterator[None]:
    """Other models by name, in the whole process: to measure what models answer that have not seen a question."""
    before = dict(_in_force)
    _in_force.update(models)
    try:
        yield
    finally:
        _in_force.clear()
        _in_force.update(before)
