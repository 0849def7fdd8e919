"""A PDF as PDFium extracts its text: lines in the file's order, cut at wide gaps; what is put on them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.opinion.raw import Look, Piece, Raw
from ingest.readers.pdf.opening import open_pdf
from ingest.settings import Limits

#: Gap between two words of one line, in ems, from which they are set apart: columns, cells, a number and its text.
_GAP = 1.3
_BREAK = re.compile(r"[\r\n]+|(?<=\x02)|(?<=\ufffe)")
_WORD = re.compile(r"[^\s\x02\ufffe]+")
_HIDDEN_MODES = (3, 7)
_FREE_TEXT, _STAMP, _WIDGET = 3, 13, 20
_KINDS = {_FREE_TEXT: "box", _STAMP: "stamp", _WIDGET: "form field"}


def look_at_pdf(path: Path, limits: Limits) -> Raw:
    """The raw text of each page.

    Raises:
        IngestError: it cannot be opened.
    """
    import pypdfium2.raw as raw

    pieces: list[Piece] = []
    document = open_pdf(path, limits)
    try:
        for number in range(1, len(document) + 1):
            page = raw.FPDF_LoadPage(document.raw, number - 1)
            if not page:
                continue
            try:
                pieces.extend(_pieces(raw, page, number))
                pieces.extend(_put_on(raw, page, number))
            finally:
                raw.FPDF_ClosePage(page)
    finally:
        document.close()
    return Raw(tuple(pieces), paged=True)


def _pieces(raw: Any, page: Any, number: int) -> Iterator[Piece]:
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return
    try:
        text = _text(raw, textpage)
        glyphs = _Glyphs(raw, textpage)
        start = 0
        for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
            yield from _line(glyphs, text[start:end], start, number)
            start = end
    finally:
        raw.FPDFText_ClosePage(textpage)


def _text(raw: Any, textpage: Any) -> str:
    count = int(raw.FPDFText_CountChars(textpage))
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, buffer)
    # One unit of two bytes for each glyph, so that a place in the text is a glyph's number.
    return bytes(buffer)[: 2 * count].decode("utf-16-le", "replace") if count else ""


def _line(glyphs: _Glyphs, line: str, start: int, page: int) -> Iterator[Piece]:
    """The pieces of one line, parted where the gap is wide."""
    words = [(match.start() + start, match.end() + start) for match in _WORD.finditer(line)]
    if not words:
        return
    size = glyphs.set_as(words[0][0])[0].size
    first, opens = words[0][0], True
    for (_, end), (begin, _) in pairwise(words):
        if glyphs.gap(end - 1, begin) > _GAP * size:
            yield glyphs.piece(line[first - start : end - start], first, page, opens)
            first, opens = begin, False
    yield glyphs.piece(line[first - start : words[-1][1] - start], first, page, opens)


class _Glyphs:
    """What PDFium says of single glyphs; of what one text object sets, once."""

    def __init__(self, raw: Any, textpage: Any) -> None:
        self._raw, self._page = raw, textpage
        self._box = raw.FS_RECTF()
        # Called for each word: with integers in place of pointer objects it costs half.
        address = ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
        self._box_of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_size_t, ctypes.c_int, ctypes.c_size_t)(address)
        self._page_at = ctypes.cast(textpage, ctypes.c_void_p).value or 0
        self._box_at = ctypes.addressof(self._box)
        self._name = ctypes.create_string_buffer(128)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._set: dict[int, tuple[Look, str]] = {}

    def gap(self, before: int, after: int) -> float:
        """Points between two glyphs of a line."""
        self._box_of(self._page_at, before, self._box_at)
        right: float = self._box.right
        self._box_of(self._page_at, after, self._box_at)
        return float(self._box.left - right)

    def set_as(self, index: int) -> tuple[Look, str]:
        """How a glyph is set, and of what kind its text is."""
        item = self._raw.FPDFText_GetTextObject(self._page, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if key not in self._set:
            self._set[key] = self._read(index, item)
        return self._set[key]

    def _read(self, index: int, item: Any) -> tuple[Look, str]:
        raw, matrix, flags = self._raw, self._raw.FS_MATRIX(), ctypes.c_int()
        raw.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix))
        size = float(raw.FPDFText_GetFontSize(self._page, index)) * (math.hypot(matrix.c, matrix.d) or 1.0)
        raw.FPDFText_GetFontInfo(self._page, index, self._name, 128, ctypes.byref(flags))
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(self._page, index, *(ctypes.byref(part) for part in parts))
        red, green, blue, alpha = (part.value for part in parts)
        look = Look(round(size, 1), self._name.value.decode("latin-1"), red << 16 | green << 8 | blue)
        if alpha == 0 or (item and int(raw.FPDFTextObj_GetTextRenderMode(item)) in _HIDDEN_MODES):
            return look, "hidden"
        turned = 0.1 < math.atan2(matrix.b, matrix.a) % (math.pi / 2) < math.pi / 2 - 0.1
        return look, "white" if look.colour == 0xFFFFFF else "turned" if turned else ""

    def piece(self, text: str, first: int, page: int, opens: bool) -> Piece:
        """The words from that glyph on."""
        self._raw.FPDFText_GetCharOrigin(self._page, first, ctypes.byref(self._x), ctypes.byref(self._y))
        look, kind = self.set_as(first)
        return Piece(text, page, self._x.value, self._y.value, opens, look, kind)


def _put_on(raw: Any, page: Any, number: int) -> Iterator[Piece]:
    """The values of form fields, and the words of boxes and stamps that were put on the page."""
    box = raw.FS_RECTF()
    for place in range(int(raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        kind = _KINDS.get(int(raw.FPDFAnnot_GetSubtype(annotation)))
        if kind:
            text = _value(raw, annotation, b"V" if kind == "form field" else b"Contents")
            if any(map(str.isalnum, text)):
                raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
                yield Piece(text, number, box.left, box.bottom, kind=kind)
        raw.FPDFPage_CloseAnnot(annotation)


def _value(raw: Any, annotation: Any, key: bytes) -> str:
    size = int(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0))
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
