"""Over all pages: tables that go on, heading levels; drafts to blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.assemble import Draft
from ingest.readers.pdf.headings import Bookmark, Candidate, Headings, is_heading
from ingest.readers.pdf.joins import Vocabulary, join_lines
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.tables import TableRow, continues, joined
from ingest.source import Block


def finish(pages: Sequence[Sequence[Draft]], outline: Sequence[Bookmark], measures: Measures) -> list[Block]:
    """The blocks of the file: each table's rows with its ordinal, headings told from text."""
    rows = _table_rows(pages)
    drafts = _mended([draft for page in pages for draft in page], measures.vocabulary)
    candidates = {id(draft): _candidate(draft, measures) for draft in drafts if draft.block.kind == "text"}
    styles = [(found.size, found.bold) for found in candidates.values() if is_heading(found, measures.body)]
    headings = Headings(outline, measures.body, styles)
    blocks: list[Block] = []
    for draft in drafts:
        if draft.table is not None:
            blocks.extend(_row_blocks(draft, *rows[id(draft)]))
            continue
        candidate = candidates.get(id(draft))
        level = headings.level(candidate) if candidate is not None else 0
        blocks.append(replace(draft.block, kind="heading", level=level) if level else draft.block)
    return blocks


def _mended(drafts: list[Draft], vocabulary: Vocabulary) -> list[Draft]:
    """A word that a page break parts is put whole on the page on which it begins."""
    result = list(drafts)
    body = [i for i, draft in enumerate(result) if draft.block.kind in ("text", "list_item")]
    for one, other in pairwise(body):
        first, second = result[one].block, result[other].block
        if first.page != second.page and first.text.endswith("-") and second.text[:1].islower():
            half, _, rest = second.text.partition(" ")
            text = join_lines([first.text, half], vocabulary)
            result[one] = replace(result[one], block=replace(first, text=text))
            result[other] = replace(result[other], block=replace(second, text=rest))
    return [draft for draft in result if draft.block.text or draft.table is not None]


def _candidate(draft: Draft, measures: Measures) -> Candidate:
    block = draft.block
    return Candidate(block.text, block.size * measures.body, block.bold, block.page or 0)


def _table_rows(pages: Sequence[Sequence[Draft]]) -> dict[int, tuple[int, list[TableRow]]]:
    """For each draft of a table its ordinal and its rows; a table that goes on keeps the ordinal."""
    result: dict[int, tuple[int, list[TableRow]]] = {}
    ordinal = 0
    before: Draft | None = None
    for page in pages:
        body = [draft for draft in page if draft.block.kind not in ("footnote", "furniture")]
        for draft in body:
            if draft.table is not None and before is not None and _goes_on(before, draft):
                number, earlier = result[id(before)]
                rows = list(draft.table.rows)
                result[id(before)], rows = _joined(number, earlier, _first_rows(pages, result, number), rows)
                result[id(draft)] = (number, rows)
            elif draft.table is not None:
                ordinal += 1
                result[id(draft)] = (ordinal, list(draft.table.rows))
            before = draft
    return result


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a table goes on from the draft before: over the page, or at the head of the next column."""
    if before.table is None or draft.table is None or not continues(before.table, draft.table):
        return False
    return before.block.page != draft.block.page or draft.table.box.y0 < before.table.box.y0


def _first_rows(
    pages: Sequence[Sequence[Draft]], result: dict[int, tuple[int, list[TableRow]]], number: int
) -> list[TableRow]:
    """The rows of the part with which a table begins: its column headings are those that are repeated."""
    return next(result[id(d)][1] for page in pages for d in page if id(d) in result and result[id(d)][0] == number)


def _joined(
    number: int, earlier: list[TableRow], first: list[TableRow], rows: list[TableRow]
) -> tuple[tuple[int, list[TableRow]], list[TableRow]]:
    if first is earlier:
        before, after = joined(earlier, rows)
        earlier[:] = before
        return (number, earlier), after
    heads = list(first[:2])
    before, after = joined([*heads, *earlier], rows)
    first[: len(heads)] = before[: len(heads)]
    earlier[:] = before[len(heads) :]
    return (number, earlier), after


def _row_blocks(draft: Draft, ordinal: int, rows: Sequence[TableRow]) -> list[Block]:
    return [
        Block(
            text=" | ".join(cell for cell in row.cells if cell),
            kind="table_row",
            cells=row.cells,
            header=row.header,
            table=ordinal,
            page=draft.block.page,
            until=row.until or None,
            bold=row.bold,
            ocr=row.ocr,
            break_before=draft.block.break_before and index == 0,
        )
        for index, row in enumerate(rows)
    ]
