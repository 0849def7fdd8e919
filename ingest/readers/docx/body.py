"""From the elements of a Word part to blocks: paragraphs, headings, list items, table rows, notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.errors import LimitExceeded
from ingest.readers.docx.inline import Ground, Inline, Line, behind_text
from ingest.readers.docx.names import W, child, number, switch, val
from ingest.readers.docx.numbering import Numbered, Numbering
from ingest.readers.docx.styles import BODY_LEVEL, ParagraphStyle, Styles, filled, indent_of, shade_of
from ingest.readers.docx.tables import Cell, Row, columns, header_rows, rows_of
from ingest.settings import Limits
from ingest.source import Block, BlockKind

_WRAPPERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body", "hyperlink")
)
_ITEMS = frozenset(W + name for name in ("p", "tbl", "sectPr", "altChunk"))
DEEPEST = 40


@dataclass(slots=True)
class Seen:
    """What was met on the way and is not in the blocks: to be reported."""

    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden_nodes: set[etree._Element] = field(default_factory=set)
    unread: list[tuple[str, str]] = field(default_factory=list)  # (what, the words before it)
    labels: list[str] = field(default_factory=list)  # numbers that Word computes, table cells' included
    last: str = ""


@dataclass(slots=True)
class _Held:
    """A paragraph whose mark is deleted or hidden: it runs on into the next one."""

    line: Line
    numbered: Numbered | None


class Body:
    """Turns block-level elements into blocks; keeps the list counts, so parts must come in printed order."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        inline: Inline,
        notes: dict[tuple[str, str], etree._Element],
        limits: Limits,
    ) -> None:
        self.seen = Seen()
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._notes = dict(notes)
        self._limits = limits
        self._tables = 0
        self._depth = 0
        self._count = 0
        self._break = False
        self._backdrop = False
        self._in_cell = 0  # depth of cells of tables, those that only place text left aside

    def blocks(self, parent: etree._Element, ground: Ground = Ground()) -> Iterator[Block]:
        """The blocks of all content of an element, in reading order."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise LimitExceeded(f"Tables or text boxes are nested more than {DEEPEST} deep.")
        held: _Held | None = None
        for node in _items(parent):
            if node.tag == W + "p":
                held, found = self._paragraph(node, held, ground)
                yield from found
            elif node.tag == W + "tbl":
                yield from self._table(node, ground)
            elif node.tag == W + "sectPr":
                self._section_break(node)
            else:
                self.seen.unread.append(("embedded document", self.seen.last))
        if held is not None and held.line.text:
            yield from self._finish(held.line, self._styles.paragraph(None), held.numbered, None)
        self._depth -= 1

    def apart(self, story: str) -> AbstractContextManager[None]:
        """Read another part of the file, whose numbers count for themselves."""
        return self._numbering.apart(story)

    def _paragraph(self, node: etree._Element, held: _Held | None, ground: Ground) -> tuple[_Held | None, list[Block]]:
        props = child(node, "pPr")
        style = self._styles.paragraph(val(props, "pStyle"))
        self._backdrop = self._backdrop or behind_text(node)
        own = shade_of(props)
        shaded = filled(style.shade if own is None else own)
        line = self._inline.read(node, style, Ground(ground.shaded or shaded or self._backdrop))
        self._report(line)
        mark = child(props, "rPr")
        gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        unseen = bool(switch(mark, "vanish")) or (style.look.hidden or False)
        if switch(props, "pageBreakBefore") or (style.break_before and switch(props, "pageBreakBefore") is None):
            line.page_before = True
        numbered = None
        if not (gone or (unseen and not line.text)):
            numbered = self._number(props, style)
        if held is not None:
            line = _joined(held.line, line)
            numbered = held.numbered or numbered
        if gone or unseen:
            return _Held(line, numbered), []
        found = list(self._finish(line, style, numbered, props))
        section = child(props, "sectPr")
        if section is not None:
            self._section_break(section)
        return None, found

    def _number(self, props: etree._Element | None, style: ParagraphStyle) -> Numbered | None:
        num_id, level = val(props, "numPr", "numId"), number(props, "numPr", "ilvl")
        if num_id is None:
            num_id = style.num_id
        if num_id is not None and level is None:
            level = self._numbering.level_of_style(num_id, style.ids, style.ilvls)
        if num_id is None or num_id == "0":
            return None
        return self._numbering.next(num_id, level or 0)

    def _finish(
        self, line: Line, style: ParagraphStyle, numbered: Numbered | None, props: etree._Element | None
    ) -> Iterator[Block]:
        self._break = self._break or line.page_before
        for part in line.paragraphs():
            text = part.text
            if not text and not (self._in_cell and numbered and numbered.label):
                continue  # a number without words: in a cell it is the number of the row
            self._counted()
            self.seen.last = text
            if numbered and numbered.label:
                self.seen.labels.append(numbered.label)
            yield self._block(part, text, style, numbered, props)
            self._break, numbered = False, None
        if line.page_after:
            self._break, self._backdrop = True, False
        for content, is_filled in line.boxes:
            with self._numbering.apart("box"):
                yield from self.blocks(content, Ground(is_filled or self._backdrop))
        for kind, key, marker in line.notes:
            yield from self._note(kind, key, marker)

    def _block(
        self,
        line: Line,
        text: str,
        style: ParagraphStyle,
        numbered: Numbered | None,
        props: etree._Element | None,
    ) -> Block:
        outline = number(props, "outlineLvl")
        outline = style.outline if outline is None else outline
        kind: BlockKind = "list_item" if numbered else "text"
        level = numbered.depth if numbered else 0
        if line.contents or style.toc:
            kind, level = "toc", 0
        elif style.title or (outline is not None and outline < BODY_LEVEL):
            kind, level = "heading", (outline or 0) + 1
        indent = indent_of(props)
        if indent is None:
            indent = style.indent or (numbered.indent if numbered else 0)
        body = self._styles.body_size()
        return Block(
            text=text,
            kind=kind,
            label=numbered.label if numbered else "",
            level=level,
            bold=line.bold(),
            size=round(line.size(body) / body, 2),
            indent=indent / 20,
            break_before=self._break,
        )

    def _note(self, kind: str, key: str, marker: str) -> Iterator[Block]:
        content = self._notes.pop((kind, key), None)  # a note stands where it is first referred to
        if content is None:
            return
        with self._numbering.apart("note"):
            inner = [block.text for block in self.blocks(content)]
        text = "\n".join(inner)
        if text.startswith(marker) and not marker.isalnum():
            text = text[len(marker) :].lstrip()
        if text:
            yield Block(text=text, kind="footnote", marker=marker)

    def _table(self, node: etree._Element, ground: Ground) -> Iterator[Block]:
        rows = rows_of(node, self._styles)
        if columns(rows) <= 1:
            for row in rows:
                for cell in row.cells:
                    yield from self.blocks(cell.node, Ground(ground.shaded or cell.shaded))
            return
        self._tables += 1
        table = self._tables
        texts, bold, after = [], [], []
        for row in rows:
            cells, is_bold, rest = self._row(row, ground)
            texts.append(cells)
            bold.append(is_bold)
            after.extend(rest)
        headers = header_rows(node, rows, texts, bold, self._styles)
        for index, cells in enumerate(texts):
            if not any(cells):
                continue
            self._counted(row=True)
            yield Block(
                text=" | ".join(cell for cell in cells if cell),
                kind="table_row",
                cells=cells,
                header=index < headers,
                table=table,
                bold=bold[index],
                break_before=self._break,
            )
            self._break = False
        yield from after

    def _row(self, row: Row, ground: Ground) -> tuple[tuple[str, ...], bool, list[Block]]:
        """The cells' texts, whether all is bold, and what stands in cells and is no text of theirs: notes, tables."""
        texts: list[str] = []
        bold: list[bool] = []
        after: list[Block] = []
        for cell in row.cells:
            lines: list[str] = []
            for block in () if cell.merged else self._cell(cell, ground):
                if block.kind in ("footnote", "table_row"):
                    after.append(block)
                else:
                    lines.append(f"{block.label} {block.text}".strip())
                    bold.append(block.bold)
            texts.extend(("\n".join(lines), *[""] * (cell.span - 1)))
        return tuple(texts), bool(bold) and all(bold), after

    def _cell(self, cell: Cell, ground: Ground) -> list[Block]:
        self._in_cell += 1
        found = list(self.blocks(cell.node, Ground(ground.shaded or cell.shaded)))
        self._in_cell -= 1
        return found

    def _section_break(self, section: etree._Element) -> None:
        if val(section, "type") != "continuous":
            self._break, self._backdrop = True, False

    def _report(self, line: Line) -> None:
        if line.hidden:
            self.seen.hidden_nodes.update(node for node, _ in line.hidden)
            if text := _plain(line.hidden):
                self.seen.hidden.append(text)
        if line.struck:
            self.seen.hidden_nodes.update(node for node, _ in line.struck)
            if text := _plain(line.struck):
                self.seen.struck.append(text)
        self.seen.unread.extend((what, line.text or self.seen.last) for what in line.seen)

    def _counted(self, *, row: bool = False) -> None:
        """Counts a paragraph outside tables, or a row."""
        self._count += row or self._depth == 1
        if self._count > self._limits.units:
            raise LimitExceeded(f"There are more than {self._limits.units:,} paragraphs and rows.")


def _plain(left_out: list[tuple[etree._Element, str]]) -> str:
    return " ".join("".join(text for _, text in left_out).split())


def _joined(first: Line, second: Line) -> Line:
    return replace(
        second,
        pieces=first.pieces + second.pieces,
        notes=first.notes + second.notes,
        boxes=first.boxes + second.boxes,
        page_before=first.page_before,
        contents=first.contents or second.contents,
    )


def _items(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and section ends in order, wrappers of any depth entered, deletions left out."""
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag in _ITEMS:
            yield node
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(node))
