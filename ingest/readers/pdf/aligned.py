"""Tables without lines: rows whose words stand in the same columns, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf import labels
from ingest.readers.pdf.joins import Vocabulary
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.records import Box, Row, Word
from ingest.readers.pdf.rows import split
from ingest.readers.pdf.tables import Table, TableRow, cell_text, marked

#: Least width of the white strip between two columns, in ems.
_STRIP = 0.9
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Region:
    """Rows (start, stop) and the white strips between their columns."""

    start: int
    stop: int
    strips: tuple[tuple[float, float], ...]


def aligned_tables(
    lines: Sequence[Row], measures: Measures, page: int, horizontal: Sequence[Box]
) -> list[tuple[int, int, Table]]:
    """The tables among the rows of a flow: (first row, row after the last, table)."""
    found: list[tuple[int, int, Table]] = []
    index = 0
    dated = _dated(lines)
    while index < len(lines):
        region = _region(lines, index, dated)
        table = _table(lines, region, measures, page, horizontal) if region else None
        if table is not None and not dated and _numbered(table):
            table = None
        if region is None or table is None:
            index += 1
            continue
        found.append((region.start, region.stop, table))
        index = region.stop
    return found


def _numbered(table: Table) -> bool:
    """Whether the first of two columns is the numbers or bullets of paragraphs."""
    heads = [row.cells[0] for row in table.rows if row.cells[0]]
    numbers = sum(bool(labels.is_label(head)) or head in labels.BULLETS for head in heads)
    return len(table.rows[0].cells) == 2 and numbers >= 0.5 * len(heads)


def _gaps(row: Row, dated: bool) -> list[tuple[float, float]]:
    """Gaps between the parts of a row, without that after a number or bullet in the margin."""
    parts = split(row, _STRIP)
    gaps = [(one.x1, other.x0) for one, other in pairwise(parts)]
    first = parts[0]
    if gaps and len(first.words) == 1 and not (dated and labels.DATE.match(first.text)):
        return gaps[1:] if labels.label(first) or first.text[0] in labels.BULLETS else gaps
    return gaps


def _dated(lines: Sequence[Row]) -> bool:
    """Whether "5.3.10", "5.3.11" at the head of rows are dates: as paragraph numbers they would follow each other."""
    heads = [labels.number(row.words[0].text) for row in lines if labels.DATE.match(row.words[0].text)]
    steps = [labels.follows(one, other) for one, other in pairwise(heads)]
    return len(heads) >= 2 and sum(steps) < 0.5 * len(steps)


def _region(lines: Sequence[Row], start: int, dated: bool) -> _Region | None:
    """The longest table that begins with a row."""
    strips = _gaps(lines[start], dated)
    if not strips:
        return None
    size = lines[start].size
    stop, full = start + 1, 1
    last_full = start
    for index in range(start + 1, len(lines)):
        row = lines[index]
        narrowed = _narrowed(strips, row, size)
        if narrowed is None or row.base - lines[index - 1].base > 5 * size:
            break
        if full >= _FEWEST and _begins_text(row, lines[start:index], strips):
            break
        sides = _columns_used(row, narrowed)
        if len(sides) > 1:
            full += 1
            last_full = index
        elif sides == {0} and index - last_full > 3:
            break
        strips = narrowed
        stop = index + 1
    stop = _without_tail(lines, stop, last_full, strips)
    return _Region(start, stop, tuple(strips)) if full >= _FEWEST else None


def _begins_text(row: Row, above: Sequence[Row], strips: Sequence[tuple[float, float]]) -> bool:
    """Whether a row below a table is of the running text, though its number or bullet hangs in the same columns."""
    size = max(above, key=lambda other: other.x1 - other.x0).size
    if abs(row.size - size) > 0.08 * size and row.base - above[-1].base > 1.3 * size:
        return True
    hung = (labels.label(row) and not labels.DATE.match(row.words[0].text)) or labels.is_bullet(row)
    if not hung or len(row.words) < 2 or any(labels.label(other) or labels.is_bullet(other) for other in above):
        return False
    # In the columns of the table nothing begins where its text does.
    left = row.words[1].x0
    return all(abs(left - part.x0) > 2 for other in above for part in split(other, _STRIP))


def _without_tail(lines: Sequence[Row], stop: int, last_full: int, strips: Sequence[tuple[float, float]]) -> int:
    """A row of the first column alone after the last full row is the next paragraph, not a cell."""
    for index in range(last_full + 1, stop):
        if _columns_used(lines[index], strips) == {0}:
            return index
    return stop


def _narrowed(strips: Sequence[tuple[float, float]], row: Row, size: float) -> list[tuple[float, float]] | None:
    """The strips less what the row covers of them, None where it crosses all or the first."""
    kept: list[tuple[float, float]] = []
    for left, right in strips:
        middle = (left + right) / 2
        for word in row.words:
            if word.x0 < right and word.x1 > left:
                if (word.x0 + word.x1) / 2 < middle:
                    left = max(left, word.x1)
                else:
                    right = min(right, word.x0)
        if right - left >= 0.8 * size:
            kept.append((left, right))
        elif len(strips) == 1:
            return None
    return kept if len(kept) >= max(1, len(strips) - 1) else None


def _column(word: Word, strips: Sequence[tuple[float, float]]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(middle > (left + right) / 2 for left, right in strips)


def _columns_used(row: Row, strips: Sequence[tuple[float, float]]) -> set[int]:
    return {_column(word, strips) for word in row.words}


def _table(
    lines: Sequence[Row], region: _Region, measures: Measures, page: int, horizontal: Sequence[Box]
) -> Table | None:
    chosen = lines[region.start : region.stop]
    groups = _logical(chosen, region.strips, measures, horizontal)
    columns = len(region.strips) + 1
    full = sum(len({_column(word, region.strips) for row in group for word in row.words}) > 1 for group in groups)
    if full < _FEWEST and not (full >= 2 and columns >= 3):
        return None
    made = [_row(group, region.strips, columns, page, measures.vocabulary) for group in groups]
    left, right = min(row.x0 for row in chosen), max(row.x1 for row in chosen)
    starts = [
        min((w.x0 for row in chosen for w in row.words if _column(w, region.strips) == c), default=left)
        for c in range(columns)
    ]
    words = frozenset(word for row in chosen for word in row.words)
    box = Box(left, chosen[0].top, right, chosen[-1].bottom)
    return Table(box, tuple(marked(made)), (*starts, right), words)


def _row(
    group: Sequence[Row], strips: Sequence[tuple[float, float]], columns: int, page: int, vocabulary: Vocabulary
) -> TableRow:
    cells: list[list[Word]] = [[] for _ in range(columns)]
    for row in group:
        for word in row.words:
            cells[_column(word, strips)].append(word)
    shares = [word.ocr for row in group for word in row.words if word.ocr is not None]
    return TableRow(
        tuple(cell_text(words, vocabulary) for words in cells),
        bold=all(row.bold for row in group),
        page=page,
        ocr=round(sum(shares) / len(shares), 4) if shares else None,
    )


def _logical(
    lines: Sequence[Row], strips: Sequence[tuple[float, float]], measures: Measures, horizontal: Sequence[Box]
) -> list[list[Row]]:
    """Printed rows grouped to rows of the table: by lines between them, by wider gaps, or by the first column."""
    usual = measures.pitch(lines[0].size)
    pitches = [other.base - one.base for one, other in pairwise(lines)]
    wide = [pitch > 1.18 * usual + 0.6 for pitch in pitches]
    cuts = [_ruled(one, other, horizontal) for one, other in pairwise(lines)]
    if sum(cuts) >= 2:
        starts = cuts
    elif any(wide) and not all(wide):
        starts = [
            w or (_leads(row, strips) and _all_columns(row, strips)) for w, row in zip(wide, lines[1:], strict=True)
        ]
    else:
        starts = [_leads(row, strips) for row in lines[1:]]
    groups: list[list[Row]] = [[lines[0]]]
    for row, starting in zip(lines[1:], starts, strict=True):
        if starting:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _ruled(one: Row, other: Row, horizontal: Sequence[Box]) -> bool:
    return any(
        one.base - 1 < rule.y0 < other.base - 0.4 * other.size and rule.x0 < other.x1 and rule.x1 > other.x0
        for rule in horizontal
    )


def _leads(row: Row, strips: Sequence[tuple[float, float]]) -> bool:
    return 0 in _columns_used(row, strips)


def _all_columns(row: Row, strips: Sequence[tuple[float, float]]) -> bool:
    return len(_columns_used(row, strips)) == len(strips) + 1
