"""Slides as a PDF: one landscape page each, a title, bullets, no numbers but the page's own."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from sample.render.document import Block, Document
from sample.render.gold import Placed
from sample.render.inline import to_reportlab

WIDTH, HEIGHT, MARGIN = 842.0, 474.0, 52.0
_ACCENT = HexColor("#0b6e6e")


def render(document: Document, path: Path) -> Placed:
    """Write the slides and say on which page each block stands."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(document.meta["title"])
    deck = _Deck(canvas, Placed())
    for block in document.blocks:
        deck.write(block)
    canvas.showPage()
    canvas.save()
    return deck.placed


class _Deck:
    def __init__(self, canvas: Canvas, placed: Placed) -> None:
        self.canvas, self.placed = canvas, placed
        self.page = 1
        self.y = HEIGHT - 150
        self._bar()

    def write(self, block: Block) -> None:
        """A heading of the first level begins a slide."""
        if block.kind == "heading" and block.level == 1:
            self._turn()
        for part in block.parts:
            bullet = "• " if part.style == "bullet" else ""
            self._draw(Paragraph(bullet + to_reportlab(part.text), self._style(block, part.style)), part.style)
        self.placed.put(block, (self.page, "" if self.page == 1 else str(self.page)))

    def _turn(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self.y = HEIGHT - 34
        self._bar()
        self.canvas.setFont("Helvetica", 10)
        self.canvas.drawRightString(WIDTH - MARGIN, 22, str(self.page))

    def _bar(self) -> None:
        self.canvas.setFillColor(_ACCENT)
        self.canvas.rect(0, 0, 14, HEIGHT, stroke=0, fill=1)
        self.canvas.setFillColor(HexColor("#222222"))

    def _draw(self, paragraph: Paragraph, style: str) -> None:
        width = WIDTH - 2 * MARGIN
        _, height = paragraph.wrap(width, HEIGHT)
        self.y -= height + (9 if style == "bullet" else 12)
        if self.y < 30:
            raise ValueError(f"slide {self.page} is too full")
        paragraph.drawOn(self.canvas, MARGIN, self.y)

    @staticmethod
    def _style(block: Block, part: str) -> ParagraphStyle:
        if block.kind == "front_matter":
            return ParagraphStyle("cover", fontName="Helvetica-Bold", fontSize=27, leading=36, textColor=_ACCENT)
        if block.kind == "heading":
            size = 26 if block.level == 1 else 19
            return ParagraphStyle(
                "title", fontName="Helvetica-Bold", fontSize=size, leading=size * 1.2, textColor=_ACCENT
            )
        if part == "bullet":
            return ParagraphStyle("bullet", fontName="Helvetica", fontSize=20, leading=26, leftIndent=16)
        return ParagraphStyle("text", fontName="Helvetica", fontSize=20, leading=26)
