"""Rows of tables: words to cells of a grid, column headings, tables that go on over the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.grids import Grid, find_grids
from ingest.readers.pdf.joins import Vocabulary, join_lines
from ingest.readers.pdf.records import Box, Row, Sheet, Word
from ingest.readers.pdf.rows import rows

#: Stands in the rows of a page where a table stands.
PLACEHOLDER = "\ufffc"
_HEADING_WORDS = frozenset(
    {
        "date",
        "dates",
        "event",
        "events",
        "action",
        "actions",
        "name",
        "names",
        "role",
        "agency",
        "agencies",
        "organisation",
        "recommendation",
        "recommendations",
        "owner",
        "lead",
        "responsible",
        "timescale",
        "timescales",
        "deadline",
        "when",
        "who",
        "what",
        "outcome",
        "outcomes",
        "status",
        "progress",
        "number",
        "no",
        "ref",
        "reference",
        "age",
        "relationship",
        "comment",
        "comments",
        "source",
        "finding",
        "findings",
        "theme",
        "description",
        "evidence",
        "measure",
        "impact",
        "designation",
        "title",
        "year",
        "period",
        "time",
        "subject",
        "member",
        "family",
        "person",
        "details",
        "response",
        "lesson",
        "lessons",
        "learning",
        "required",
        "completion",
        "target",
        "milestones",
        "update",
        "rag",
        "practitioner",
        "professional",
        "service",
        "contact",
        "summary",
        "abbreviation",
        "meaning",
        "term",
    }
)
_MOST_HEADING_WORDS = 9


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the text of each column, "" where a column is empty; what it is made of; where it ends."""

    cells: tuple[str, ...]
    bold: bool = False
    header: bool = False
    page: int = 0
    ocr: float | None = None
    until: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page. `edges`: x of its column lines."""

    box: Box
    rows: tuple[TableRow, ...]
    edges: tuple[float, ...]
    words: frozenset[Word]


def ruled_tables(sheet: Sheet, vocabulary: Vocabulary) -> list[Table]:
    """The tables that lines on the page make, with the words that stand in them."""
    tables: list[Table] = []
    taken: set[Word] = set()
    for grid in sorted(find_grids(sheet.rules), key=lambda grid: grid.box.width * grid.box.height):
        inside = [word for word in sheet.words if word not in taken and grid.box.holds(*_middle(word))]
        table = _table(grid, inside, sheet.number, vocabulary)
        if table is not None:
            taken.update(table.words)
            tables.append(table)
    return sorted(tables, key=lambda table: table.box.y0)


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.size


def _table(grid: Grid, inside: Sequence[Word], page: int, vocabulary: Vocabulary) -> Table | None:
    """The grid with its words; None where fewer than two columns or no row of two hold text: a box around text."""
    columns = len(grid.edges) - 1
    content: dict[int, dict[int, list[Word]]] = {}
    for word in inside:
        cell = next((cell for cell in grid.cells if cell.box.holds(*_middle(word))), None)
        if cell is not None:
            content.setdefault(cell.row, {}).setdefault(cell.column, []).append(word)
    used = sorted({column for row in content.values() for column in row})
    if len(used) < 2 or not any(len(row) >= 2 for row in content.values()):
        return None
    made: list[TableRow] = []
    for _, cells in sorted(content.items()):
        texts = tuple(cell_text(cells.get(column, ()), vocabulary) for column in range(columns) if column in used)
        words = [word for group in cells.values() for word in group]
        made.append(TableRow(texts, _all_bold(words), page=page, ocr=_confidence(words)))
    edges = (*(grid.edges[column] for column in used), grid.edges[-1])
    return Table(grid.box, tuple(marked(made)), edges, frozenset(inside))


def cell_text(words: Sequence[Word], vocabulary: Vocabulary) -> str:
    """The text of a cell, its lines joined."""
    return join_lines([row.text for row in rows(words)], vocabulary) if words else ""


def _all_bold(words: Sequence[Word]) -> bool:
    lettered = [word for word in words if any(map(str.isalnum, word.text))]
    return bool(lettered) and all(word.bold for word in lettered)


def _confidence(words: Sequence[Word]) -> float | None:
    found = [word.ocr for word in words if word.ocr is not None]
    return round(sum(found) / len(found), 4) if found else None


def marked(made: Sequence[TableRow]) -> list[TableRow]:
    """The rows, the first told as column headings where its type or its words say so."""
    if len(made) < 2 or not _heads(made[0], made[1:]):
        return list(made)
    return [replace(made[0], header=True), *made[1:]]


def _heads(first: TableRow, others: Sequence[TableRow]) -> bool:
    filled = [cell for cell in first.cells if cell]
    if len(filled) < 2 or any(len(cell.split()) > _MOST_HEADING_WORDS for cell in filled):
        return False
    # Where other rows of several cells are bold too, it is the key of the row that is, or what the row counts for.
    if first.bold and not any(row.bold and sum(map(bool, row.cells)) > 1 for row in others):
        return True
    known = sum(bool(_HEADING_WORDS & set(re.findall(r"[a-z]+", cell.lower()))) for cell in filled)
    return known >= 2 and known >= 0.6 * len(filled) and not any(cell.endswith(".") for cell in filled)


def continues(one: Table, other: Table) -> bool:
    """Whether the second table, at the top of a page or column, has the columns of the first, which ended one."""
    if len(one.edges) != len(other.edges):
        return False
    shift = other.edges[0] - one.edges[0]
    return all(abs(b - a - shift) < 8 for a, b in zip(one.edges, other.edges, strict=True))


def _same(one: TableRow, other: TableRow) -> bool:
    return [cell.lower().split() for cell in one.cells] == [cell.lower().split() for cell in other.cells]


def joined(one: Sequence[TableRow], other: Sequence[TableRow]) -> tuple[list[TableRow], list[TableRow]]:
    """The rows of both parts: repeated headings told as such, a row that the page break cut made whole again."""
    before, after = list(one), list(other)
    repeated = 0
    while repeated < min(2, len(before), len(after)) and _same(before[repeated], after[repeated]):
        before[repeated] = replace(before[repeated], header=True)
        after[repeated] = replace(after[repeated], header=True)
        repeated += 1
    if not repeated and after and after[0].header and before and before[0].header:
        after[0] = replace(after[0], header=False)
    if repeated < len(after) and before and _cut(before[-1], after[repeated]):
        rest = after.pop(repeated)
        cells = tuple(f"{a} {b}".strip() for a, b in zip(before[-1].cells, rest.cells, strict=True))
        before[-1] = replace(before[-1], cells=cells, until=rest.until or rest.page)
    return before, after


def _cut(last: TableRow, first: TableRow) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before: its key column is empty."""
    if last.header or len(last.cells) != len(first.cells) or first.cells[0]:
        return False
    filled = [(a, b) for a, b in zip(last.cells, first.cells, strict=True) if b]
    return bool(filled) and any((a and not a.endswith((".", "!", "?"))) or b[:1].islower() for a, b in filled)


def placeholder(table: Table, index: int, size: float) -> Word:
    """A word that holds the table's place among the rows of the page."""
    top = table.box.y0
    return Word(
        PLACEHOLDER, table.box.x0, table.box.x1, top, table.box.y1, top + size, size, order=-1 - index, lead=" "
    )


def table_at(row: Row) -> int | None:
    """The index of the table whose place a row holds."""
    word = row.words[0]
    return -1 - word.order if len(row.words) == 1 and word.text == PLACEHOLDER else None
