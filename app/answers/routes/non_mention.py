"""Which reviews do not mention a word: told from their whole text, since no search finds what is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answers.compose import compose
from app.answers.evidence import Sentence
from app.answers.model import Body, Opening, Quote
from app.answers.naming import short_name
from app.answers.quoting import quote
from app.answers.routes.route import Declines, Found, report_first, searched_units
from app.answers.sentences import spans
from index.model import Hit, QueryPart

#: Reviews that are looked through at most, and words quoted at most.
MOST, ROOM = 60, 150


def without(found: Found) -> Body | Declines:
    """The cases without a word, and where it stands in the others."""
    what = found.question.unmentioned
    if found.library is None or found.by_passage or not what:
        return Declines("it does not ask which reviews are without a word")
    if len(found.named) > MOST:
        return Declines(f"more than {MOST} reviews are in scope")
    pattern = _pattern(what, found.question.parts)
    silent: list[str] = []
    quotes: list[Quote] = []
    room = ROOM
    cases = report_first(found.named)
    for cards in cases.values():
        units = searched_units(cards, found.library)
        first = next((hit for hit in units if pattern.search(hit.unit.text)), None)
        if first is None:
            silent.append(short_name(cards[0]))
            continue
        said = _saying(first, pattern)
        room -= len(said.words.split())
        if room >= 0 or not quotes:
            quotes.append(said)
    opening = Opening("without", len(silent), len(cases), what, tuple(silent))
    if not quotes:
        return Body("nothing", 0.0, opening=opening)
    limited = bool(found.question.limited_to)
    return compose(found.question.kind, found.result, quotes, opening=opening, limited=limited)


def _pattern(what: str, parts: Sequence[QueryPart]) -> re.Pattern[str]:
    """The words with any ending, and what else is called so."""
    others = [meant for part in parts if part.kind in ("acronym", "lay", "spelling") for meant in part.meant]
    forms = [r"\W+".join(_word(word) for word in phrase.split()) for phrase in (what, *others)]
    return re.compile(rf"\b(?:{'|'.join(forms)})", re.IGNORECASE)


def _word(word: str) -> str:
    if word.isupper():
        return rf"{re.escape(word)}s?\b"
    plain = re.sub(r"(?:ies|y|s)$", "", word) if len(word) > 4 else word
    return rf"{re.escape(plain)}\w*"


def _saying(hit: Hit, pattern: re.Pattern[str]) -> Quote:
    """The sentence of a unit that has the word."""
    places = spans(hit.unit)
    whole = (0, len(hit.unit.text))  # the word stands in a label, or where nothing can be quoted without it
    place = next((span for span in places if pattern.search(hit.unit.text[slice(*span)])), whole)
    return quote(Sentence(hit, 1, place, frozenset(), {}, 1.0, 1.0))
