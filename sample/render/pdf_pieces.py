"""From blocks to what is drawn: paragraphs, rows of tables, lines of a contents page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from sample.render.document import Block, Document, Part
from sample.render.pdf_look import Look

PAD = 4.0  # points between a cell's text and its border


def pieces(block: Block, look: Look) -> Iterator[tuple[Flowable, float]]:
    """What a block draws, each with the space before it in points."""
    if block.cells:
        yield Row.of(block, look), 0.0
    elif block.kind == "front_matter":
        style = look.style("cover", fontName=look.bold, fontSize=20, leading=27, textColor=look.colour)
        yield Paragraph(look.markup(block.parts[0].text, whole=True), style), 34.0
    elif block.kind == "heading":
        yield (
            Paragraph(look.markup(block.title, whole=True), _heading_style(block.level, look)),
            14.0 if block.level < 3 else 9.0,
        )
    else:
        for number, part in enumerate(block.parts):
            yield _part(block, part, look, first=number == 0), 3.0 if part.style in ("bullet", "letter") else 7.0


def _heading_style(level: int, look: Look) -> ParagraphStyle:
    size = look.size * {1: 1.5, 2: 1.22, 3: 1.08}.get(level, 1.0)
    colour = look.colour if level < 3 else HexColor("#222222")
    return look.style(
        f"h{level}", fontName=look.bold, fontSize=size, leading=size * 1.25, textColor=colour, alignment=0
    )


def _part(block: Block, part: Part, look: Look, *, first: bool) -> Paragraph:
    text = look.markup(part.text)
    inside = max(look.hanging, 0.0)
    if part.style == "bullet":
        return Paragraph(text, look.style("bullet", leftIndent=inside + 14, bulletIndent=inside + 2), bulletText="•")
    if part.style == "letter":
        return Paragraph(text, look.style("letter", leftIndent=inside + 14))
    if part.style == "quote":
        return Paragraph(f"<i>{text}</i>", look.style("quote", leftIndent=inside + 16, rightIndent=16))
    if block.kind == "recommendation":
        return _recommendation(block, text, look, first=first)
    if first and block.label and look.hanging:
        style = look.style("numbered", leftIndent=inside, bulletIndent=min(look.hanging, 0.0), bulletFontSize=look.size)
        style.bulletFontName = look.font
        return Paragraph(text, style, bulletText=block.label)
    return Paragraph(f"{block.label} {text}" if first and block.label else text, look.style("body", leftIndent=inside))


def _recommendation(block: Block, text: str, look: Look, *, first: bool) -> Paragraph:
    style = look.style("recommendation", leftIndent=10, borderColor=look.colour, backColor=HexColor("#eef2f7"))
    return Paragraph(f"<b>{block.label}:</b> {text}" if first else text, style)


def markers(flowable: Flowable) -> list[str]:
    """Markers of the footnotes in a paragraph, or in the part of it that is left after a split."""
    raised = (text.strip() for rise, text in _texts(flowable) if rise > 0)
    return [text for text in raised if text.isdigit()]


def _texts(flowable: Flowable) -> Iterator[tuple[float, str]]:
    """(rise, text) of a paragraph's fragments; once laid out, reportlab keeps them by the word."""
    for frag in getattr(flowable, "frags", None) or []:
        if isinstance(frag, list):
            yield from ((part.rise, text) for part, text in frag[1:])
        else:
            yield getattr(frag, "rise", 0.0), getattr(frag, "text", "")


