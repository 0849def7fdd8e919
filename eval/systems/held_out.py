"""Casebook's ranking by weights that have not seen the question's review: what to expect of other collections.

The shipped weights were fitted on known pairs. Here they are fitted once for each review, by the same procedure
(`eval/bench/fit.py`), on the questions of all others, and each question is ranked by those of its own review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eval.gold import Resolved
from eval.systems.base import Passage
from ingest.model import Review

if TYPE_CHECKING:
    from index.engine import Index


class HeldOut:
    """Ranks the known questions, and no others.

    Args:
        reviews: by id, those of the index.
    """

    name = "casebook held out"

    def __init__(self, index: Index, pairs: Sequence[Resolved], reviews: Mapping[str, Review]) -> None:
        from eval.bench.fit import collect, cross_validated
        from index.payload import twin_key

        names, questions = collect(index, pairs)
        ids = {resolved.pair.id: resolved.pair.question for resolved in pairs}
        self._ranked = {ids[pair]: units for pair, units in cross_validated(questions, names).items()}
        self._texts = {unit.id: unit.text for review in reviews.values() for unit in review.units}
        self._twins = {
            unit.id: twin_key(unit, review.case) or unit.id for review in reviews.values() for unit in review.units
        }

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, the same words printed twice in a case counting once, as in a search; nothing for a
        question without gold, which no fold holds."""
        best: dict[str, str] = {}
        for unit in self._ranked.get(question, ()):
            best.setdefault(self._twins[unit], unit)
        return tuple(Passage(self._texts[unit], unit) for unit in list(best.values())[:k])
