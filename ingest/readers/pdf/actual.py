"""Other words than a page shows: /ActualText names what a reader is given in place of the glyphs.

It is meant for what glyphs cannot say (a ligature, a hyphen at a line's end, letters of a font without a table), and
PDFium follows it always. Where it says something else than legible glyphs do, what shows is what the page says.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.pdf.characters import UNMAPPED

_NAME = b"ActualText"
_LIGATURES = frozenset({"ff", "fi", "fl", "ffi", "ffl", "ft", "st", "ct", "th", "tt", "ti", "tf"})
#: Widest that one glyph is, in points: a ligature or a hyphen needs no second look.
_GLYPH = 14.0
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Marked:
    """A text object that the file gives words for: `item` and `mark` are PDFium's; `content`: the mark's address."""

    item: Any
    mark: Any
    content: int


def marks(raw: Any, item: Any, seen: dict[int, bool]) -> list[Marked]:
    """The marks of a text object that give words for it and need a look; `seen` is carried over the page."""
    found: list[Marked] = []
    for place in range(int(raw.FPDFPageObj_CountMarks(item))):
        mark = raw.FPDFPageObj_GetMark(item, place)
        content = ctypes.cast(mark, ctypes.c_void_p).value or 0
        if content not in seen:
            seen[content] = _gives_words(raw, mark)
        if seen[content] and not _is_glyph(raw, item, mark):
            found.append(Marked(item, mark, content))
    return found


def _gives_words(raw: Any, mark: Any) -> bool:
    length = ctypes.c_ulong()
    return bool(raw.FPDFPageObjMark_GetParamStringValue(mark, _NAME, None, 0, ctypes.byref(length)))


def _is_glyph(raw: Any, item: Any, mark: Any) -> bool:
    """Whether one glyph is given as the letters of a ligature or as no letter at all."""
    length = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(mark, _NAME, None, 0, ctypes.byref(length))
    size = min(int(length.value), _LONGEST)
    buffer = (ctypes.c_uint16 * (size // 2 + 1))()
    raw.FPDFPageObjMark_GetParamStringValue(mark, _NAME, buffer, size, ctypes.byref(length))
    text = "".join(map(chr, buffer)).rstrip("\0")
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in (left, bottom, right, top)))
    plain = text.lower() in _LIGATURES or not any(map(str.isalnum, text))
    return plain and max(right.value - left.value, 0.0) < _GLYPH


def remove(raw: Any, found: Iterable[Marked]) -> None:
    """Take the marks from their objects, in memory: the glyphs are read as they show."""
    for each in found:
        raw.FPDFPageObj_RemoveMark(each.item, each.mark)


def texts(raw: Any, textpage: Any, found: Sequence[Marked]) -> list[str]:
    """The text of each object, as the page's text has it."""
    result: list[str] = []
    for each in found:
        size = min(int(raw.FPDFTextObj_GetText(each.item, textpage, None, 0)), _LONGEST)
        buffer = (ctypes.c_uint16 * (size // 2 + 1))()
        raw.FPDFTextObj_GetText(each.item, textpage, buffer, size)
        result.append("".join(map(chr, buffer)).rstrip("\0"))
    return result


def untrue(found: Sequence[Marked], given: Sequence[str], shown: Sequence[str]) -> set[int]:
    """Places among `found` whose mark says something else than its legible glyphs; both texts as of each object."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        places[each.content].append(place)
    wrong: set[int] = set()
    for group in places.values():
        before, after = ("".join(texts[place] for place in group) for texts in (given, shown))
        if _legible(after) and sorted(_letters(before)) != sorted(_letters(after)):
            wrong.update(group)
    return wrong


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _legible(text: str) -> bool:
    return any(map(str.isalnum, text)) and not any(
        letter == UNMAPPED or unicodedata.category(letter) in ("Co", "Cn", "Cc") for letter in text
    )
