"""A question for a paragraph by its number ("What does paragraph 7.3.32 of Case R say?"): that one and no other."""

from __future__ import annotations

from app.answers.compose import compose
from app.answers.model import Body, Quote
from app.answers.routes.route import Declines, Found
from app.gate import verify
from index.model import Hit
from index.query.labels import normal_label

#: Words quoted at most: a long paragraph is quoted whole, what comes after it only as far as there is room.
ROOM = 400


def by_number(found: Found) -> Body | Declines:
    """The paragraphs that the question names, whole."""
    question = found.question
    if not question.labels:
        return Declines("it names no paragraph by its number")
    more = question.besides(
        "numbered", [(each.start, each.end) for each in question.readings if each.reader == "label"]
    )
    if more:
        return Declines(f"it asks for more than its words: {', '.join(more)}")
    chosen: list[Hit] = []
    room = ROOM
    for hit in found.result.hits:
        of_review = not question.reviews or hit.unit.review in question.reviews
        length = len(hit.unit.text.split())
        if of_review and normal_label(hit.unit.label) in question.labels and (not chosen or length <= room):
            chosen.append(hit)
            room -= length
    quotes = [Quote(hit, 0, len(hit.unit.text)) for hit in chosen]
    quotes = [quote for quote in quotes if verify(quote.words, quote.hit.unit).verified]
    if not quotes:
        return Declines("none found bears that number")
    return compose(question.kind, found.result, quotes, limited=question.names_review)
