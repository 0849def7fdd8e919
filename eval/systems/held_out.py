"""Casebook's ranking by weights that have not seen the question's review: what to expect of other collections.

The shipped weights were fitted on known pairs. Here they are fitted once for each review, by the same procedure
(`eval/bench/fit.py`), on the questions of all others, and each question is ranked by those of its own review; one over
several reviews by weights that have seen no question over several.
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
        from eval.bench.fit import FIXED, collect, fit

        self._index = index
        self._texts = {unit.id: unit.text for review in reviews.values() for unit in review.units}
        names, questions = collect(index, pairs)
        weights = {}
        for fold in {question.fold for question in questions}:
            fitted = fit([question for question in questions if question.fold != fold], names)
            weights[fold] = dict(zip(names, map(float, fitted), strict=True)) | FIXED
        folds = {question.id: question.fold for question in questions}
        self._weights = {
            resolved.pair.question: weights[folds[resolved.pair.id]] for resolved in pairs if resolved.pair.id in folds
        }

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, by the same steps as a search; nothing for a question without gold, which no fold holds."""
        from index.model import Filters
        from index.query import understand
        from index.scope import where
        from index.selection import collapse

        weights = self._weights.get(question)
        if weights is None:
            return ()
        searcher = self._index.searcher
        asked = understand(question, self._index.catalogue.about)
        found = searcher.order(searcher.candidates(asked, where(Filters())), asked, weights)
        units = [one.candidate.unit for one in collapse(found)[:k]]
        return tuple(Passage(self._texts[unit], unit) for unit in units)
