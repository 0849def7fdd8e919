"""Tables: rows and cells as printed, merged cells once, and which rows are column headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.docx.names import W, child, number, switch, val
from ingest.readers.docx.styles import Styles, filled, shade_of

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `span` columns wide; `merged`: continues the cell above or to the left and prints nothing."""

    node: etree._Element
    span: int
    merged: bool
    shaded: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not deleted; `header`: Word repeats it on every page."""

    cells: tuple[Cell, ...]
    header: bool


def rows_of(table: etree._Element, styles: Styles) -> tuple[Row, ...]:
    """The rows of a `w:tbl`, tracked deletions accepted."""
    shaded = styles.shades(val(table, "tblPr", "tblStyle")) or filled(shade_of(child(table, "tblPr")))
    rows = []
    for node in _parts(table, W + "tr"):
        props = child(node, "trPr")
        if child(props, "del") is not None:
            continue
        cells = tuple(_cell(cell, shaded) for cell in _parts(node, W + "tc") if child(cell, "tcPr", "cellDel") is None)
        if cells:
            rows.append(Row(cells, bool(switch(props, "tblHeader"))))
    return tuple(rows)


def columns(rows: tuple[Row, ...]) -> int:
    """The most columns that any row has."""
    return max((sum(cell.span for cell in row.cells) for row in rows), default=0)


def header_rows(
    table: etree._Element, rows: tuple[Row, ...], texts: list[tuple[str, ...]], bold: list[bool], styles: Styles
) -> int:
    """How many rows at the top are column headings.

    Word says so itself (`w:tblHeader`), or the table's style sets the first row apart, or it is all bold
    or all shaded while the next row is not. A title across the whole table before them counts with them.
    """
    marked = 0
    while marked < len(rows) and rows[marked].header:
        marked += 1
    if marked:
        return marked if marked < len(rows) else 0
    at = 0
    while at < len(rows) - 1 and sum(bool(text) for text in texts[at]) < 2:
        at += 1
    if at >= len(rows) - 1 or at > 1:
        return 0
    styled = at == 0 and _look_first_row(table) and styles.header_row(val(table, "tblPr", "tblStyle"))
    apart = bold[at] and not bold[at + 1]
    coloured = all(cell.shaded for cell in rows[at].cells) and not all(cell.shaded for cell in rows[at + 1].cells)
    return at + 1 if styled or apart or coloured else 0


def _parts(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those in content controls and tracked insertions included."""
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag == tag:
            yield node
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(node))


def _cell(node: etree._Element, shaded: bool) -> Cell:
    props = child(node, "tcPr")
    merge, across = child(props, "vMerge"), child(props, "hMerge")
    merged = any(m is not None and m.get(W + "val", "continue") == "continue" for m in (merge, across))
    span = min(max(number(props, "gridSpan") or 1, 1), MOST_COLUMNS)
    own = shade_of(props)
    return Cell(node, span, merged, filled(own) if own not in (None, "auto") else shaded)


def _look_first_row(table: etree._Element) -> bool:
    look = child(table, "tblPr", "tblLook")
    if look is None:
        return False
    if (first := look.get(W + "firstRow")) is not None:
        return first in ("1", "true", "on")
    try:
        return bool(int(look.get(W + "val", "0"), 16) & 0x20)
    except ValueError:
        return False
