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
#: Words from which a heading that ends in a full stop is a paragraph; at the text's own size, a sentence of it.
PARAGRAPH, SENTENCE = 18, 8
#: Words from which a heading set as the text is (size, font, colour) is taken for text, and with a full stop.
SET_AS_TEXT, SET_AS_TEXT_ENDED = 9, 4
#: Share of units from which a document is slides or a form: of those, headings are a large part.
_OTHER = 0.3
_OPEN_END = re.compile(r"(?:\b(?:the|an?|of|and|or)|,)$")
_SENTENCES = re.compile(r"[a-z]{3}[.?!] [A-Z]")
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
        yield Problem(
            "heading-words", f"{headings / total:.0%} of the words stand in headings, which are not searched."
        )


def _fault(compared: Compared, unit: Unit, after: Unit | None, found: Sequence[Found]) -> str:
    said = " ".join(unit.text.removeprefix(unit.label).split())
    words = len(said.split())
    if " | " in said:
        return ""  # the column headings or the title row of a table
    if words > 2 and _OPEN_END.search(said):
        return "breaks off"
    goes_on = after is not None and after.kind == "paragraph" and not after.label and after.text[:1].islower()
    if goes_on and words and not said.endswith(_ENDED):
        return "breaks off"
    ended = said.endswith(".")
    if ended and (words >= PARAGRAPH or _SENTENCES.search(said)):
        return "is a paragraph"
    return _set_as_text(compared.raw.body, _looks(compared, found), words, ended) if not said.isupper() else ""


def _set_as_text(body: Look | None, looks: set[Look], words: int, ended: bool) -> str:
    if body is None or not looks:
        return ""
    if words >= (SET_AS_TEXT_ENDED if ended else SET_AS_TEXT) and looks == {body}:
        return "is set as the text is"
    if ended and words >= SENTENCE and all(look.size <= body.size for look in looks):
        return "is a sentence at the text's own size"
    return ""


def _looks(compared: Compared, found: Sequence[Found]) -> set[Look]:
    raw = compared.raw
    ends = [each.place + each.end - each.start - 1 for each in found if each.place >= 0]
    return {look for end in ends if (look := raw.pieces[raw.piece_at(end)].look) is not None}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"
