"""Measures of a ranking: those of the trade by ir-measures, and recall by words read, which no library has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.gold import contains, words
from ingest.ids import opening

CUTS = (600, 1500)
_PER_QUESTION = ("nDCG@10", "R@10", "R@100", "RR", "Success@1", "Success@5")


def rank_measures(
    grades: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Measures of rankings by unit id, for each question that has gold.

    nDCG uses the grades as gains; recall, reciprocal rank and success count essential units (grade 2) only.
    A question without a ranking scores 0: a system cannot raise its average by silence.

    Args:
        grades: question id -> unit id -> grade.
        ranked: question id -> unit ids, best first.

    Returns:
        measure -> question id -> value.
    """
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    owed = {question: gold for question, gold in grades.items() if gold}
    run = {q: {unit: float(-place) for place, unit in enumerate(ranked.get(q, ()))} for q in owed}
    run = {q: scores or {"": 0.0} for q, scores in run.items()}
    wanted = (nDCG @ 10, R(rel=2) @ 10, R(rel=2) @ 100, RR(rel=2), Success(rel=2) @ 1, Success(rel=2) @ 5)
    table: dict[str, dict[str, float]] = {name: dict.fromkeys(owed, 0.0) for name in _PER_QUESTION}
    names = dict(zip(map(str, wanted), _PER_QUESTION, strict=True))
    for value in ir_measures.iter_calc(wanted, {q: dict(g) for q, g in owed.items()}, run):
        table[names[str(value.measure)]][value.query_id] = float(value.value)
    return table


def recall_by_words(essential: Sequence[str], returned: Sequence[str], budget: int) -> float:
    """rec@W: share of the essential units that a reader meets in the first `budget` words returned.

    The last passage is cut there. A unit is met when its opening (or its anchor) stands whole in what was read,
    so that coarse and fine passages are judged alike.

    Args:
        essential: words that show a unit was met, one text a unit.
        returned: the texts returned, best first.
        budget: words read.
    """
    if not essential:
        return 0.0
    read: list[list[str]] = []
    left = budget
    for text in returned:
        piece = words(text)[:left]
        read.append(piece)
        left -= len(piece)
        if left <= 0:
            break
    met = sum(any(contains(piece, words(mark)) for piece in read) for mark in essential)
    return met / len(essential)


def mark_of(text: str, label: str, anchor: str = "") -> str:
    """The words that show a unit was met: its anchor, or how it opens."""
    return anchor or opening(text, label)
