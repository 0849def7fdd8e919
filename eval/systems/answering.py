"""Systems that answer: Casebook, and the echo of the best passages that every answer must beat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.casebook import Casebook
    from app.schemas import AnswerForm
    from index.model import SearchResult

#: Passages that the echo gives back: their first 200 words already hold half of the answer points.
ECHOED = 10
#: Passages that the echo is taken to cite.
CITED = 3


class Answers:
    """`Casebook.ask` with its defaults."""

    name = "casebook answers"

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook

    def answer(self, question: str) -> AnswerForm:
        """The answer as users get it."""
        from app.forms import answer_form

        return answer_form(self._casebook.ask(question))


class Echo:
    """The best passages, one after another, as if they were an answer. It never refuses.

    Args:
        found: question -> what a search for it gave, where that is known already.
    """

    name = "echo answers"

    def __init__(self, casebook: Casebook, found: Mapping[str, SearchResult] | None = None) -> None:
        self._casebook = casebook
        self._found = found or {}

    def answer(self, question: str) -> AnswerForm:
        """The first passages of the ranking, the first three of them cited."""
        from app.forms import citation_form, passage_form
        from app.schemas import AnswerForm, SearchedEvidenceForm

        result = self._found.get(question) or self._casebook.search(question, k=ECHOED)
        hits = result.hits[:ECHOED]
        return AnswerForm(
            question=question,
            answered=True,
            answer="\n\n".join(hit.unit.text for hit in hits),
            citations=[citation_form(hit.unit, hit.review) for hit in hits[:CITED]],
            claims=[],
            passages=[passage_form(hit) for hit in hits],
            searched=SearchedEvidenceForm(
                reviews=result.searched.reviews,
                cases=result.searched.cases,
                passages=result.searched.passages,
                reviews_with_evidence=sorted({hit.unit.review for hit in hits}),
            ),
            seconds=result.seconds,
        )
