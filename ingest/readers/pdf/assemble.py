"""Pages as drawn to blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.columns import flows
from ingest.readers.pdf.contents import contents_rows
from ingest.readers.pdf.footnotes import Note, part_notes
from ingest.readers.pdf.furniture import Furniture
from ingest.readers.pdf.headings import Bookmark, Candidate, Headings, is_heading
from ingest.readers.pdf.joins import join_lines
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.paragraphs import Paragraph, paragraphs, texts
from ingest.readers.pdf.records import Row, Sheet, Word
from ingest.readers.pdf.rows import rows
from ingest.source import Block


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before heading levels are known; `rows` are what it was made of."""

    block: Block
    rows: tuple[Row, ...]


def page_drafts(sheet: Sheet, furniture: Furniture, measures: Measures) -> list[Draft]:
    """The blocks of one page: its body in reading order, its notes, its furniture."""
    words = [word for word in sheet.words if word not in furniture.words]
    body: list[Draft] = []
    notes: list[Draft] = []
    for flow in flows(words, measures.body):
        listed = contents_rows(flow)
        found: list[Note] = []
        if not listed:
            flow, found = part_notes(flow, measures.body, sheet.rules.horizontal)
        for paragraph in paragraphs(flow, measures):
            body.append(_paragraph(paragraph, sheet, measures, listed))
        notes.extend(_note(note, sheet, measures) for note in found)
    extra = [_furniture(row, sheet) for row in furniture.rows]
    extra += [_furniture(row, sheet) for row in rows(sheet.skewed)]
    turned = [_furniture(row, sheet) for row in rows(sheet.turned)]
    drafts = [*body, *turned, *notes, *extra]
    if drafts and sheet.number > 1:
        drafts[0] = replace(drafts[0], block=replace(drafts[0].block, break_before=True))
    return drafts


def _paragraph(paragraph: Paragraph, sheet: Sheet, measures: Measures, listed: frozenset[Row]) -> Draft:
    lines = paragraph.rows
    text = join_lines(texts(lines), measures.vocabulary)
    kind: str = "text"
    if all(row in listed for row in lines):
        kind = "toc"
    elif paragraph.bullet:
        kind = "list_item"
        text = text[1:].strip() if len(text) > 1 else text
    block = Block(
        text=text,
        kind=kind,  # type: ignore[arg-type]
        page=sheet.number,
        bold=paragraph.bold,
        size=round(paragraph.size / measures.body, 2),
        indent=round(paragraph.first.x0 - measures.left, 1),
        ocr=_confidence(lines),
    )
    return Draft(block, tuple(lines))


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
    return Draft(block, note.rows)


def _furniture(row: Row, sheet: Sheet) -> Draft:
    return Draft(Block(text=row.text, kind="furniture", page=sheet.number, ocr=_confidence([row])), (row,))


def _confidence(lines: Sequence[Row]) -> float | None:
    """Mean confidence by character of recognised words."""
    found = [(word.ocr, len(word.text)) for row in lines for word in row.words if word.ocr is not None]
    if not found:
        return None
    return round(sum(share * length for share, length in found) / sum(length for _, length in found), 4)


def with_headings(drafts: Sequence[Draft], outline: Sequence[Bookmark], measures: Measures) -> list[Block]:
    """The blocks, headings told from text."""
    candidates = {id(draft): _candidate(draft, measures) for draft in drafts if draft.block.kind == "text"}
    styles = [(found.size, found.bold) for found in candidates.values() if is_heading(found, measures.body)]
    headings = Headings(outline, measures.body, styles)
    blocks: list[Block] = []
    for draft in drafts:
        found = candidates.get(id(draft))
        level = headings.level(found) if found is not None else 0
        blocks.append(replace(draft.block, kind="heading", level=level) if level else draft.block)
    return blocks


def _candidate(draft: Draft, measures: Measures) -> Candidate:
    block = draft.block
    return Candidate(block.text, block.size * measures.body, block.bold, block.page or 0)


def kept_words(sheet: Sheet, furniture: Furniture) -> list[Word]:
    """The words of a page that are not furniture."""
    return [word for word in sheet.words if word not in furniture.words]
