"""Tables of a page: cells by column, merged cells once, column headings, and tables that only place things."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ingest.readers.html.names import HEADINGS, name

MOST_SPAN = 200
_LARGE = frozenset((*HEADINGS, "table", "section", "article", "main"))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; a cell is None where one from the left or above reaches into it."""

    node: etree._Element
    cells: tuple[etree._Element | None, ...]
    header: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table."""

    rows: tuple[GridRow, ...]


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places text on the page: one column, or headings and tables in its cells."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return True
    rows = _rows(table)
    if max((sum(1 for cell in row if name(cell) in ("td", "th")) for row in rows), default=0) <= 1:
        return True
    if next(table.iter("th"), None) is not None:
        return False
    return any(name(inner) in _LARGE for row in rows for cell in row for inner in cell.iter() if inner is not cell)


def read_grid(table: etree._Element) -> Grid:
    """The cells of each row by column, and whether the row holds column headings."""
    reach: dict[int, int] = {}  # column -> rows that a cell from above still covers
    found: list[GridRow] = []
    rows = _rows(table)
    for row in rows:
        cells: list[etree._Element | None] = []
        own = [cell for cell in row if name(cell) in ("td", "th")]
        waiting = iter(own)
        cell = next(waiting, None)
        while cell is not None or any(left > 0 and column >= len(cells) for column, left in reach.items()):
            column = len(cells)
            if reach.get(column, 0) > 0:
                reach[column] -= 1
                cells.append(None)
                continue
            if cell is None:
                cells.append(None)
                continue
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.extend((cell, *[None] * (width - 1)))
            if height > 1:
                reach.update({column + i: height - 1 for i in range(width)})
            cell = next(waiting, None)
        if own:
            found.append(GridRow(row, tuple(cells), _is_header(row, own, first=not found, last=row is rows[-1])))
    return Grid(tuple(found))


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of this table and none of a table within it."""
    found = []
    for part in table:
        if name(part) == "tr":
            found.append(part)
        elif name(part) in ("thead", "tbody", "tfoot"):
            found.extend(row for row in part if name(row) == "tr")
    return found


def _is_header(row: etree._Element, cells: list[etree._Element], *, first: bool, last: bool) -> bool:
    parent = row.getparent()
    if parent is not None and name(parent) == "thead":
        return True
    if last:
        return False
    if all(name(cell) == "th" for cell in cells) and len(cells) > 1:
        return True
    filled = [cell for cell in cells if "".join(str(t) for t in cell.itertext()).strip()]
    return first and len(filled) > 1 and all(_all_bold(cell) for cell in filled)


def _all_bold(cell: etree._Element) -> bool:
    """Whether all text of a cell stands in `<b>` or `<strong>`."""
    if name(cell) == "th":
        return True
    for node in cell.iter():
        for text, owner in ((node.text, node), (node.tail, node.getparent())):
            if node is cell and owner is not cell:
                continue
            if text and text.strip() and not _within_bold(owner, cell):
                return False
    return True


def _within_bold(node: etree._Element | None, cell: etree._Element) -> bool:
    while node is not None and node is not cell:
        if name(node) in ("b", "strong"):
            return True
        node = node.getparent()
    return False


def _span(cell: etree._Element, which: str) -> int:
    text = cell.get(which, "1").strip()
    return min(max(int(text), 1), MOST_SPAN) if text.isdigit() and len(text) < 6 else 1
