"""Finds what stands in quotation marks in a text: curly or straight, double or single, nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    position = 0
    while position < len(text):
        close = _close(text, position) if text[position] in _CLOSING else -1
        if close > position:
            yield Quotation(text[position + 1 : close], position, close + 1)
            position = close
        position += 1


def _close(text: str, start: int) -> int:
    """Place of the mark that closes the one at `start`; -1 where that one opens nothing (an apostrophe)."""
    if text[start] in _SINGLE:
        return _close_single(text, start)
    mark, closing = text[start], _CLOSING[text[start]]
    depth = 1
    for position in range(start + 1, len(text)):
        if text[position] in closing:
            depth -= 1
            if depth == 0:
                return position
        elif text[position] == mark:
            depth += 1
    # An inner mark without its pair: the first one that can close does.
    return next((position for position in range(start + 1, len(text)) if text[position] in closing), -1)


def _close_single(text: str, start: int) -> int:
    """The last mark that can close before another opens: those before it are apostrophes ("the parents' views")."""
    if not _opens(text, start):
        return -1
    marker = _MARKER.search(text, start)
    close = -1
    for position in range(start + 1, marker.start() if marker else len(text)):
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
