"""PDF reports: one or two columns, roman front matter, running headers, footnotes at the foot, tables over pages.

Every line is placed here rather than by a page template, so that the pages of each unit are known as they are drawn.
The review is laid out twice: the first time to learn the page numbers that its contents page and footers print.
"""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from sample.render.document import Block, Document
from sample.render.gold import Placed
from sample.render.pdf_look import Look
from sample.render.pdf_pieces import Contents, Row, markers, pieces

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
NOTE_GAP = 10.0  # points between the text and its footnotes


def one_column(document: Document, path: Path) -> Placed:
    """Write the review as a PDF with one column."""
    return _render(document, path, columns=1)


def two_columns(document: Document, path: Path) -> Placed:
    """Write the review as a PDF with two columns."""
    return _render(document, path, columns=2)


def _render(document: Document, path: Path, *, columns: int) -> Placed:
    look = Look.of(document, columns)
    first = _Report(document, look, Canvas(io.BytesIO(), invariant=1), known=None)
    first.write()
    canvas = Canvas(str(path), pagesize=look.page_size, invariant=1, pageCompression=1)
    canvas.setTitle(document.meta["title"])
    canvas.setAuthor(document.meta["board"])
    report = _Report(document, look, canvas, known=first)
    report.write()
    canvas.save()
    return report.placed


