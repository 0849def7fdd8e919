"""Logistic regression with an L2 penalty by Newton's method (Hastie et al. 2009, section 4.4.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = Sequence[Mapping[str, float]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of the features as they are (the scaling is folded in), and the bias."""

    bias: float
    weights: dict[str, float]

    def scores(self, rows: Rows) -> Floats:
        """Log-odds of each row."""
        found: Floats = self.bias + matrix(rows, tuple(self.weights)) @ np.array(list(self.weights.values()))
        return found


def matrix(rows: Rows, names: Sequence[str]) -> Floats:
    """Shape (rows, names); a feature that a row lacks is 0."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=float).reshape(
        len(rows), len(names)
    )


def fit(rows: Rows, labels: Sequence[float], names: Sequence[str], *, penalty: float, weights: Sequence[float]) -> Fit:
    """Fit on features scaled to mean 0 and deviation 1.

    Args:
        labels: 0 or 1. weights: of the rows. penalty: on the squared weights of the scaled features.
    """
    raw = matrix(rows, names)
    mean, deviation = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    features = np.hstack([(raw - mean) / deviation, np.ones((len(raw), 1))])
    labelled, weighted = np.asarray(labels, float), np.asarray(weights, float)
    ridge = np.diag([penalty] * len(names) + [1e-6])
    found = np.zeros(len(names) + 1)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = features.T @ (weighted * (labelled - chance)) - ridge @ found
        curve = (features * (weighted * chance * (1 - chance))[:, None]).T @ features + ridge
        step = np.linalg.solve(curve, slope)
        found = found + step
        if float(np.abs(step).max()) < 1e-8:
            break
    scaled = found[:-1] / deviation
    return Fit(float(found[-1] - scaled @ mean), dict(zip(names, map(float, scaled), strict=True)))
