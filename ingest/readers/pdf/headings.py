"""Which paragraphs are headings, and their level, by type size, weight and the file's own outline (bookmarks)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MOST_WORDS = 30
_MOST_BOLD_WORDS = 16
_LARGER = 1.1
_TERMINAL = re.compile(r"[.;,:?!][\"'”’)]*$")
#: An entry of a list, "b) the record; and"; a line that a sentence runs through.
_ENTRY = re.compile(r"[(\[]?(?:[a-z]|[ivxl]{1,5}|\d{1,2})[.)\]]\s+[a-z]")
_UNENDED = re.compile(r"\b(?:and|or|the|a|an|of|for|to|that|which|with|by|in|on|from|is|are|was|were|should|must)$")
_MOST_BOOKMARKS = 5_000
#: A sentence in quotation marks: set large beside the text, it is what somebody said.
_SPOKEN = re.compile(r"\s*[“\"‘'].{24,}[.!?…][”\"’']\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its words, its level from 1, the page that it points to (None where unknown)."""

    key: str
    level: int
    page: int | None


def key(text: str) -> str:
    """Letters and digits in lower case: how an outline and a page are compared."""
    return "".join(re.findall(r"[^\W_]+", text.lower()))


def bookmarks(document: Any) -> tuple[Bookmark, ...]:
    """The outline of a file; damaged entries are left out."""
    found: list[Bookmark] = []
    for entry in document.get_toc(max_depth=8):
        if len(found) >= _MOST_BOOKMARKS:
            break
        title = key(entry.get_title() or "")
        target = entry.get_dest()
        index = target.get_index() if target else None
        if title:
            found.append(Bookmark(title, entry.level + 1, index + 1 if index is not None else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides whether a paragraph is a heading."""

    text: str
    size: float
    bold: bool
    page: int


class Headings:
    """Levels of headings over one file."""

    def __init__(self, outline: Sequence[Bookmark], body: float, styles: Sequence[tuple[float, bool]]) -> None:
        self._outline = {(mark.key, mark.page): mark.level for mark in outline}
        self._titles = {mark.key: mark.level for mark in reversed(outline)}
        self._body = body
        ranked = sorted({(_rounded(size), bold) for size, bold in styles}, reverse=True)
        self._rank = {style: index + 1 for index, style in enumerate(ranked)}

    def level(self, candidate: Candidate) -> int:
        """Level from 1, 0 for what is no heading."""
        title = key(candidate.text)
        outlined = self._outline.get((title, candidate.page)) or (len(title) > 6 and self._titles.get(title)) or 0
        if outlined:
            return outlined
        if not is_heading(candidate, self._body):
            return 0
        return min(6, self._rank.get((_rounded(candidate.size), candidate.bold), 6))


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def is_heading(candidate: Candidate, body: float) -> bool:
    """Whether size and weight alone set a paragraph off as a heading."""
    words = len(candidate.text.split())
    if not any(map(str.isalpha, candidate.text)) or words > _MOST_WORDS or _SPOKEN.fullmatch(candidate.text):
        return False
    if candidate.size >= _LARGER * body:
        return not (words > 12 and candidate.text.rstrip().endswith("."))
    if not candidate.bold or candidate.size < 0.95 * body:
        return False
    text = candidate.text.rstrip()
    return words <= _MOST_BOLD_WORDS and not (_TERMINAL.search(text) or _ENTRY.match(text) or _UNENDED.search(text))
