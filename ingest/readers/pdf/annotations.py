"""What was put on a page after it was set: typed text, filled fields, ticked boxes, redaction marks, comments.

Text typed into a field or onto the page shows and prints, so it is made part of the page before the page is read;
notes and stamps are counted and left out.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.patterns import linear
from ingest.readers.pdf.records import Box

_NOTE, _TYPED, _STAMP, _WIDGET, _REDACT = 1, 3, 12, 20, 28
_COMMENTS = {_NOTE: "note", 8: "highlight", 9: "underline", 10: "squiggle", 11: "strike-out", _STAMP: "stamp"}
#: Drawn over the page: squares, circles, polygons, lines as wide as a word.
_SHAPES = frozenset({4, 5, 6, 7, 15})
_HIDDEN = 2 | 32  # flags: hidden, no view
_BUTTONS = frozenset({2, 3})  # check boxes and radio buttons
_MOST = 20_000
_LONGEST = 200_000
#: What PDFium says of a look that is none: the zero at its end. Width of a letter, in ems, where no font is given.
_NO_LOOK, _WIDE = 2, 0.5
_SIZE = linear(r"([\d.]+)\s+Tf")


@dataclass(slots=True)
class Annotations:
    """Of one page, in its own coordinates.

    Args:
        typed: a field or a typed text shows on it. unset: typed text that the file gives no look, and its size.
        ticks: boxes to be ticked, and whether they are.
        redactions: places marked to be blacked out. shapes: what is drawn over the text.
        comments: how many of which kind were left out.
    """

    typed: bool = False
    unset: list[tuple[Box, str, float]] = field(default_factory=list)
    ticks: list[tuple[Box, bool]] = field(default_factory=list)
    redactions: list[Box] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    comments: Counter[str] = field(default_factory=Counter)


def settle(raw: Any, page: Any, form: Any) -> Annotations:
    """Note the annotations of a page; where text was typed on it, take from it what would be set with that text.

    After that `raw.FPDFPage_Flatten` sets the typed text. `form` is the document's form, None where it has none.
    """
    found = Annotations()
    count = min(_MOST, int(raw.FPDFPage_GetAnnotCount(page)))
    drop: list[int] = []
    for place in range(count):
        item = raw.FPDFPage_GetAnnot(page, place)
        if not item:
            continue
        if not _note(raw, item, form, found):
            drop.append(place)
        raw.FPDFPage_CloseAnnot(item)
    if found.typed:
        for place in reversed(drop):
            raw.FPDFPage_RemoveAnnot(page, place)
    return found


def _note(raw: Any, item: Any, form: Any, found: Annotations) -> bool:
    """Note one annotation; False for one that is no part of the page."""
    kind = raw.FPDFAnnot_GetSubtype(item)
    if raw.FPDFAnnot_GetFlags(item) & _HIDDEN:
        return False
    if kind in _COMMENTS:
        found.comments[_COMMENTS[kind]] += 1
        return kind not in (_NOTE, _STAMP)
    if kind == _REDACT:
        found.redactions.extend(_quads(raw, item) or [_rectangle(raw, item)])
        return False
    if kind in _SHAPES:
        found.shapes.append(_rectangle(raw, item))
    if kind == _WIDGET and form and raw.FPDFAnnot_GetFormFieldType(form, item) in _BUTTONS:
        found.ticks.append((_rectangle(raw, item), bool(raw.FPDFAnnot_IsChecked(form, item))))
        return False
    if kind == _TYPED and not raw.FPDFAnnot_GetAP(item, 0, None, 0) > _NO_LOOK:
        found.unset.append((_rectangle(raw, item), _text(raw, item, b"Contents"), _type_size(_text(raw, item, b"DA"))))
        return False
    found.typed = found.typed or kind in (_TYPED, _WIDGET)
    return True


def _text(raw: Any, item: Any, key: bytes) -> str:
    size = min(_LONGEST, int(raw.FPDFAnnot_GetStringValue(item, key, None, 0)))
    buffer = ctypes.create_string_buffer(size + 2)
    raw.FPDFAnnot_GetStringValue(item, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _type_size(look: str) -> float:
    """ "/Helv 12 Tf" -> 12."""
    found = _SIZE.search(look)
    size = float(found[1]) if found and found[1].count(".") <= 1 and found[1] != "." else 0.0
    return size if 4 <= size <= 40 else 11.0


def set_text(box: Box, text: str, size: float) -> Iterator[tuple[str, Box, bool]]:
    """Each word of a typed text with the box in which it stands, and whether it begins a line, as a reader would
    set it: line below line within `box`, in the page's own coordinates."""
    y = box.y1 - 1.2 * size
    for paragraph in re.split(r"\r\n|\r|\n", text):
        x = box.x0 + 2
        for word in paragraph.split():
            width = _WIDE * size * len(word)
            if x > box.x0 + 2 and x + width > box.x1:
                x, y = box.x0 + 2, y - 1.2 * size
            yield word, Box(x, y, x + width, y + size), x == box.x0 + 2
            x += width + 0.3 * size
        y -= 1.2 * size


def _rectangle(raw: Any, item: Any) -> Box:
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(item, ctypes.byref(box))
    return Box(min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top))


def _quads(raw: Any, item: Any) -> list[Box]:
    """The places on the lines of text that a mark covers."""
    boxes: list[Box] = []
    quad = raw.FS_QUADPOINTSF()
    for place in range(min(_MOST, int(raw.FPDFAnnot_CountAttachmentPoints(item)))):
        if raw.FPDFAnnot_GetAttachmentPoints(item, place, ctypes.byref(quad)):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append(Box(min(across), min(up), max(across), max(up)))
    return [box for box in boxes if box.width > 0 and box.height > 0]
