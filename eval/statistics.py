"""Intervals and comparisons, over questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

RESAMPLES = 2_000
SEED = 20_240_101


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions with its 95 % interval by percentile bootstrap."""

    mean: float
    low: float
    high: float
    n: int


def estimate(values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> Estimate:
    """Mean and 95 % percentile bootstrap interval (Efron 1979), resampling questions with replacement."""
    if not values:
        return Estimate(0.0, 0.0, 0.0, 0)
    array = np.asarray(values, dtype=float)
    draws = np.random.default_rng(seed).integers(0, len(array), size=(resamples, len(array)))
    low, high = np.percentile(array[draws].mean(axis=1), [2.5, 97.5])
    return Estimate(float(array.mean()), float(low), float(high), len(array))


def estimate_of(
    statistic: Callable[[Values, Values], float], yes: Sequence[float], no: Sequence[float], *, resamples: int = 1_000
) -> Estimate:
    """A statistic of two groups of questions with its 95 % percentile bootstrap interval, resampled within each group.

    Args:
        statistic: of the values of the answerable and of the unanswerable questions.
    """
    one, other = np.asarray(yes, dtype=float), np.asarray(no, dtype=float)
    rng = np.random.default_rng(SEED)
    drawn = [statistic(rng.choice(one, len(one)), rng.choice(other, len(other))) for _ in range(resamples)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(statistic(one, other), float(low), float(high), len(one) + len(other))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the same questions: mean difference (b - a), its interval, and the two-sided p value."""

    difference: float
    low: float
    high: float
    p: float
    n: int


def compare(
    a: Mapping[str, float], b: Mapping[str, float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Comparison:
    """Paired randomisation test (Fisher; Smucker, Allan and Carterette 2007) over the questions that both have.

    Under the null hypothesis the two runs' values of a question may be swapped: the p value is the share of random
    sign patterns whose mean difference is at least as large as the one seen, the one seen included.
    """
    shared = sorted(a.keys() & b.keys())
    if not shared:
        return Comparison(0.0, 0.0, 0.0, 1.0, 0)
    differences = np.array([b[key] - a[key] for key in shared])
    rng = np.random.default_rng(seed)
    signs = rng.choice((-1.0, 1.0), size=(resamples, len(shared)))
    seen = abs(differences.mean())
    extreme = int((np.abs((signs * differences).mean(axis=1)) >= seen - 1e-12).sum())
    spread = estimate(differences.tolist(), resamples=resamples, seed=seed)
    return Comparison(spread.mean, spread.low, spread.high, (extreme + 1) / (resamples + 1), len(shared))
