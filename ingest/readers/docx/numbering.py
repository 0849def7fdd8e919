"""Automatic numbers: what Word prints before a paragraph and never writes in it (ECMA-376 Part 1, 17.9).

The count is kept for each abstract definition: all `w:num` that refer to it continue one sequence, and a
`w:startOverride` restarts that shared sequence where its `w:num` is first used. Word does the same. Text boxes, notes
and running lines are counted each for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx.formats import printed
from ingest.readers.docx.names import MC, W, child, number, switch, val

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `restart` None: after any higher level, 0: never."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Num:
    """One `w:num`: its levels with the overrides applied, and where the override restarts the count."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Count:
    """The running values of one abstract definition; None: this level has not been used since its restart."""

    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's number: as printed (""; for a bullet), its depth from 1, its indent in twentieths of a point."""

    label: str
    depth: int
    bullet: bool
    indent: int


class Numbering:
    """All list definitions of a file, and the counts as its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None, style_nums: dict[str, str] | None = None) -> None:
        abstracts = _abstracts(root, style_nums or {})
        self._nums = _nums(root, abstracts)
        self._story = ""
        self._counts: dict[tuple[str, str], _Count] = {}
        self._begun: set[tuple[str, str, int]] = set()

    def __contains__(self, num_id: str) -> bool:
        return num_id in self._nums

    def level_of_style(self, num_id: str, styles: Sequence[str], own: Sequence[int | None]) -> int | None:
        """The level of a list that a paragraph style takes: the nearest that it or an ancestor is bound to or names.

        Args:
            styles, own: the style and its ancestors, nearest first, and the level that each of them names.
        """
        num = self._nums.get(num_id)
        bound = {level.style: index for index, level in num.levels.items() if level.style} if num else {}
        levels = (bound.get(style, named) for style, named in zip(styles, own, strict=True))
        return next((level for level in levels if level is not None), None)

    @contextmanager
    def apart(self, story: str) -> Iterator[None]:
        """Count within another part of the file ("box", "note"): its lists do not move the numbers of the text."""
        outer = self._story
        self._story = story
        yield
        self._story = outer

    def next(self, num_id: str, index: int) -> Numbered | None:
        """Counts one paragraph of list `num_id` at level `index` (from 0); None where there is no such list."""
        num = self._nums.get(num_id)
        index = min(max(index, 0), LEVELS - 1)
        if num is None or index not in num.levels:
            return None
        count = self._counts.setdefault((self._story, num.abstract), _Count())
        self._advance(count, num_id, num, index)
        level = num.levels[index]
        bullet = level.format == "bullet"
        label = "" if bullet else _label(num, index, count)
        return Numbered(label, index + 1, bullet, level.indent)

    def _advance(self, count: _Count, num_id: str, num: Num, index: int) -> None:
        present = count.values[index]
        if index in num.starts and (self._story, num_id, index) not in self._begun:
            count.values[index] = num.starts[index]
        else:
            count.values[index] = _start(num, index) if present is None else present + 1
        self._begun.add((self._story, num_id, index))
        for above in range(index):  # a level that is skipped counts as used: 1.1.1 below 1 is followed by 1.2
            if count.values[above] is None and above in num.levels:
                count.values[above] = _start(num, above)
        for deeper in range(index + 1, LEVELS):
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or index < restart:
                count.values[deeper] = None


def _start(num: Num, index: int) -> int:
    level = num.levels.get(index)
    return num.starts.get(index, level.start if level else 1)


def _label(num: Num, index: int, count: _Count) -> str:
    """'%1.%2' at the second level with counts 3 and 7 -> '3.7'."""
    level = num.levels[index]

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = count.values[at]
        format_ = num.levels[at].format if at in num.levels else "decimal"
        if level.legal and format_ not in ("none", "bullet"):
            format_ = "decimal"
        return printed(_start(num, at) if value is None else value, format_)

    return " ".join(_PLACE.sub(place, level.text).split())


_Found = dict[str, tuple[str, dict[int, Level], dict[int, int]]]


def _abstracts(root: etree._Element | None, style_nums: dict[str, str]) -> _Found:
    """Abstract id -> (id that its count is kept under, its levels, where they restart); numbering styles followed.

    A list that is defined by a numbering style takes over what the style's own `w:num` overrides.
    """
    nodes = {node.get(W + "abstractNumId", ""): node for node in (root if root is not None else ()) if _is(node)}
    nums = {node.get(W + "numId", ""): node for node in (root.findall(W + "num") if root is not None else ())}
    found: _Found = {}
    for key in nodes:
        seen, at, through = {key}, key, list[etree._Element]()
        while (link := val(nodes[at], "numStyleLink")) is not None:
            num = nums.get(style_nums.get(link, ""))
            at_next = (val(num, "abstractNumId") or "") or _defining(nodes, link)
            if at_next not in nodes or at_next in seen:
                break
            through.extend([] if num is None else [num])
            seen.add(at_next)
            at = at_next
        levels = {i: level for i, level in map(_level, nodes[at].findall(W + "lvl")) if 0 <= i < LEVELS}
        starts: dict[int, int] = {}
        for num in reversed(through):
            _override(num, levels, starts)
        found[key] = (at, levels, starts)
    return found


def _defining(nodes: dict[str, etree._Element], style: str) -> str:
    return next((key for key, node in nodes.items() if val(node, "styleLink") == style), "")


def _is(node: etree._Element) -> bool:
    return bool(node.tag == W + "abstractNum")


def _level(node: etree._Element) -> tuple[int, Level]:
    index = _whole(node.get(W + "ilvl"), -1)
    start = number(node, "start")
    indent = number(node, "pPr", "ind", attribute="left") or number(node, "pPr", "ind", attribute="start") or 0
    return index, Level(
        start=0 if start is None else start,  # the schema's default, and what Word does
        format=_format(node),
        text=val(node, "lvlText") or "",
        restart=number(node, "lvlRestart"),
        legal=bool(switch(node, "isLgl")),
        style=val(node, "pStyle") or "",
        indent=indent,
    )


def _format(node: etree._Element) -> str:
    """A custom format ("001, 002, ...") stands in the choice of an mc:AlternateContent."""
    custom = node.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if custom is not None:
        return custom.get(W + "format") or custom.get(W + "val") or "decimal"
    return val(node, "numFmt") or "decimal"


def _nums(root: etree._Element | None, abstracts: _Found) -> dict[str, Num]:
    found: dict[str, Num] = {}
    for node in root.findall(W + "num") if root is not None else ():
        abstract = val(node, "abstractNumId") or ""
        if abstract in abstracts:
            key, levels, starts = abstracts[abstract]
            num = Num(key, dict(levels), dict(starts))
            _override(node, num.levels, num.starts)
            found[node.get(W + "numId", "")] = num
    return found


def _override(num: etree._Element, levels: dict[int, Level], starts: dict[int, int]) -> None:
    """Puts what a `w:num` overrides in place of the levels and starts given."""
    for override in num.findall(W + "lvlOverride"):
        index = _whole(override.get(W + "ilvl"), -1)
        own = child(override, "lvl")
        if own is not None and 0 <= index < LEVELS:
            levels[index] = _level(own)[1]
        start = number(override, "startOverride")
        if start is not None and 0 <= index < LEVELS:
            starts[index] = start


def _whole(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
