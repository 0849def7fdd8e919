"""A line of a dataset from what a person named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.casebook import Casebook
    from eval.pairs import AnswerPoint
    from ingest.model import Review, Unit


def pairs_in_words(count: int) -> str:
    """ "1 pair", "2 pairs"."""
    return f"{count} {'pair' if count == 1 else 'pairs'}"


def type_of(question: str) -> str:
    """The type that the wording of a question suggests."""
    from app.answers.question.kind import kind_of

    kind = kind_of(question)
    return "fact" if kind == "define" else kind


def reviews_of(casebook: Casebook) -> dict[str, Review]:
    """Every review by id."""
    return {review.id: review for review in casebook.reviews()}


def row_of(
    casebook: Casebook,
    *,
    picked: Sequence[tuple[Unit, int]],
    points: Sequence[AnswerPoint],
    scope: str | None,
    speaks: Sequence[str] | None,
    silent: Sequence[str] | None,
    **rest: Any,
) -> dict[str, Any]:
    """A line of the dataset. Of a theme or comparison, the reviews with essential gold speak of it unless others are
    named."""
    from eval.making import reference

    named = list(dict.fromkeys(unit.review for unit, grade in picked if grade == 2))
    wide = rest["type"] in ("theme", "compare")
    row = rest | {
        "scope": casebook.review(scope).id if scope else None,
        "gold": [reference(unit, grade, casebook.review(unit.review)) for unit, grade in picked],
        "answer_points": [{"text": each.text, "must": list(each.must)} for each in points],
        "speaks": [casebook.review(each).id for each in speaks] if speaks else (named if wide else []),
        "silent": [casebook.review(each).id for each in silent or ()],
    }
    order = ("id", "question", "persona", "type", "scope", "gold", "answer_points", "speaks", "silent", "note")
    return {key: row[key] for key in order if row[key] or key in ("scope", "gold", "answer_points")}
