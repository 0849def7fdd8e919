"""Casebook by weights that have not seen the question's review: what to expect of other collections.

Everything that was fitted on known pairs is fitted anew for each review without the questions about it
(`eval/folds.py`); each question is ranked and answered by what was fitted without its own fold. What was not fitted but
chosen by hand (how much is quoted for which kind of question, the floors, the lists of words) is as shipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.systems.base import Passage
from index import fusion

if TYPE_CHECKING:
    from app.schemas import AnswerForm
    from eval.evaluate import Answerer
    from eval.folds import Folds
    from index.engine import Index


class HeldOut:
    """Ranks the known questions, and no others."""

    name = "casebook held out"

    def __init__(self, index: Index, folds: Folds) -> None:
        self._index = index
        self._folds = folds

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, by the same steps as a search."""
        with fusion.using(self._folds.weights(self._folds.of(question))):
            found = self._index.search(question, k=k)
        return tuple(Passage(hit.unit.text, hit.unit.id) for hit in found.hits)


class HeldOutAnswers:
    """What another answers, by what was fitted without the question's fold. Answers the known questions, and no others.

    Args:
        answerer: over the library of the folds, each of its answers made anew.
    """

    def __init__(self, answerer: Answerer, folds: Folds) -> None:
        self.name = answerer.name.replace(" answers", " held out answers")
        self._answerer = answerer
        self._folds = folds

    def answer(self, question: str) -> AnswerForm:
        """The answer to a known question."""
        with self._folds.held(question).in_force():
            return self._answerer.answer(question)
