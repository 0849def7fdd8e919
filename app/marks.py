"""Finds what stands in quotation marks in a text: curly or straight, double or single, nested."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_CLOSING = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c\u201d", '"': '"', "\u2018": "\u2019", "'": "'"}
_SINGLE = "'\u2018"
_MARKER = re.compile(r"\[\d{1,4}\]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something in quotation marks: its words, and the span from mark to mark."""

    words: str
    start: int
    end: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Everything in quotation marks, outermost marks only: what is nested inside is part of the words.

    >>> [found.words for found in quotations("He wrote \u201cshe said \u2018no\u2019 to us\u201d and 'left'.")]
    ['she said \u2018no\u2019 to us', 'left']
    """
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[Quotation]:
    pairs = {mark: _pairs(text, mark) for mark in _CLOSING if mark not in _SINGLE and mark in text}
    ends = [marker.start() for marker in _MARKER.finditer(text)]
    position = 0
    while position < len(text):
        mark = text[position]
        if mark in pairs:
            close = pairs[mark].get(position, -1)
        else:
            close = _close_single(text, position, ends) if mark in _SINGLE else -1
        if close > position:
            yield Quotation(text[position + 1 : close], position, close + 1)
            position = close
        position += 1


def _pairs(text: str, mark: str) -> dict[int, int]:
    """Place of each opening mark of one sort -> that of the one that closes it; all in one pass over the text."""
    closing = _CLOSING[mark]
    places = [place for place, char in enumerate(text) if char == mark or char in closing]
    if mark in closing:
        return dict(pairwise(places))
    found: dict[int, int] = {}
    open_: list[int] = []
    for place in places:
        if text[place] == mark:
            open_.append(place)
        elif open_:
            found[open_.pop()] = place
    # An inner mark without its pair: the first one after it that can close does.
    closers = [place for place in places if text[place] in closing]
    for place in open_:
        after = bisect_right(closers, place)
        if after < len(closers):
            found[place] = closers[after]
    return found


def _close_single(text: str, start: int, ends: Sequence[int]) -> int:
    """The last mark that can close before another opens, -1 where this one opens nothing (an apostrophe): those before
    it are apostrophes ("the parents' views").

    Args:
        ends: places that no quotation goes beyond, in order.
    """
    if not _opens(text, start):
        return -1
    after = bisect_left(ends, start)
    close = -1
    for position in range(start + 1, ends[after] if after < len(ends) else len(text)):
        if text[position] in _SINGLE and _opens(text, position):
            break
        if text[position] == _CLOSING[text[start]] and _closes(text, position):
            close = position
    return close


def _opens(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return not before.isalnum() and not after.isspace() and (text[at] == "\u2018" or not _closes_after_point(before))


def _closes_after_point(before: str) -> bool:
    return bool(before) and before in ".,;:!?)]\u2026"


def _closes(text: str, at: int) -> bool:
    """An apostrophe inside a word, or after a space, closes nothing."""
    return not text[at + 1 : at + 2].isalnum() and not text[at - 1].isspace()
