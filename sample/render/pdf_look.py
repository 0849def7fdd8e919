"""How a PDF report looks: page, fonts, colours, running header and footer. One `layout` mapping of a source a look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import reportlab
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from sample.render.document import Block, Document
from sample.render.inline import to_reportlab

_FONTS = {
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
    "Times": ("Times-Roman", "Times-Bold"),
    "Vera": ("Vera", "VeraBd"),
}


def _register_vera() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBI")


# A long word may be broken between a vowel and the consonant before the next vowel, three letters from either end.
_BREAK = re.compile(r"(?<=[a-z]{2}[aeiou])(?=[bcdfghjklmnpqrstvw][aeiou][a-z]{2})")


def _hyphenated(text: str) -> str:
    return re.sub(r"\b[a-z]{8,}\b", lambda word: _BREAK.sub("\u00ad", word[0]), text)


@dataclass(frozen=True)
class Look:
    """Lengths are in points."""

    columns: int
    header: str
    footer: str  # with {n} and {m}
    font: str
    bold: str
    size: float
    colour: Color
    roman: bool
    cover: bool
    outline: bool
    hanging: float  # width that a paragraph's number takes; negative: it stands in the margin
    ligatures: bool
    hyphens: bool
    justified: bool
    chapters_on_new_pages: bool
    widths: dict[int, tuple[float, ...]]
    page_size: tuple[float, float] = A4
    margin: float = 62.0
    gutter: float = 50.0

    @classmethod
    def of(cls, document: Document, columns: int) -> Look:
        """The look that a source asks for, with defaults for what it leaves open."""
        asked: dict[str, Any] = document.layout.get("pdf", {})
        family = asked.get("font", "Helvetica")
        if family == "Vera":
            _register_vera()
        font, bold = _FONTS[family]
        return cls(
            columns=columns,
            header=asked.get("header", document.meta["title"]),
            footer=asked.get("footer", "Page {n} of {m}"),
            font=font,
            bold=bold,
            size=asked.get("size", 10.5 if columns == 1 else 9.0),
            colour=HexColor(asked.get("colour", "#1f3a5f")),
            roman=asked.get("roman", False),
            cover=any(block.kind == "front_matter" for block in document.blocks),
            outline=asked.get("outline", False),
            hanging=asked.get("hanging", 36.0),
            ligatures=asked.get("ligatures", False),
            hyphens=asked.get("hyphens", False),
            justified=asked.get("justified", False),
            chapters_on_new_pages=asked.get("chapters_on_new_pages", False),
            widths={int(key): tuple(value) for key, value in asked.get("widths", {}).items()},
        )

    @property
    def top(self) -> float:
        return self.page_size[1] - 78

    @property
    def bottom(self) -> float:
        return 70.0

    @property
    def width(self) -> float:
        """Width of a column."""
        return (self.full_width - self.gutter * (self.columns - 1)) / self.columns

    @property
    def full_width(self) -> float:
        return self.page_size[0] - 2 * self.margin

    @property
    def keep_with_heading(self) -> float:
        """A heading needs this much room, or it goes to the next column."""
        return 6.5 * self.size

    def style(self, name: str, **changes: Any) -> ParagraphStyle:
        """The body style with changes."""
        settings: dict[str, Any] = {
            "fontName": self.font,
            "fontSize": self.size,
            "leading": self.size * 1.38,
            "alignment": TA_JUSTIFY if self.justified else TA_LEFT,
            "embeddedHyphenation": int(self.hyphens),
            "allowWidows": 1,
            "allowOrphans": 1,
            "splitLongWords": 0,
        }
        return ParagraphStyle(name, **(settings | changes))

    def markup(self, text: str, *, whole: bool = False) -> str:
        """Text as reportlab's markup, with ligatures where the font sets them; words of a heading stay `whole`."""
        text = to_reportlab(_hyphenated(text) if self.hyphens and not whole else text)
        if not self.ligatures:
            return text
        return text.replace("fi", "ﬁ").replace("fl", "ﬂ")

    def note(self, note: Block) -> Paragraph:
        """A footnote as it stands at the foot of a page."""
        size = self.size * 0.78
        style = self.style("note", fontSize=size, leading=size * 1.3)
        return Paragraph(f"<super>{note.marker}</super> {self.markup(note.parts[0].text)}", style)

    def furniture(self, canvas: Canvas, printed: str, total: int) -> None:
        """Running header and footer of one page; a cover, which has no number, has neither."""
        if not printed:
            self._cover(canvas)
            return
        width, height = self.page_size
        canvas.setFont(self.font, 8.5)
        canvas.setFillColor(HexColor("#555555"))
        canvas.drawString(self.margin, height - 46, self.header)
        canvas.setStrokeColor(self.colour)
        canvas.setLineWidth(0.6)
        canvas.line(self.margin, height - 52, width - self.margin, height - 52)
        footer = self.footer if printed.isdigit() else "{n}"
        canvas.drawCentredString(width / 2, 38, footer.format(n=printed, m=total))
        canvas.setFillColor(HexColor("#000000"))

    def _cover(self, canvas: Canvas) -> None:
        width, height = self.page_size
        canvas.setFillColor(self.colour)
        canvas.rect(0, height - 40, width, 40, stroke=0, fill=1)
        canvas.rect(0, 0, width, 14, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#000000"))
