"""The path of headings that governs each unit."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.structure import headings
from ingest.structure.items import Item

_CAPTION, _GROUP = 89, 90


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    rank: float
    chapter: bool  # headings without a number stand beneath it
    scheme: str = ""


class Sections:
    """A stack of headings.

    A numbered heading ranks by the depth of its number. One without a number stands beneath the numbered
    heading above it; by the source's own heading levels where these agree with the numbers, or where
    nothing is numbered.
    """

    def __init__(self, items: list[Item]) -> None:
        self._stack: list[_Entry] = []
        self._levels = _levels_hold(items)
        self._bare = 0.0  # rank of the heading that nothing stands under yet

    @property
    def path(self) -> list[str]:
        """Headings in force, outermost first."""
        return [entry.text for entry in self._stack]

    def push(self, item: Item, text: str) -> None:
        """Bring a heading into force."""
        rank = float(_CAPTION) if headings.is_caption(text) else self._rank(item, text)
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()
        anchored = item.depth > 0 or headings.is_top(text) or _is_lettered(item)
        self._stack.append(_Entry(text, rank, anchored, item.number.scheme if item.number else ""))
        self._bare = rank

    def group(self, text: str) -> None:
        """Bring a title within a table into force: capitals stand above the rest."""
        capitals = text.isupper()
        rank = _GROUP if capitals else _GROUP + 1
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()
        self._stack.append(_Entry(text, rank, False))

    def filled(self) -> None:
        """Something stands under the headings in force."""
        self._bare = 0.0

    def end_table(self) -> None:
        """The table's caption and the titles within it end with it."""
        while self._stack and self._stack[-1].rank >= _CAPTION:
            self._stack.pop()

    def _rank(self, item: Item, text: str) -> float:
        if item.depth:
            return float(item.depth)
        if _is_lettered(item):  # "b. The scheme" stands below the chapter and above titles without a number
            scheme = item.number.scheme if item.number else ""
            above = [entry.rank for entry in self._stack if entry.chapter and entry.scheme != scheme]
            return min(above[0], 1.0) + 1.0 if above and above[0] <= 1.0 else 1.0
        if headings.is_top(text) and not (item.block.level > 1 and self._levels):
            return 1.0
        if self._levels and item.block.level:
            return float(item.block.level)
        above = [entry.rank for entry in self._stack if entry.chapter]
        if item.block.level and not above:
            return float(item.block.level)
        rank = (above[-1] if above else 0.0) + 1.0
        if self._bare >= rank:
            return self._bare + 1.0
        return rank


def _is_lettered(item: Item) -> bool:
    return item.number is not None and item.number.scheme in ("letter", "roman") and bool(item.label)


def _levels_hold(items: list[Item]) -> bool:
    """The source's heading levels can be trusted: each depth of number has one level, and deeper is deeper."""
    found: dict[int, set[int]] = {}
    for item in items:
        if item.role == "heading" and item.depth and item.block.level:
            found.setdefault(item.depth, set()).add(item.block.level)
    if not found:
        return not any(item.role == "heading" and item.depth for item in items)
    levels = [found[depth] for depth in sorted(found)]
    if any(len(level) > 1 for level in levels):
        return False
    flat = [min(level) for level in levels]
    return flat == sorted(set(flat))
