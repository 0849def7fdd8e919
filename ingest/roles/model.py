"""A multinomial logistic regression whose weights stand in `ingest/vocabulary/roles.json` (Hastie et al. 2009, 4.4)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Model:
    """Log-odds of a role: its bias and the sum of weight times value over the features of a unit.

    Args:
        roles: in the order of `bias` and of each row of `weights`.
    """

    roles: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """Probability of each role; they add up to 1."""
        scores = list(self.bias)
        for name, value in features.items():
            row = self.weights.get(name)
            if row and value:
                scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        return {role: power / sum(powers) for role, power in zip(self.roles, powers, strict=True)}


@cache
def shipped() -> Model:
    """The fitted model that comes with the package."""
    raw = json.loads(files("ingest.vocabulary").joinpath("roles.json").read_text(encoding="utf-8"))
    return Model(tuple(raw["roles"]), tuple(raw["bias"]), {name: tuple(row) for name, row in raw["weights"].items()})
