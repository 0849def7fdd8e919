"""Measures of a ranking: those of the trade by ir-measures, and recall by words read, which no library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eval.gold import contains, words

CUTS = (600, 1500)
#: Words in a run: as many as in a typical gold anchor.
RUN = 8
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

    The last passage is cut there. A unit counts by the share of its words that were read: of its runs of RUN words, as
    many as stand in one passage each. So coarse and fine passages are judged alike: it does not matter where a unit is
    cut in two, nor on which of its lines a chunk begins, nor how its table is marked up, and what a gold anchor (six
    to fourteen words from anywhere in the unit) would score is what this expects.

    Args:
        essential: the texts of the essential units, whole.
        returned: the texts returned, best first.
        budget: words read.
    """
    if not essential:
        return 0.0
    read = list(_read(returned, budget))
    return sum(_share(words(text), read) for text in essential) / len(essential)


def share_met(essential: str, passage: str) -> float:
    """Share of a unit's words, counted as in `recall_by_words`, that stand in one passage."""
    return _share(words(essential), [words(passage)])


def _read(returned: Sequence[str], budget: int) -> Iterator[list[str]]:
    left = budget
    for text in returned:
        piece = words(text)[:left]
        left -= len(piece)
        yield piece
        if left <= 0:
            return


def _share(unit: list[str], read: Sequence[list[str]]) -> float:
    """A unit of fewer words than a run is met when it stands whole in a passage."""
    if len(unit) < RUN:
        return float(any(contains(piece, unit) for piece in read))
    met = frozenset(run for piece in read for run in _runs(piece))
    runs = list(_runs(unit))
    return sum(run in met for run in runs) / len(runs)


def _runs(of: list[str]) -> Iterator[tuple[str, ...]]:
    """Every RUN neighbouring words."""
    return (tuple(of[at : at + RUN]) for at in range(len(of) - RUN + 1))
