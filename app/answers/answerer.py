"""Makes an answer: search for the question, walk the routes, and put what they say into an answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answers import hearing, render
from app.answers.decision import DEPTH
from app.answers.library import Reviews
from app.answers.model import Answer, Claim, Explanation
from app.answers.question.question import Question
from app.answers.routes.route import Found
from app.answers.routes.table import answered
from app.typeset import in_marks
from index.engine import Index
from index.model import Filters, Hit


class Answerer:
    """Answers from quotations alone, without a language model.

    Args:
        library: the reviews, for questions about a review itself; None leaves them to the passages.
    """

    def __init__(self, index: Index, library: Reviews | None = None) -> None:
        self._index, self._library = index, library

    def answer(self, question: Question, *, filters: Filters = Filters(), k: int = 10) -> Answer:
        """The answer to a question; `k` passages are listed beside those it cites."""
        answer = self._answer(question, filters, k)
        if answer.answered or question.head is None:
            return answer
        again = self._answer(question.head, filters, k)
        if not again.answered:
            return answer
        left = f"Left out of the question: {in_marks(question.tail)}."
        return replace(again, question=question.typed, notes=(left, *again.notes))

    def stream(self, question: Question, *, filters: Filters = Filters(), k: int = 10) -> Iterator[Claim | Answer]:
        """The answer alone: quotations are there all at once."""
        yield self.answer(question, filters=filters, k=k)

    def _answer(self, question: Question, filters: Filters, k: int) -> Answer:
        started = time.perf_counter()
        depth = hearing.depth(self._index) if question.wide else DEPTH
        result = self._index.search(
            question, k=depth, filters=filters, coverage=question.wide, evidence=hearing.LOOKED_AT
        )
        body, route, declined = answered(Found(question, result, self._index, self._library))
        answer = Answer(
            question=question.typed,
            kind=question.kind,
            body=replace(body, confidence=round(body.confidence, 4)),
            text="",
            passages=_passages(body.cited, result.hits, k),
            searched=result.searched,
            filters=result.filters,
            notes=render.NOTES,
            parts=question.parts,
            seconds=time.perf_counter() - started,
            explanation=Explanation(question.said, question.readings, question.residue, route, declined),
        )
        return render.written(answer)


def _passages(cited: Sequence[Hit], hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    known = {hit.unit.id for hit in cited}
    rest = [hit for hit in hits if hit.unit.id not in known]
    return (*cited, *rest[:k])
