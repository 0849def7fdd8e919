"""Glyphs of a page to words: text, box, baseline, size, weight, direction, colour, in the file's own order."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import Any

SPACES = frozenset(" \t\n\r\f\v\u00a0\u2002\u2003\u2009\u200a\u202f\u3000")
#: PDFium writes this in place of a hyphen at which it believes a word was broken.
PDFIUM_HYPHEN = 0x02
SOFT_HYPHEN = "\u00ad"
UNMAPPED = "\ufffd"
#: Bullets of Symbol, Wingdings and the like, which have no letter of their own.
_BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF06E, 0xF071, 0xF0E0, 0xF02D, 0xF0BE, 0xF075, 0xF0B0}
#: Boxes of Wingdings: empty, ticked, crossed.
_BOXES = {0xF0A8: "☐", 0xF06F: "☐", 0xF0FE: "☒", 0xF0FD: "☒", 0xF078: "☒"}
#: Where Adobe's fonts keep old-style figures and small capitals, and where symbol fonts keep all their letters.
_FIGURES, _SMALL_CAPITALS, _CODED = range(0xF730, 0xF73A), range(0xF761, 0xF77B), range(0xF021, 0xF07F)
_MORE_CAPITALS = range(0xF7E0, 0xF7FF)
_PICTORIAL = ("symbol", "dings", "webd", "marlett")
_ZERO_WIDTH = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E}
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
#: Gap between two glyphs, in ems, that parts words even where the file has no space.
_GAP = 0.3


@dataclass(frozen=True, slots=True)
class Style:
    """What the glyphs of one text object share. `quarter`: direction in quarter turns, -1 for a slant."""

    size: float
    bold: bool
    quarter: int
    mode: int
    rgba: tuple[int, int, int, int]


@dataclass(slots=True)
class Run:
    """A word in the page's own coordinates (origin bottom left); `address` is that of its text object."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    origin: tuple[float, float]
    style: Style
    address: int
    order: int
    lead: str


class _Functions:
    """PDFium functions that are called for each glyph, with an integer in place of a pointer object: twice as fast."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self.raw: Any = raw
        address = ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value
        assert address is not None
        self.object = ctypes.CFUNCTYPE(ctypes.c_size_t, raw.FPDF_TEXTPAGE, ctypes.c_int)(address)


def _letter(code: int) -> str:
    if code == PDFIUM_HYPHEN or code == 0xFFFE:
        return "\x02"
    if code in _ZERO_WIDTH:
        return ""
    if 0xE000 <= code <= 0xF8FF:
        return ""
    if code < 32 and chr(code) not in SPACES:
        return UNMAPPED
    letter = chr(code) if code < 0x110000 else UNMAPPED
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", letter)
    return letter


def _private(code: int, font: str) -> str:
    """A letter of the private-use area, by what fonts put there: bullets and boxes, figures, small capitals.

    A font of letters that is embedded like one of symbols has its letters, moved, where that has its symbols.
    """
    pictorial = any(part in font for part in _PICTORIAL)
    if code in _FIGURES:
        return chr(code - 0xF730 + 0x30)
    if code in _SMALL_CAPITALS:
        return chr(code - 0xF761 + 0x41)
    if code in _MORE_CAPITALS:
        return chr(code - 0xF7E0 + 0xC0)
    if code in _CODED and font and not pictorial:
        return chr(code - 0xF000)
    if code in _BOXES and "wingdings" in font:
        return _BOXES[code]
    return "•" if code in _BULLETS or code in _BOXES else chr(code)


def _style(functions: _Functions, textpage: Any, index: int, address: int, fonts: dict[int, tuple[bool, str]]) -> Style:
    raw = functions.raw
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarter = round(angle / 90) % 4 if abs(angle / 90 - round(angle / 90)) < 0.06 else -1
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(textpage, index, *(ctypes.byref(part) for part in (red, green, blue, alpha)))
    item = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    mode = int(raw.FPDFTextObj_GetTextRenderMode(item))
    size = abs(round(float(raw.FPDFText_GetFontSize(textpage, index)) * scale * 5) / 5)
    return Style(
        size=size or 1.0,
        bold=_font_bold(raw, item, fonts) or mode == 2,
        quarter=quarter,
        mode=mode,
        rgba=(red.value, green.value, blue.value, alpha.value),
    )


def _font_bold(raw: Any, item: Any, fonts: dict[int, tuple[bool, str]]) -> bool:
    font = raw.FPDFTextObj_GetFont(item)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in fonts:
        name = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, name, 256)
        text = name.value.decode("latin-1").lower()
        heavy = int(raw.FPDFFont_GetWeight(font)) >= _BOLD_WEIGHT or bool(
            int(raw.FPDFFont_GetFlags(font)) & _FORCE_BOLD
        )
        fonts[key] = (heavy or any(part in text for part in _BOLD_NAMES), text)
    return fonts[key][0]


def _font_name(raw: Any, address: int, fonts: dict[int, tuple[bool, str]]) -> str:
    item = ctypes.cast(address, raw.FPDF_PAGEOBJECT)
    _font_bold(raw, item, fonts)
    return fonts[ctypes.cast(raw.FPDFTextObj_GetFont(item), ctypes.c_void_p).value or 0][1]


_functions: list[_Functions] = []


def read_runs(textpage: Any) -> list[Run]:
    """All words of a text page, visible or not, in the file's order."""
    if not _functions:
        _functions.append(_Functions())
    functions = _functions[0]
    raw = functions.raw
    box = raw.FS_RECTF()
    box_at = ctypes.byref(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    unicode_of, box_of, object_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, functions.object
    styles: dict[int, Style] = {}
    fonts: dict[int, tuple[bool, str]] = {}
    runs: list[Run] = []
    run: Run | None = None
    lead = ""
    letters: dict[int, str] = {}
    for index in range(int(raw.FPDFText_CountChars(textpage))):
        code = unicode_of(textpage, index)
        letter = letters.get(code)
        if letter is None:
            letter = letters[code] = _letter(code)
        if letter in SPACES:
            run = None
            lead += letter
            continue
        address = object_of(textpage, index)
        if not letter and address and 0xE000 <= code <= 0xF8FF:
            letter = _private(code, _font_name(raw, address, fonts))
        if not letter or (not address and letter != "\x02"):
            continue
        box_of(textpage, index, box_at)
        if run is not None and address in (run.address, 0) and _follows(run, box):
            run.text += letter
            run.left = min(run.left, box.left)
            run.right = max(run.right, box.right)
            run.bottom = min(run.bottom, box.bottom)
            run.top = max(run.top, box.top)
            continue
        if not address:
            continue
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(functions, textpage, index, address, fonts)
        raw.FPDFText_GetCharOrigin(textpage, index, x_at, y_at)
        run = Run(letter, box.left, box.bottom, box.right, box.top, (x.value, y.value), style, address, len(runs), lead)
        lead = ""
        runs.append(run)
    return runs


def _follows(run: Run, box: Any) -> bool:
    """Whether a glyph stands next to the word so far, in the direction in which it runs."""
    gap = _GAP * run.style.size
    quarter = run.style.quarter
    if quarter == 0:
        return bool(box.left - run.right < gap and run.left - box.left < gap)
    if quarter == 1:
        return bool(box.bottom - run.top < gap)
    if quarter == 2:
        return bool(run.left - box.right < gap)
    if quarter == 3:
        return bool(run.bottom - box.top < gap)
    return True
