"""Small logistic models whose weights stand in data files, each with how it was fitted (see `eval/fit/`)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Logistic:
    """Probability = 1 / (1 + exp(-(bias + sum of weight x feature))); a feature without a weight counts nothing."""

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.5

    def probability(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        total = self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load(name: str) -> Logistic:
    """The model in `app/data/NAME.json`."""
    found = json.loads(files("app").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
    return Logistic(found["bias"], found["weights"], found.get("threshold", 0.5))