@dataclass(frozen=True)
class Row:
    """A row of a table; its cells are broken together where a page ends inside it."""

    cells: tuple[Paragraph, ...]
    shares: tuple[float, ...]  # of the width, summing to 1
    shaded: bool

    @classmethod
    def of(cls, block: Block, look: Look) -> Row:
        font = look.bold if block.header else look.font
        size = look.size * 0.9
        style = look.style("cell", fontName=font, fontSize=size, leading=size * 1.28, alignment=0)
        widths = look.widths.get(block.table) or (1.0,) * len(block.cells)
        cells = tuple(Paragraph(look.markup(cell), style) for cell in block.cells)
        return cls(cells, tuple(width / sum(widths) for width in widths), block.header)

    def height(self, width: float) -> float:
        return max(self._heights(width)) + 2 * PAD

    def _heights(self, width: float) -> list[float]:
        return [
            cell.wrap(share * width - 2 * PAD, 10_000)[1] for cell, share in zip(self.cells, self.shares, strict=True)
        ]

    def fit(self, width: float, room: float) -> tuple[Row | None, Row | None]:
        """What of the row fits, and what is left."""
        if self.height(width) <= room:
            return self, None
        long = self.height(width) > 58 and room > 36
        if not long:
            return None, self
        above: list[Paragraph] = []
        below: list[Paragraph] = []
        for cell, share in zip(self.cells, self.shares, strict=True):
            inner = share * width - 2 * PAD
            cell.wrap(inner, 10_000)
            parts = cell.split(inner, room - 2 * PAD)
            above.append(parts[0] if parts else Paragraph("", cell.style))
            below.append(parts[1] if len(parts) == 2 else Paragraph("", cell.style))
        return replace(self, cells=tuple(above)), replace(self, cells=tuple(below))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> float:
        """Draw the row under `top`; its height."""
        height = self.height(width)
        canvas.setStrokeColor(HexColor("#8a8a8a"))
        canvas.setLineWidth(0.5)
        for cell, share, cell_height in zip(self.cells, self.shares, self._heights(width), strict=True):
            if self.shaded:
                canvas.setFillColor(HexColor("#dde4ee"))
            canvas.rect(x, top - height, share * width, height, stroke=1, fill=int(self.shaded))
            canvas.setFillColor(HexColor("#000000"))
            cell.drawOn(canvas, x + PAD, top - PAD - cell_height)
            x += share * width
        return height


class _Leader(Flowable):  # type: ignore[misc]
    """A line of a contents page: title, dots, page number."""

    def __init__(self, title: str, page: str, indent: float, look: Look) -> None:
        super().__init__()
        self.title, self.page, self.indent, self.look = title, page, indent, look

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = width
        return width, self.look.size * 1.6

    def draw(self) -> None:
        font, size = self.look.font, self.look.size
        self.canv.setFont(font, size)
        self.canv.drawString(self.indent, 4, self.title)
        start = self.indent + stringWidth(self.title, font, size) + 4
        stop = self.width - stringWidth(self.page, font, size) - 4
        dots = max(0, int((stop - start) / stringWidth(".", font, size)))
        self.canv.drawString(start, 4, "." * dots)
        self.canv.drawRightString(self.width, 4, self.page)


@dataclass(frozen=True)
class Contents:
    """The contents page: (title, level, printed page) of each heading of the first two levels."""

    entries: tuple[tuple[str, int, str], ...]

    @classmethod
    def of(cls, document: Document, starts: Mapping[int, str]) -> Contents:
        headings = [block for block in document.blocks if block.kind == "heading" and block.level < 3]
        return cls(tuple((block.title, block.level, starts.get(id(block), "0")) for block in headings))

    def block(self, toc: Block) -> Block:
        """The contents page as a block, for the gold."""
        lines = tuple(Part("text", f"{title} {page}") for title, _, page in self.entries)
        return replace(toc, parts=(Part("text", "Contents"), *lines))

    def flowables(self, look: Look) -> Iterator[tuple[Flowable, float]]:
        yield Paragraph("Contents", _heading_style(1, look)), 0.0
        for title, level, page in self.entries:
            short = title if len(title) < 78 else title[:75] + "…"
            yield _Leader(short, page, 14.0 * (level - 1), look), 8.0 if level == 1 else 0.0
