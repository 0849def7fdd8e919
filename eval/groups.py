"""Groups of questions that a run is broken down by."""

from __future__ import annotations

from collections.abc import Mapping

from eval.pairs import Pair
from eval.runs import Run
from eval.statistics import Estimate, estimate
from ingest.errors import InputError
from ingest.model import Review

BY = ("type", "persona", "review", "kind")

#: System and measure, in the order in which a breakdown shows them.
BREAKDOWNS = (
    ("casebook", "rec@600w"),
    ("casebook", "nDCG@10"),
    ("casebook answers", "points@200w"),
    ("casebook answers", "citation precision"),
    ("casebook answers", "citation recall"),
    ("casebook answers", "answered"),
    ("casebook answers", "refused"),
    ("casebook answers", "wrong voice"),
)


def group_of(pair: Pair, by: str, reviews: Mapping[str, Review]) -> str:
    """The group of one question.

    By review: the one that its essential gold stands in, "several", or "no answer". By kind: the kind of document
    of that review (SCR, LCSPR, slides...).

    Raises:
        InputError: there is no such breakdown.
    """
    if by == "type":
        return pair.type
    if by == "persona":
        return pair.persona
    if by not in BY:
        raise InputError(f"There is no breakdown by {by!r}.", remedy=f"There are: {', '.join(BY)}.")
    found = sorted({gold.review for gold in pair.gold if gold.grade == 2})
    if not found:
        return "no answer"
    names = found if by == "review" else sorted({_kind(reviews.get(name)) for name in found})
    return names[0] if len(names) == 1 else "several"


def _kind(review: Review | None) -> str:
    return (review.fact("kind") if review else "") or "unknown kind"


def broken_down(run: Run, system: str, measure: str, of: Mapping[str, str]) -> dict[str, Estimate]:
    """Group -> one measure over its questions, groups by name; a group without a value is left out."""
    values: dict[str, list[float]] = {}
    for pair, value in run.measured(system).get(measure, {}).items():
        if pair in of:
            values.setdefault(of[pair], []).append(value)
    return {group: estimate(values[group]) for group in sorted(values)}
