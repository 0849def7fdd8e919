"""Pages as drawn to blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.aligned import aligned_tables
from ingest.readers.pdf.asides import frame, part_asides
from ingest.readers.pdf.columns import Flow, flows
from ingest.readers.pdf.contents import contents_rows
from ingest.readers.pdf.footnotes import Note, part_notes
from ingest.readers.pdf.furniture import Furniture
from ingest.readers.pdf.joins import join_lines
from ingest.readers.pdf.labels import TICKS, Series
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.panels import panel_of, panels
from ingest.readers.pdf.paragraphs import Paragraph, ends, goes_on, paragraphs, texts
from ingest.readers.pdf.records import Box, Row, Sheet
from ingest.readers.pdf.rows import rows
from ingest.readers.pdf.tables import Table, placeholder, table_at
from ingest.source import Block, BlockKind

#: More boxes than a page has.
_BOXES = 1_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before heading levels are known, or a table before it is joined to the one on the page before."""

    block: Block
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A paragraph, and whether it is an entry of a contents page."""

    paragraph: Paragraph
    listed: bool


_Part = _Listed | Table


def page_drafts(
    sheet: Sheet, furniture: Furniture, tables: Sequence[Table], measures: Measures, series: Series
) -> list[Draft]:
    """The blocks of one page: its body in reading order, its notes, its furniture; `series` goes from page to page."""
    taken = furniture.words.union(*(table.words for table in tables))
    words = [word for word in sheet.words if word not in taken]
    words, boxes = part_asides(words, measures.body)
    words += [placeholder(table, index, measures.body) for index, table in enumerate(tables)]
    notes: list[Draft] = []
    parts: list[_Part] = []
    frames = tuple(frame(box) for box in boxes)
    around = panels(sheet, tables)
    for flow in flows(words, measures.body, measures.gutters):
        flow = replace(flow, boxes=frames, panels=around)
        listed = contents_rows(flow)
        if not listed:
            flow, found = part_notes(flow, measures.body, sheet.rules.horizontal)
            notes.extend(_note(note, sheet, measures) for note in found)
        _append(parts, _flow_parts(flow, sheet, tables, measures, listed, series))
    for box in boxes:
        _insert(parts, box, measures, series)
    body = [_boxed(_draft(part, sheet, measures), part, around, sheet.number) for part in parts]
    extra = [_furniture(row, sheet) for row in (*furniture.rows, *rows(sheet.skewed), *rows(sheet.turned))]
    drafts = [*body, *notes, *extra]
    if drafts and sheet.number > 1:
        drafts[0] = replace(drafts[0], block=replace(drafts[0].block, break_before=True))
    return drafts


def _append(parts: list[_Part], more: Sequence[_Part]) -> None:
    """Add the parts of the next column; a paragraph that goes on from the column before is joined."""
    first = more[0] if more else None
    last = parts[-1] if parts else None
    if (
        isinstance(first, _Listed)
        and isinstance(last, _Listed)
        and not (first.listed or last.listed)
        and goes_on(last.paragraph, first.paragraph)
    ):
        last.paragraph.rows.extend(first.paragraph.rows)
        more = more[1:]
    parts.extend(more)


def _insert(parts: list[_Part], box: Sequence[Row], measures: Measures, series: Series) -> None:
    """Set a box beside the text behind the paragraph beside which it stands, never into one that goes on overleaf."""
    whole = [at for at, part in enumerate(parts) if not isinstance(part, _Listed) or ends(part.paragraph)]
    middle = (box[0].base + box[-1].base) / 2
    above = [at for at in whole if _top(parts[at]) <= middle]
    place = above[-1] + 1 if above else whole[0] + 1 if whole else 0
    flow = Flow(tuple(box), min(row.x0 for row in box), max(row.x1 for row in box))
    parts[place:place] = [_Listed(paragraph, False) for paragraph in paragraphs(flow, measures, series)]


def _top(part: _Part) -> float:
    return part.paragraph.first.base if isinstance(part, _Listed) else part.box.y0


def _flow_parts(
    flow: Flow, sheet: Sheet, tables: Sequence[Table], measures: Measures, listed: frozenset[Row], series: Series
) -> list[_Part]:
    """Paragraphs and tables of a flow in order."""
    found = [] if listed else aligned_tables(flow.rows, measures, sheet.number, sheet.rules.horizontal)
    found += [(i, i + 1, tables[at]) for i, row in enumerate(flow.rows) if (at := table_at(row)) is not None]
    parts: list[_Part] = []
    done = 0
    for start, stop, table in [*sorted(found, key=lambda part: part[0]), (len(flow.rows), len(flow.rows), None)]:
        if start > done:
            lines = replace(flow, rows=flow.rows[done:start])
            parts.extend(_Listed(p, all(row in listed for row in p.rows)) for p in paragraphs(lines, measures, series))
        if table is not None:
            parts.append(table)
        done = max(done, stop)
    return parts


def _draft(part: _Part, sheet: Sheet, measures: Measures) -> Draft:
    if isinstance(part, Table):
        return Draft(Block("", kind="table_row", page=sheet.number), part)
    return _paragraph(part.paragraph, sheet, measures, part.listed)


def _boxed(draft: Draft, part: _Part, around: Sequence[Box], page: int) -> Draft:
    """The draft with the number of the box around it, which no other page has."""
    box = panel_of(part.paragraph.rows[-1], around) if around and isinstance(part, _Listed) else None
    if box is None:
        return draft
    return replace(draft, block=replace(draft.block, box=page * _BOXES + around.index(box) + 1))


def _paragraph(paragraph: Paragraph, sheet: Sheet, measures: Measures, listed: bool) -> Draft:
    lines = paragraph.rows
    text = join_lines(texts(lines), measures.vocabulary)
    kind: BlockKind = "toc" if listed else "text"
    if paragraph.bullet and not listed and len(text) > 1:
        kind = "list_item"
        text = text if text[0] in TICKS else text[1:].strip()
    block = Block(
        text=text,
        kind=kind,
        level=1 if kind == "list_item" else 0,
        page=sheet.number,
        bold=paragraph.bold,
        size=round(paragraph.size / measures.body, 2),
        indent=round(paragraph.first.x0 - measures.left, 1),
        ocr=_confidence(lines),
    )
    return Draft(block)


def _note(note: Note, sheet: Sheet, measures: Measures) -> Draft:
    text = join_lines(texts(note.rows), measures.vocabulary)
    block = Block(
        text=text,
        kind="footnote",
        marker=note.marker,
        page=sheet.number,
        size=round(note.rows[0].size / measures.body, 2),
        ocr=_confidence(note.rows),
    )
    return Draft(block)


def _furniture(row: Row, sheet: Sheet) -> Draft:
    return Draft(Block(text=row.text, kind="furniture", page=sheet.number, ocr=_confidence([row])))


def _confidence(lines: Sequence[Row]) -> float | None:
    """Mean confidence by character of recognised words."""
    found = [(word.ocr, len(word.text)) for row in lines for word in row.words if word.ocr is not None]
    if not found:
        return None
    return round(sum(share * length for share, length in found) / sum(length for _, length in found), 4)
