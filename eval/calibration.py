"""Are the confidences true? Of the answers given with confidence 0.8, four in five should be right to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.statistics import Values


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the calibration curve: mean confidence, share that was answerable, number of questions."""

    confidence: float
    answerable: float
    n: int


def curve(confidences: Sequence[float], answerable: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Equal-width bins over 0 to 1; empty bins are left out."""
    found = []
    for place in range(bins):
        low, high = place / bins, (place + 1) / bins
        inside = [
            (confidence, truth)
            for confidence, truth in zip(confidences, answerable, strict=True)
            if low <= confidence < high or (high == 1.0 and confidence == 1.0)
        ]
        if inside:
            found.append(
                Bin(
                    sum(confidence for confidence, _ in inside) / len(inside),
                    sum(truth for _, truth in inside) / len(inside),
                    len(inside),
                )
            )
    return tuple(found)


def expected_calibration_error(answerable: Values, unanswerable: Values, bins: int = 10) -> float:
    """Mean distance of confidence from the share answerable; equal-width bins weighted by size (Naeini et al. 2015).

    Args:
        answerable, unanswerable: the confidences of the questions with and without an answer.
    """
    values = np.concatenate([answerable, unanswerable])
    if not len(values):
        return 0.0
    truths = np.arange(len(values)) < len(answerable)
    places = np.minimum((values * bins).astype(int), bins - 1)
    # A bin of n questions adds n times the distance of its means, which is the distance of its sums.
    sums = np.bincount(places, weights=values, minlength=bins) - np.bincount(places, weights=truths, minlength=bins)
    return float(np.abs(sums).sum() / len(values))
