"""How a review is laid out on the page: its contents tree, and its units with rows of one table together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.model import Review, Unit

#: Of the page at its usual width: height of a line and of what stands around a unit (pixels), characters in a line.
_LINE_TALL, _UNIT_TALL, _LINE_LONG = 28, 24, 85
#: Height of a stretch, in pixels: two screens or so.
_STRETCH_TALL = 2000


@dataclass(slots=True)
class Section:
    """A heading in the contents tree, with those below it."""

    unit: Unit
    below: list[Section] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row, and the place of its text in the unit's."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Part:
    """What is laid out as one: a heading (with its level, 2 to 6), a unit of text, or the rows of one table.

    Args:
        head: the unit of a table's head row, which is shown as that.
    """

    form: Literal["heading", "text", "table", "aside"]
    units: tuple[Unit, ...]
    level: int = 2
    rows: tuple[tuple[Cell, ...], ...] = ()
    head: Unit | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts that a browser lays out together, when they come near the screen.

    Args:
        tall: about how high they will be, in pixels, for the scroll bar.
    """

    parts: tuple[Part, ...]
    tall: int


def stretches(units: Sequence[Unit]) -> Iterator[Stretch]:
    """The parts of a review, a few screens of them at a time."""
    gathered: list[Part] = []
    tall = 0
    for part in parts(units):
        gathered.append(part)
        tall += sum(_UNIT_TALL + _LINE_TALL * (1 + len(unit.text) // _LINE_LONG) for unit in part.units)
        if tall > _STRETCH_TALL:
            yield Stretch(tuple(gathered), tall)
            gathered, tall = [], 0
    if gathered:
        yield Stretch(tuple(gathered), tall)


def level(unit: Unit) -> int:
    """The level of a heading on the page, where the review's title is 1."""
    above = [each for each in unit.section if " ".join(each.split()) != " ".join(unit.text.split())]
    return min(2 + len(above), 6)


def outline(review: Review) -> tuple[Section, ...]:
    """The contents tree, from the headings."""
    top: list[Section] = []
    open_: list[tuple[int, Section]] = []
    for unit in review.units:
        if unit.kind != "heading" or _is_head(unit):
            continue
        section = Section(unit)
        while open_ and open_[-1][0] >= level(unit):
            open_.pop()
        (open_[-1][1].below if open_ else top).append(section)
        open_.append((level(unit), section))
    return tuple(top)


def parts(units: Sequence[Unit]) -> Iterator[Part]:
    """The units as they are laid out, in reading order."""
    table: list[tuple[Unit, tuple[Cell, ...]]] = []
    head: Unit | None = None
    for unit in units:
        row = cells(unit) if unit.kind == "table_row" else ()
        if table and (not row or unit.columns != table[-1][0].columns or len(row) != len(table[-1][1])):
            yield _table(table, head)
            table, head = [], None
        if row:
            table.append((unit, row))
        elif head is not None:
            yield Part("text", (head,))
            head = None
        if not row and _is_head(unit):
            head = unit
        elif not row:
            yield _alone(unit)
    if table:
        yield _table(table, head)
    elif head is not None:
        yield Part("text", (head,))


def _alone(unit: Unit) -> Part:
    if unit.kind == "heading":
        return Part("heading", (unit,), level(unit))
    return Part("aside" if unit.kind in ("toc", "boilerplate") else "text", (unit,))


def _is_head(unit: Unit) -> bool:
    """Whether a heading is a table's head row: its cells are joined as those of every row are."""
    return unit.kind == "heading" and " | " in unit.text


def _table(rows: Sequence[tuple[Unit, tuple[Cell, ...]]], head: Unit | None) -> Part:
    return Part("table", tuple(unit for unit, _ in rows), rows=tuple(row for _, row in rows), head=head)


def cells(unit: Unit) -> tuple[Cell, ...]:
    """The cells of a row with their places in its text; none where they cannot be told apart there."""
    found: list[Cell] = []
    position = 0
    for text in unit.cells:
        at = unit.text.find(text, position) if text else position
        if at < 0:
            return ()
        found.append(Cell(text, at))
        position = at + len(text)
    return tuple(found)
