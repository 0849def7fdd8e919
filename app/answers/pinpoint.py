"""A question for a paragraph by its number ("What does paragraph 7.3.32 of Case R say?"): that one and no other."""

from __future__ import annotations

import re

from app.answers.model import Quote
from app.answers.words import ASKING, stem, stems, words
from index.model import Hit, SearchResult
from index.query.labels import normal_label

#: Words quoted at most: a long paragraph is quoted whole, what comes after it only as far as there is room.
ROOM = 400
#: Words that ask for the text itself.
_TEXT = stems("state reads text wording full words content exact verbatim section para")


def quotes(question: str, result: SearchResult) -> list[Quote]:
    """The paragraphs that a question names, whole; none where it asks for more than what they say."""
    labels = {label for part in result.parts if part.kind == "label" for label in part.meant}
    if not labels or _asks_more(question, result):
        return []
    reviews = {review for part in result.parts if part.kind == "filter" for review in part.meant}
    chosen: list[Hit] = []
    room = ROOM
    for hit in result.hits:
        named = normal_label(hit.unit.label) in labels and (not reviews or hit.unit.review in reviews)
        length = len(hit.unit.text.split())
        if named and (not chosen or length <= room):
            chosen.append(hit)
            room -= length
    return [Quote(hit, 0, len(hit.unit.text)) for hit in chosen]


def _asks_more(question: str, result: SearchResult) -> bool:
    """Whether words are left that neither name the paragraph or its review nor ask for its text."""
    left = question
    for part in result.parts:
        if part.kind in ("label", "filter"):
            left = re.sub(re.escape(part.found), " ", left, flags=re.IGNORECASE)
    # A letter that is left is of a name: "R4 of P and Q".
    return any(len(word) > 1 and stem(word) and word not in ASKING and stem(word) not in _TEXT for word in words(left))
