"""Addresses within a long unit: its numbered items, bullets and rows, where the print sets them.

A part has a number only where that number is an address: items of one list count up from the first, "(i)" within "(a)"
is "(a)(i)", and a number that a unit prints for two of its items is none. A number in the middle of a line counts only
where a sentence or a clause has just ended, so that "section 47(a)" and "see (b) above" are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Part, PartKind
from ingest.numbering import letter_value, parse_roman

#: A unit of more words has parts.
LONG = 400
_BULLET = r"[•●▪■◦‣·∙○➢➤✓✔►▶\-–—*]"
_ITEM = re.compile(
    rf"(?P<bullet>{_BULLET})(?=\s)|\((?P<both>[a-zA-Z]|[ivxIVX]{{1,6}}|\d{{1,3}})\)(?=\s)"
    r"|(?P<one>[a-z]|[ivx]{1,6}|\d{1,2})[.)](?=\s)"
)
_OPENS = re.compile(rf"\n[ \t]*+(?P<item>{_ITEM.pattern})")
_INSIDE = re.compile(r"[:;,.][ \t]+(?:and[ \t]+|or[ \t]+)?\((?P<both>[a-z]|[ivx]{1,6}|\d{1,3})\)(?=\s)")
_ROW = " | "


_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*+(?=\s)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where an item begins and how far it goes if nothing comes before; what may be its number, the likelier first:
    (scheme, value), none of a bullet or row."""

    at: int
    end: int
    kind: PartKind
    printed: str = ""
    readings: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class _Item:
    """An item that is placed. `series`: the list it is of; `inside`: that which it stands within."""

    mark: _Mark
    end: int
    scheme: str
    value: int
    series: int
    inside: _Item | None

    @property
    def label(self) -> str:
        return (self.inside.label if self.inside else "") + self.mark.printed


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a unit of that text, in reading order; none of a short one. A part holds those within it."""
    if len(text) <= 2 * LONG or len(text.split()) <= LONG:
        return ()
    items = _placed(_marks(text))
    series = Counter(item.series for item in items)
    listed = [item for item in items if item.mark.kind != "number" or series[item.series] > 1]
    counted = Counter(item.label for item in listed if item.mark.kind == "number")
    doubled = {label for label, count in counted.items() if count > 1}
    return tuple(
        Part(
            _address(item, doubled),
            item.mark.kind,
            item.mark.at,
            item.mark.at + len(text[item.mark.at : item.end].rstrip()),
        )
        for item in listed
    )


def _address(item: _Item, doubled: set[str]) -> str:
    """Its number with those that it stands within, "" where that leads to two items or to a bullet."""
    above: _Item | None = item
    while above is not None:
        if above.mark.kind == "number" and above.label in doubled:
            return ""
        above = above.inside
    return item.label if item.mark.kind == "number" else ""


def _marks(text: str) -> list[_Mark]:
    found = {at: _Mark(at, _line_end(text, at), "row") for at in _rows(text)}
    found |= {mark.at: mark for mark in _inside(text)}
    found |= {mark.at: mark for mark in _opening(text)}
    return [found[at] for at in sorted(found) if at]  # at 0 stands the unit's own number


def _opening(text: str) -> Iterator[_Mark]:
    for match in _OPENS.finditer(text):
        at = match.start("item")
        if match["bullet"]:
            yield _Mark(at, _line_end(text, at), "bullet")
        else:
            yield _number(match["both"] or match["one"], at, _line_end(text, at))


def _inside(text: str) -> Iterator[_Mark]:
    for match in _INSIDE.finditer(text):
        sentence = _SENTENCE_ENDS.search(text, match.end())
        line = _line_end(text, match.end())
        yield _number(match["both"], match.start("both") - 1, min(sentence.end(), line) if sentence else line)


def _rows(text: str) -> Iterator[int]:
    at = 0
    for line in text.split("\n"):
        if _ROW in line:
            yield at
        at += len(line) + 1


def _line_end(text: str, at: int) -> int:
    """The end of its line; one that goes on in small letters was broken only to fit the page."""
    end = text.find("\n", at)
    while end >= 0 and text[end + 1 : end + 2].islower() and not _ITEM.match(text, end + 1):
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def _number(printed: str, at: int, end: int) -> _Mark:
    return _Mark(at, end, "number", f"({printed})", tuple(_readings(printed)))


def _readings(printed: str) -> Iterator[tuple[str, int]]:
    case = "upper" if printed.isupper() else "lower"
    if printed.isdigit():
        yield "whole", int(printed)
        return
    if value := parse_roman(printed):
        yield f"roman {case}", value
    if len(printed) == 1:
        yield f"letter {case}", letter_value(printed)


def _placed(marks: list[_Mark]) -> list[_Item]:
    """Each that fits a list, in its place among the others."""
    placed: list[_Item] = []
    open_: list[_Item] = []
    for mark in marks:
        fits = _fit(mark, open_)
        if fits is None:
            continue
        scheme, value, level = fits
        goes_on = level < len(open_) and open_[level].scheme == scheme and value > 1
        series = open_[level].series if goes_on else len(placed)
        for closed in open_[level:]:
            closed.end = min(closed.end, mark.at)
        del open_[level:]
        for above in open_:
            above.end = max(above.end, mark.end)
        open_.append(_Item(mark, mark.end, scheme, value, series, open_[-1] if open_ else None))
        placed.append(open_[-1])
    return placed


def _fit(mark: _Mark, open_: list[_Item]) -> tuple[str, int, int] | None:
    """Scheme and value of an item, and how many of the open ones it stands within; None where it fits no list."""
    if mark.kind != "number":
        return "", 0, next((at for at, each in enumerate(open_) if each.mark.kind != "number"), len(open_))
    for at in range(len(open_) - 1, -1, -1):  # the next of a list, the innermost first
        for scheme, value in mark.readings:
            if open_[at].scheme == scheme and value == open_[at].value + 1:
                return scheme, value, at
    for scheme, value in mark.readings:
        if value == 1:
            return scheme, value, next((at for at, each in enumerate(open_) if each.scheme in (scheme, "")), len(open_))
    return None