class _Report:
    """Fills columns from top to bottom; `known` is the same report as laid out before, whose page numbers it prints."""

    def __init__(self, document: Document, look: Look, canvas: Canvas, known: _Report | None) -> None:
        self.document, self.look, self.canvas, self.known = document, look, canvas, known
        self.placed = Placed()
        self.page = 0
        self.front_pages = 0  # pages numbered i, ii, iii
        self.column = 0
        self.y = 0.0
        self.wide = False  # the open page has one column: contents and tables take the whole width
        self.notes: list[tuple[Block, Paragraph, float]] = []
        self.header_row: Row | None = None
        self.starts: dict[int, str] = {}  # heading, by identity: the printed page on which it starts

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def printed(self) -> str:
        """The number printed on the open page."""
        if self.page == 1 and self.look.cover:
            return ""
        if not self.look.roman:
            return str(self.page)
        body = self.page - self.front_pages
        return str(body) if body > 0 and self.front_pages else _ROMAN[self.page - 1]

    def turn(self) -> None:
        """End the page, if one is open, and begin the next."""
        self.end_column()
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.column = 0
        self.y = self.look.top
        total = self.known.page - self.known.front_pages if self.known else 0
        self.look.furniture(self.canvas, self.printed, total)

    def next_column(self) -> None:
        if self.column + 1 < self.look.columns and not self.wide:
            self.end_column()
            self.column += 1
            self.y = self.look.top
        else:
            self.turn()

    def end_column(self) -> None:
        """Draw the footnotes of the open column at its foot."""
        if not self.notes:
            return
        y = self.look.bottom + sum(height for _, _, height in self.notes)
        self.canvas.line(self.x, y + 3, self.x + 90, y + 3)
        for block, paragraph, height in self.notes:
            y -= height
            paragraph.drawOn(self.canvas, self.x, y)
            self.put(block)
        self.notes = []

    @property
    def x(self) -> float:
        return self.look.margin + self.column * (self.look.width + self.look.gutter)

    @property
    def width(self) -> float:
        return self.look.full_width if self.wide else self.look.width

    @property
    def room(self) -> float:
        notes = sum(height for _, _, height in self.notes)
        return self.y - self.look.bottom - (notes + NOTE_GAP if notes else 0)

    def put(self, block: Block) -> None:
        self.placed.put(block, (self.page, self.printed))

    # -- blocks --------------------------------------------------------------------------------------------------

    def write(self) -> None:
        self.turn()
        in_front = True
        for number, block in enumerate(self.document.blocks):
            front = block.kind in ("front_matter", "toc")
            if in_front and not front:
                self.front_pages = self.page if self.look.roman else 0
                in_front = False
                if number:
                    self.turn()
                self.label_pages()
            self.widen(self.takes_width(number))
            self.write_block(block)
        self.end_column()
        self.canvas.showPage()

    def label_pages(self) -> None:
        if self.look.roman:
            self.canvas.addPageLabel(0, "ROMAN_LOWER", 1)
            self.canvas.addPageLabel(self.front_pages, "ARABIC", 1)

    def widen(self, wide: bool) -> None:
        """Begin a page of the other kind where a block needs it."""
        if wide != self.wide and self.look.columns > 1:
            self.wide = wide
            if self.y < self.look.top or self.column:
                self.turn()

    def takes_width(self, number: int) -> bool:
        """Contents and tables do, and the heading of a table with it."""
        block, *after = self.document.blocks[number : number + 2]
        return block.kind == "toc" or bool(block.table) or (block.kind == "heading" and bool(after and after[0].table))

    def write_block(self, block: Block) -> None:
        if block.kind == "toc":
            self.write_contents(block)
            return
        if not block.table:
            self.header_row = None
        if block.kind == "heading":
            self.begin_section(block)
        for flowable, before in pieces(block, self.look):
            self.place(block, flowable, before)

    def begin_section(self, block: Block) -> None:
        new_page = self.look.chapters_on_new_pages and block.level == 1 and self.y < self.look.top
        if new_page:
            self.turn()
        elif self.room < self.look.keep_with_heading:
            self.next_column()
        self.starts[id(block)] = self.printed
        if self.look.outline:
            key = f"h{len(self.starts)}"
            self.canvas.bookmarkPage(key)
            self.canvas.addOutlineEntry(block.title, key, level=min(block.level - 1, 1), closed=False)

    def write_contents(self, block: Block) -> None:
        if self.y < self.look.top:
            self.turn()
        starts = self.known.starts if self.known else {}
        lines = Contents.of(self.document, starts)
        listed = lines.block(block)
        for flowable, before in lines.flowables(self.look):
            self.place(listed, flowable, before)

    # -- flow ----------------------------------------------------------------------------------------------------

    def place(self, block: Block, flowable: Flowable, before: float) -> None:
        """Draw a flowable, in as many columns as it takes."""
        if isinstance(flowable, Row):
            self.place_row(block, flowable)
            return
        rest: Flowable | None = flowable
        if self.y < self.look.top:
            self.y -= before
        while rest is not None:
            now, rest = self.fit(block, rest)
            if now is not None:
                self.draw(block, now)
            if rest is not None:
                self.next_column()

    def fit(self, block: Block, flowable: Flowable) -> tuple[Flowable | None, Flowable | None]:
        """What of a flowable fits in the open column with its footnotes, and what is left."""
        width = self.width
        _, height = flowable.wrap(width, 10_000)
        if height + self.notes_height(flowable) <= self.room:
            return flowable, None
        parts = flowable.split(width, self.room) if isinstance(flowable, Paragraph) else []
        if len(parts) == 2 and self.notes_height(parts[0]):
            parts = flowable.split(width, self.room - self.notes_height(parts[0]))
        if len(parts) == 2:
            return parts[0], parts[1]
        return None, flowable

    def draw(self, block: Block, flowable: Flowable) -> None:
        _, height = flowable.wrap(self.width, 10_000)
        self.y -= height
        flowable.drawOn(self.canvas, self.x, self.y)
        self.put(block)
        self.add_notes(flowable)

    def place_row(self, block: Block, row: Row) -> None:
        """A row stands on one page where it can; a long one is broken, and the column headings are printed again."""
        if block.header:
            self.header_row = row
            self.y -= 8
            if self.room < row.height(self.width) + 60:
                self.next_column()
        rest: Row | None = row
        while rest is not None:
            now, rest = rest.fit(self.width, self.room)
            if now is not None:
                self.draw_row(block, now)
            if rest is not None:
                self.next_column()
                if self.header_row is not None and not block.header:
                    self.draw_row(None, self.header_row)

    def draw_row(self, block: Block | None, row: Row) -> None:
        self.y -= row.draw(self.canvas, self.x, self.y, self.width)
        if block is not None:
            self.put(block)

    def notes_height(self, flowable: Flowable) -> float:
        found = [self.look.note(self.document.footnotes[marker]) for marker in markers(flowable)]
        height = sum(float(paragraph.wrap(self.width, 10_000)[1]) for paragraph in found)
        return height + (NOTE_GAP if found and not self.notes else 0)

    def add_notes(self, flowable: Flowable) -> None:
        for marker in markers(flowable):
            note = self.document.footnotes[marker]
            paragraph = self.look.note(note)
            self.notes.append((note, paragraph, paragraph.wrap(self.width, 10_000)[1]))
