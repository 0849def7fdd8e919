"""Pictures of PDF pages, and where on them the words of a quotation stand."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile

#: Pixels for each point of 1/72 inch: an A4 page is about 950 pixels wide.
SCALE = 1.6
#: The longest side of a picture, in pixels, whatever size a page claims to have.
LONGEST = 2400
#: Fewer letters in a row than this are not marked: they may stand anywhere.
SHORTEST_RUN = 12
# PDFium is not made for several threads.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as shares (0 to 1) of its width and height, from the top left."""

    left: float
    top: float
    width: float
    height: float


@lru_cache(maxsize=48)
def picture(path: Path, page: int) -> bytes:
    """A page (1-based) as PNG.

    Raises:
        UnreadableFile: there is no such page, or the file cannot be drawn.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                drawn = document[page - 1]
                scale = min(SCALE, LONGEST / max(drawn.get_width(), drawn.get_height(), 1))
                image = drawn.render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, IndexError, OSError) as error:
            raise UnreadableFile(f"Page {page} of {path.name} cannot be drawn.") from error
    data = io.BytesIO()
    image.convert("RGB").quantize(64).save(data, "PNG")
    return data.getvalue()


@lru_cache(maxsize=256)
def boxes(path: Path, page: int, words: str) -> tuple[Box, ...]:
    """Where on a page `words` stand, a rectangle a line; what stands on the page before or after is left out."""
    import pypdfium2

    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(path) as document:
                drawn = document[page - 1]
                text = drawn.get_textpage()
                letters, places = _letters(text.get_text_range(0, text.count_chars()))
                run = match("".join(_letters(words)[0]), "".join(letters))
                characters = [text.get_charbox(places[at]) for at in range(*run)] if run else []
                width, height = drawn.get_size()
        except (pypdfium2.PdfiumError, IndexError, OSError) as error:
            raise UnreadableFile(f"Page {page} of {path.name} cannot be read.") from error
    return _lines(characters, width, height)


def match(words: str, page: str) -> tuple[int, int] | None:
    """Where in the letters of a page the letters of a quotation stand: all of them, or those that run over its edge.

    >>> match("nurserecorded", "thenurserecordedit")
    (3, 16)
    """
    at = page.find(words) if words else -1
    if at >= 0:
        return at, at + len(words)
    for length in range(len(words) - 1, SHORTEST_RUN - 1, -1):
        if page.find(words[:length]) >= 0:  # it opens on this page
            start = page.find(words[:length])
            return start, start + length
        if page.find(words[-length:]) >= 0:  # it ends on this page
            start = page.find(words[-length:])
            return start, start + length
    return None


def _letters(text: str) -> tuple[list[str], list[int]]:
    """Letters and digits in lower case, and the place of each: what does not depend on line ends and marks."""
    found = [(char, place) for place, each in enumerate(text) if each.isalnum() for char in each.lower()]
    return [char for char, _ in found], [place for _, place in found]


def _lines(characters: Sequence[tuple[float, float, float, float]], width: float, height: float) -> tuple[Box, ...]:
    """Characters (left, bottom, right, top, in points from the bottom left) as one box a line."""
    rows: list[list[Any]] = []
    for left, bottom, right, top in characters:
        middle = (top + bottom) / 2
        if rows and rows[-1][1] <= middle <= rows[-1][3] and left >= rows[-1][2] - 1:
            row = rows[-1]
            rows[-1] = [row[0], min(row[1], bottom), max(row[2], right), max(row[3], top)]
        else:
            rows.append([left, bottom, right, top])
    return tuple(
        Box(
            round(left / width, 5),
            round(1 - top / height, 5),
            round((right - left) / width, 5),
            round((top - bottom) / height, 5),
        )
        for left, bottom, right, top in rows
    )
