"""Text in headings: too much of a review in headings, a heading that breaks off, one that is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import Problem, Unit
from ingest.opinion.compared import Compared
from ingest.opinion.raw import Look
from ingest.opinion.trace import Found
from ingest.opinion.wordless import first_page

#: More of a review's words than this in headings is text that nobody can search.
CEILING = 0.05
#: A shorter text has as many headings as a long one and fewer words under them.
LEAST = 600
#: Words from which a heading that ends in a full stop is a sentence.
SENTENCE = 12
#: Words from which a heading set as the body text is set is taken for text, and with a full stop.
SET_AS_TEXT, SET_AS_TEXT_ENDED = 9, 4
#: Share of units from which a document is slides or a form: of those, headings are a large part.
_OTHER = 0.3
_OPEN_END = re.compile(r"(?:\b(?:the|an?|of|and|or|to|in|for|with|by|that|was|were|which|their|his|her)|[,–-])$")
_ENDED = (".", "?", "!", ":", ";", "”", "’", ")")
_SHOWN = 60


def text_in_headings(compared: Compared) -> Iterator[Problem]:
    """The share of headings where it is too large, and each heading that a reader would take for text."""
    yield from _too_much(compared.units)
    followers = [*compared.units[1:], None]
    for unit, after, found in zip(compared.units, followers, compared.places, strict=True):
        why = _fault(compared, unit, after, found) if unit.kind == "heading" else ""
        if why:
            yield Problem("heading-is-text", f"A heading {why}: “{_short(unit.text)}”.", unit.id, first_page(unit))


def _too_much(units: Sequence[Unit]) -> Iterator[Problem]:
    total = sum(len(unit.text.split()) for unit in units)
    headings = sum(len(unit.text.split()) for unit in units if unit.kind == "heading")
    others = sum(unit.kind in ("slide", "table_row") for unit in units)
    if total >= LEAST and headings > CEILING * total and others < _OTHER * len(units):
        yield Problem("heading-words", f"{headings / total:.0%} of the words stand in headings, which are not searched.")


def _fault(compared: Compared, unit: Unit, after: Unit | None, found: Sequence[Found]) -> str:
    said = " ".join(unit.text.removeprefix(unit.label).split())
    words = len(said.split())
    if words > 2 and _OPEN_END.search(said):
        return "breaks off"
    goes_on = after is not None and after.kind == "paragraph" and not after.label and after.text[:1].islower()
    if goes_on and words > 2 and not said.endswith(_ENDED):
        return "breaks off"
    if words >= SENTENCE and said.endswith("."):
        return "is a sentence"
    least = SET_AS_TEXT_ENDED if said.endswith(".") else SET_AS_TEXT
    if words >= least and not said.isupper() and _looks(compared, found) == {compared.raw.body}:
        return "is set as the text is"
    return ""


def _looks(compared: Compared, found: Sequence[Found]) -> set[Look | None]:
    raw = compared.raw
    if raw.body is None:
        return set()
    return {raw.pieces[raw.piece_at(each.place + each.end - each.start - 1)].look for each in found if each.place >= 0}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"
