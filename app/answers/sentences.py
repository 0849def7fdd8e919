"""The sentences of a unit as spans of its text, fit to be quoted: without the label, the title line, the bullet."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from index.sentences import sentence_spans
from ingest.model import Unit

Span = tuple[int, int]

_BULLET = re.compile(r"^(?:[•▪●◦‣·*–—-]|o(?=\s)|\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)])\s+")
_TITLE_WORDS = 14
#: Boxes of a form.
_UNTICKED, _TICKED = "☐", "☑☒"
#: A sentence longer than this is cut at a semicolon or a bullet, so that one does not fill the answer.
LONG_WORDS = 70
_ROW_WORDS, _KEY_WORDS = 40, 6
#: A sentence that names an owner and has fewer words besides is a label ("Single agency (Health).").
_OWN_WORDS = 4
_CLAUSE = re.compile(r"(?<=[;:])\s++|(?<!\s)\s++(?=[•▪●]\s)")


@lru_cache(maxsize=4096)
def spans(unit: Unit) -> tuple[Span, ...]:
    """Spans of what can be quoted, in order; kept for the last few thousand units.

    A table row is quoted whole, cell by cell where it is long. An option of a form that nobody ticked is left out.
    """
    return tuple(span for span in with_options(unit) if not is_unticked(unit.text[slice(*span)]))


def with_options(unit: Unit) -> tuple[Span, ...]:
    """The same, and the options of a form that nobody ticked: a question may ask for one of them."""
    if unit.cells or unit.kind == "table_row":
        return tuple(_row(unit))
    found: list[Span] = []
    for start, end in _lines(unit, _after_label(unit)):
        for first, last in sentence_spans(unit.text[start:end]):
            found.extend(_short_enough(unit.text, start + first, start + last))
    trimmed = (_without_bullet(unit.text, *span) for span in found)
    worded = [span for span in trimmed if any(char.isalpha() for char in unit.text[span[0] : span[1]])]
    return tuple([span for span in worded if not _names_owner(unit, span)] or worded)


def is_unticked(said: str) -> bool:
    """Whether it is an option of a form that nobody ticked: it says what was not chosen."""
    return _UNTICKED in said and not any(mark in said for mark in _TICKED)


def _names_owner(unit: Unit, span: Span) -> bool:
    """Whether a sentence of a recommendation says nothing but whose it is and by when."""
    said = unit.text[span[0] : span[1]]
    known = [value for value in (unit.owner.strip(), unit.deadline.strip()) if value]
    if not any(value in said for value in known):
        return False
    for value in known:
        said = said.replace(value, " ")
    return len(re.findall(r"[^\W\d_]+", said)) < _OWN_WORDS


def lead_in(unit: Unit, span: Span) -> Span | None:
    """The line that introduces the list in which a span stands: the last before it that ends in a colon."""
    before = [other for other in spans(unit) if other[1] <= span[0]]
    return next((other for other in reversed(before) if unit.text[: other[1]].endswith(":")), None)


def row_key(unit: Unit) -> str:
    """What names a table row, its first cell, where that is short and not its label: a date, a name."""
    first = next((cell for cell in unit.cells if cell.strip()), "")
    is_label = bool(unit.label) and first.startswith(unit.label)
    return "" if is_label or len(first.split()) > _KEY_WORDS else " ".join(first.split())


def _row(unit: Unit) -> list[Span]:
    """A short row whole, a long one by the sentences of its cells; a number in the first cell is its label."""
    places = _cells(unit)
    if places and unit.label and unit.text[places[0][0] : places[0][1]].startswith(unit.label):
        places = places[1:] or places
    if not places:
        return [(0, len(unit.text.rstrip()))]
    whole = (places[0][0], places[-1][1])
    if len(unit.text[whole[0] : whole[1]].split()) <= _ROW_WORDS:
        return [whole]
    return [
        (start + first, start + last) for start, end in places for first, last in sentence_spans(unit.text[start:end])
    ]


def _cells(unit: Unit) -> list[Span]:
    found: list[Span] = []
    at = 0
    for cell in unit.cells:
        start = unit.text.find(cell, at)
        if cell.strip() and start >= 0:
            found.append((start, start + len(cell)))
            at = start + len(cell)
    return found


def _after_label(unit: Unit) -> int:
    label = unit.label.strip()
    if not label or not unit.text.startswith(label):
        return 0
    rest = unit.text[len(label) :]
    after = len(label) + len(rest) - len(rest.lstrip(" .:)-–—\t\n"))
    return after if after < len(unit.text) else 0


def _lines(unit: Unit, start: int) -> list[Span]:
    """The text cut behind a title line: short, on a line of its own, without a full stop, before a new sentence."""
    line_end = unit.text.find("\n", start)
    if line_end < 0:
        return [(start, len(unit.text))]
    title, rest = unit.text[start:line_end].strip(), unit.text[line_end:].lstrip()
    is_title = len(title.split()) <= _TITLE_WORDS and title[-1:] not in ".;:,?!" and rest[:1].isupper()
    return [(line_end, len(unit.text))] if title and is_title else [(start, len(unit.text))]


def _short_enough(text: str, start: int, end: int) -> list[Span]:
    if len(text[start:end].split()) <= LONG_WORDS:
        return [(start, end)]
    edges = [start, *(start + cut.end() for cut in _CLAUSE.finditer(text[start:end])), end]
    pieces: list[Span] = []
    for first, last in pairwise(edges):
        if pieces and len(text[pieces[-1][0] : last].split()) <= LONG_WORDS // 2:
            pieces[-1] = (pieces[-1][0], last)
        else:
            pieces.append((first, last))
    return [(first, first + len(text[first:last].rstrip())) for first, last in pieces]


def _without_bullet(text: str, start: int, end: int) -> Span:
    bullet = _BULLET.match(text[start:end])
    return (start + bullet.end(), end) if bullet and bullet.end() < end - start else (start, end)
