"""A small typesetter on reportlab: items in, a PDF and the page of each item out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib import pagesizes
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

MARK = re.compile(r"\{\^([^}]+)\}")


@dataclass(frozen=True)
class Item:
    """`kind`: heading, text, bullet, table, break. A note's marker stands in `text` as {^1}, an ordinal as {^th}."""

    kind: str
    text: str = ""
    label: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Layout:
    columns: int = 1
    margin_numbers: bool = False
    header: str = ""
    footer: str = "{n}"
    justify: bool = False
    hyphenate: bool = False
    first_indent: float = 0.0
    spacing: float = 7.0
    body: float = 11.0
    leading: float = 1.25
    size: tuple[float, float] = pagesizes.A4
    font: str = "Times-Roman"
    bold: str = "Times-Bold"
    roman: int = 0  # that many pages of front matter with roman numbers
    ruled: bool = True
    note_rule: bool = True
    margin: float = 72.0


@dataclass
class Made:
    path: Path
    pages: list[list[int]] = field(default_factory=list)  # item -> pages on which it stands
    printed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Glyphs:
    text: str
    raised: bool = False


def roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + sign, number - value
    return out


def plain(text: str) -> str:
    """What a reader of the page should get: note markers as superscript digits, ordinals joined."""
    up = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return MARK.sub(lambda m: m[1].translate(up) if m[1][0].isdigit() else m[1], text)


def _pieces(word: str) -> list[Glyphs]:
    pieces, done = [], 0
    for match in MARK.finditer(word):
        if match.start() > done:
            pieces.append(Glyphs(word[done : match.start()]))
        pieces.append(Glyphs(match[1], raised=True))
        done = match.end()
    if done < len(word):
        pieces.append(Glyphs(word[done:]))
    return pieces


