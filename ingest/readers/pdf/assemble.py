"""Pages as drawn to blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.aligned import aligned_tables
from ingest.readers.pdf.columns import Flow, flows
from ingest.readers.pdf.contents import contents_rows
from ingest.readers.pdf.footnotes import Note, part_notes
from ingest.readers.pdf.furniture import Furniture
from ingest.readers.pdf.joins import join_lines
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.paragraphs import Paragraph, paragraphs, texts
from ingest.readers.pdf.records import Row, Sheet
from ingest.readers.pdf.rows import rows
from ingest.readers.pdf.tables import Table, placeholder, table_at
from ingest.source import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before heading levels are known, or a table before it is joined to the one on the page before."""

    block: Block
    table: Table | None = None


def page_drafts(
    sheet: Sheet, furniture: Furniture, tables: Sequence[Table], measures: Measures
) -> list[Draft]:
    """The blocks of one page: its body in reading order, its notes, its furniture."""
    taken = furniture.words.union(*(table.words for table in tables))
    words = [word for word in sheet.words if word not in taken]
    words += [placeholder(table, index, measures.body) for index, table in enumerate(tables)]
    body: list[Draft] = []
    notes: list[Draft] = []
    for flow in flows(words, measures.body):
        listed = contents_rows(flow)
        if not listed:
            flow, found = part_notes(flow, measures.body, sheet.rules.horizontal)
            notes.extend(_note(note, sheet, measures) for note in found)
        body.extend(_flow_drafts(flow, sheet, tables, measures, listed))
    extra = [_furniture(row, sheet) for row in (*furniture.rows, *rows(sheet.skewed), *rows(sheet.turned))]
    drafts = [*body, *notes, *extra]
    if drafts and sheet.number > 1:
        drafts[0] = replace(drafts[0], block=replace(drafts[0].block, break_before=True))
    return drafts


def _flow_drafts(
    flow: Flow, sheet: Sheet, tables: Sequence[Table], measures: Measures, listed: frozenset[Row]
) -> Iterator[Draft]:
    """Paragraphs and tables of a flow in order."""
    found = [] if listed else aligned_tables(flow.rows, measures, sheet.number, sheet.rules.horizontal)
    found += [(i, i + 1, tables[at]) for i, row in enumerate(flow.rows) if (at := table_at(row)) is not None]
    done = 0
    for start, stop, table in [*sorted(found, key=lambda part: part[0]), (len(flow.rows), len(flow.rows), None)]:
        if start > done:
            part = Flow(flow.rows[done:start], flow.left, flow.right)
            for paragraph in paragraphs(part, measures):
                yield _paragraph(paragraph, sheet, measures, listed)
        if table is not None:
            yield Draft(Block("", kind="table_row", page=sheet.number), table)
        done = max(done, stop)


def _paragraph(paragraph: Paragraph, sheet: Sheet, measures: Measures, listed: frozenset[Row]) -> Draft:
    lines = paragraph.rows
    text = join_lines(texts(lines), measures.vocabulary)
    kind: BlockKind = "text"
    if all(row in listed for row in lines):
        kind = "toc"
    elif paragraph.bullet and len(text) > 1:
        kind = "list_item"
        text = text[1:].strip()
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
