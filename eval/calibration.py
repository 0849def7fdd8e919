"""Are the confidences true? Of the answers given with confidence 0.8, four in five should be right to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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


def expected_calibration_error(confidences: Sequence[float], answerable: Sequence[bool], bins: int = 10) -> float:
    """Mean distance of confidence from the share answerable, weighted by bin size (Naeini et al. 2015)."""
    total = len(confidences)
    if not total:
        return 0.0
    return sum(abs(b.confidence - b.answerable) * b.n for b in curve(confidences, answerable, bins)) / total