class Typesetter:
    def __init__(self, path: Path, layout: Layout) -> None:
        self.layout, self.made = layout, Made(path)
        self.canvas = Canvas(str(path), pagesize=layout.size, invariant=1)
        self.width, self.height = layout.size
        self.page = 0
        self.foot = 0.0
        self.notes: list[tuple[str, str]] = []
        self.open = False
        self._new_page()

    # geometry -----------------------------------------------------------------
    def _frame(self) -> tuple[float, float]:
        gap = 24.0
        total = self.width - 2 * self.layout.margin
        width = (total - gap * (self.layout.columns - 1)) / self.layout.columns
        return self.layout.margin + self.column * (width + gap), width

    def _text_left(self) -> float:
        return 40.0 if self.layout.margin_numbers else 0.0

    def measure(self, word: str, font: str, size: float) -> float:
        return sum(stringWidth(p.text, font, size * (0.6 if p.raised else 1)) for p in _pieces(word))

    # pages --------------------------------------------------------------------
    def _new_page(self) -> None:
        if self.open:
            self._close_page()
        self.open, self.page, self.column = True, self.page + 1, 0
        self.y = self.height - self.layout.margin
        self.foot, self.notes = 0.0, []

    def _close_page(self) -> None:
        layout, canvas = self.layout, self.canvas
        number = self.page - layout.roman
        printed = roman(self.page) if number <= 0 else str(number)
        self.made.printed.append(printed if layout.footer else "")
        canvas.setFont(layout.font, 9)
        if layout.header:
            canvas.drawString(layout.margin, self.height - 40, layout.header)
        if layout.footer:
            canvas.drawCentredString(self.width / 2, 36, layout.footer.replace("{n}", printed).replace("{m}", "{M}"))
        self._draw_notes()
        canvas.showPage()

    def _draw_notes(self) -> None:
        if not self.notes:
            return
        layout = self.layout
        y = layout.margin + self.foot - 4
        if layout.note_rule:
            self.canvas.line(layout.margin, y, layout.margin + 144, y)
        y -= 12
        width = self.width - 2 * layout.margin
        for marker, text in self.notes:
            for index, line in enumerate(self.wrap(text.split(), layout.font, 9, width - 10)):
                if index == 0:
                    self.canvas.setFont(layout.font, 6)
                    self.canvas.drawString(layout.margin, y + 3, marker)
                self.canvas.setFont(layout.font, 9)
                self.canvas.drawString(layout.margin + (10 if index == 0 else 0), y, " ".join(line))
                y -= 11

    def _notes_height(self, notes: Sequence[tuple[str, str]]) -> float:
        width = self.width - 2 * self.layout.margin
        lines = sum(len(self.wrap(text.split(), self.layout.font, 9, width - 10)) for _, text in notes)
        return 11.0 * lines + 16

    def advance(self) -> None:
        if self.column + 1 < self.layout.columns:
            self.column += 1
            self.y = self.height - self.layout.margin
        else:
            self._new_page()

    def room(self, height: float, notes: Sequence[tuple[str, str]] = ()) -> None:
        foot = self._notes_height([*self.notes, *notes]) if self.notes or notes else 0.0
        if self.y - height < self.layout.margin + foot:
            self.advance()
            foot = self._notes_height([*self.notes, *notes]) if self.notes or notes else 0.0
        self.notes.extend(notes)
        self.foot = foot

    # text ---------------------------------------------------------------------
    def wrap(self, words: Sequence[str], font: str, size: float, width: float, first: float = 0.0) -> list[list[str]]:
        lines: list[list[str]] = [[]]
        used = first
        space = stringWidth(" ", font, size)
        for word in words:
            need = self.measure(word, font, size)
            if lines[-1] and used + need > width:
                head, tail = self._hyphenated(word, font, size, width - used)
                if head:
                    lines[-1].append(head)
                    word, need = tail, self.measure(tail, font, size)
                lines.append([])
                used = 0.0
            lines[-1].append(word)
            used += need + space
        return lines

    def _hyphenated(self, word: str, font: str, size: float, room: float) -> tuple[str, str]:
        if "-" in word[2:-2]:
            head, tail = word.split("-", 1)
            if self.measure(head + "-", font, size) <= room:
                return head + "-", tail
        if not self.layout.hyphenate or not word.isalpha() or len(word) < 8:
            return "", ""
        for cut in range(len(word) - 3, 2, -1):
            if self.measure(word[:cut] + "-", font, size) <= room:
                return word[:cut] + "-", word[cut:]
        return "", ""

    def line(self, words: Sequence[str], x: float, font: str, size: float, stretch: float = 0.0) -> None:
        space = stringWidth(" ", font, size) + stretch
        for word in words:
            for piece in _pieces(word):
                scale = 0.6 if piece.raised else 1.0
                self.canvas.setFont(font, size * scale)
                self.canvas.drawString(x, self.y + (0.35 * size if piece.raised else 0), piece.text)
                x += stringWidth(piece.text, font, size * scale)
            x += space

    def paragraph(
        self, index: int, item: Item, font: str, size: float, *, left: float = 0.0, label_left: float | None = None
    ) -> None:
        layout = self.layout
        first = layout.first_indent if label_left is None and item.kind == "text" and not item.label else 0.0
        hanging = label_left is not None
        words = item.text.split() if hanging or not item.label else [item.label, *item.text.split()]
        _, width = self._frame()
        lines = self.wrap(words, font, size, width - left, first)
        notes = dict(item.notes)
        for number, words in enumerate(lines):
            called = [m for word in words for m in MARK.findall(word) if m in notes]
            self.room(size * layout.leading, [(marker, notes[marker]) for marker in called])
            x0, width = self._frame()
            self.note_page(index)
            self.y -= size * layout.leading
            shift = first if number == 0 else 0.0
            used = sum(self.measure(w, font, size) for w in words) + stringWidth(" ", font, size) * (len(words) - 1)
            last = number == len(lines) - 1
            stretch = (width - left - shift - used) / max(1, len(words) - 1) if layout.justify and not last else 0.0
            if hanging and number == 0:
                self.canvas.setFont(font, size)
                self.canvas.drawString(x0 + (label_left or 0.0), self.y, item.label)
            self.line(words, x0 + left + shift, font, size, stretch)
        self.y -= layout.spacing

    def note_page(self, index: int) -> None:
        pages = self.made.pages[index]
        if self.page not in pages:
            pages.append(self.page)

    # tables -------------------------------------------------------------------
    def table(self, index: int, item: Item) -> None:
        layout, size = self.layout, self.layout.body - 1
        _, width = self._frame()
        widths = [share * width for share in (item.widths or [1 / len(item.rows[0])] * len(item.rows[0]))]
        self._table_row(index, item.rows[0], widths, size, bold=True)
        for row in item.rows[1:]:
            height = self._row_height(row, widths, size)
            if self.y - height < layout.margin + self.foot:
                self.advance()
                self._table_row(index, item.rows[0], widths, size, bold=True)
            self._table_row(index, row, widths, size)
        self.y -= layout.spacing

    def _row_height(self, row: Sequence[str], widths: Sequence[float], size: float) -> float:
        lines = [
            len(self.wrap(cell.split(), self.layout.font, size, w - 10)) for cell, w in zip(row, widths, strict=True)
        ]
        return max(lines) * size * 1.2 + 8

    def _table_row(
        self, index: int, row: Sequence[str], widths: Sequence[float], size: float, bold: bool = False
    ) -> None:
        height = self._row_height(row, widths, size)
        self.room(height)
        self.note_page(index)
        font = self.layout.bold if bold else self.layout.font
        x, _ = self._frame()
        top = self.y
        for cell, width in zip(row, widths, strict=True):
            if self.layout.ruled:
                self.canvas.rect(x, top - height, width, height)
            for number, words in enumerate(self.wrap(cell.split(), font, size, width - 10)):
                self.y = top - 4 - size - number * size * 1.2 + 2
                self.line(words, x + 5, font, size)
            x += width
        self.y = top - height - (0 if self.layout.ruled else 5)

    # all ----------------------------------------------------------------------
    def set(self, items: Sequence[Item]) -> Made:
        layout = self.layout
        for index, item in enumerate(items):
            self.made.pages.append([])
            if item.kind == "break":
                self._new_page()
            elif item.kind == "heading":
                size = layout.body + (7, 4, 2)[min(item.level, 3) - 1]
                self.room(size * 3)
                self.paragraph(
                    index,
                    item,
                    layout.bold,
                    size,
                    left=self._text_left() if item.label else 0.0,
                    label_left=0.0 if item.label and layout.margin_numbers else None,
                )
            elif item.kind == "bullet":
                bullet = Item("bullet", item.text, "•", notes=item.notes)
                self.paragraph(
                    index, bullet, layout.font, layout.body, left=self._text_left() + 18, label_left=self._text_left()
                )
            elif item.kind == "table":
                self.table(index, item)
            elif layout.margin_numbers:
                self.paragraph(index, item, layout.font, layout.body, left=self._text_left(), label_left=0.0)
            else:
                self.paragraph(index, item, layout.font, layout.body)
        self._close_page()
        self.canvas.save()
        return self.made


def typeset(path: Path, items: Sequence[Item], layout: Layout | None = None) -> Made:
    """Write the items as a PDF."""
    return Typesetter(path, layout or Layout()).set(items)
