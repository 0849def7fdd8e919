"""Which reviews do not mention a word: told from their whole text, since no search finds what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.answers.alone import quote
from app.answers.evidence import Sentence
from app.answers.model import Opening, Quote
from app.answers.naming import short_name
from app.answers.sentences import spans
from index.model import Hit, QueryPart, ReviewCard

_REVIEWS = r"\b(?:reviews?|cases?|reports?)\b.{0,20}?\b"
_ASKS = re.compile(
    rf"{_REVIEWS}(?:(?:do|does|did|have|has|are|is) ?n[o'’]?t|never|nothing|fails? to)\b[\w ]{{0,12}}?\b"
    r"(?:mention\w*|refer(?:s|red)? to|speak\w* (?:of|about)|discuss\w*|say anything (?:of|about|on)|includ\w*"
    r"|talk\w* about|address\w*|consider\w*|contain\w*|cover\w*|about)\s+(?P<what>[\w'’ -]+?)(?:\s+at all)?\W*$"
    rf"|{_REVIEWS}without (?:any )?mention of\s+(?P<what2>[\w'’ -]+?)\W*$",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"^(?:the|a|an|any|their|his|her|of|about)\s+", re.IGNORECASE)
#: Words of a subject at most, and words quoted at most.
_MOST, ROOM = 4, 150


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What was found.

    Args:
        opening: which reviews are without the word. quotes: where it stands in the others, one of each case.
    """

    opening: Opening
    quotes: tuple[Quote, ...]


def asked_for(question: str) -> str:
    """The word or words that are not mentioned: "fathers"; "" for any other question."""
    match = _ASKS.search(question)
    what = _LITTLE.sub("", (match["what"] or match["what2"]).strip()) if match else ""
    return what if len(what.split()) <= _MOST else ""


def unsaid(what: str, parts: Sequence[QueryPart], cases: Mapping[ReviewCard, Iterable[Hit]]) -> Unsaid:
    """The cases without a word, and where it stands in the others.

    Args:
        parts: what was read into the question: other words for the same count too.
        cases: the card of each case's report -> the units of all its documents.
    """
    pattern = _pattern(what, parts)
    without: list[str] = []
    quotes: list[Quote] = []
    room = ROOM
    for card, hits in cases.items():
        first = next((hit for hit in hits if pattern.search(hit.unit.text)), None)
        if first is None:
            without.append(short_name(card))
            continue
        said = _saying(first, pattern)
        room -= len(said.words.split())
        if room >= 0 or not quotes:
            quotes.append(said)
    return Unsaid(Opening("without", len(without), len(cases), what, tuple(without)), tuple(quotes))


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
