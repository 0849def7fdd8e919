"""Pages whose text must be recognised: which they are, and the words that recognition gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from ingest.readers.ocr import Picture, Reading, read_picture
from ingest.readers.pdf import hidden
from ingest.readers.pdf.blots import bullets
from ingest.readers.pdf.characters import UNMAPPED
from ingest.readers.pdf.measures import body_size
from ingest.readers.pdf.pages import SCAN, covered, crop_box
from ingest.readers.pdf.records import Box, Sheet, Word
from ingest.readers.pdf.ruling import ruling
from ingest.source import REDACTION_MARK

#: Pixels per inch of the picture that is read; larger pages are drawn smaller.
_DPI = 170
_LONGEST = 3_000
#: A page that pictures cover is a scan if it has fewer letters of its own than this.
_FEW_LETTERS = 220
_BAD_SHARE = 0.04
#: Strokes this much wider than the page's median are bold.
_BOLD = 1.35
#: An estimate of the type size of a recognised page is wrong by this factor at most.
_MOST_RESIZED = 1.3
_FUNCTION_WORDS = frozenset(
    {
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "was",
        "that",
        "for",
        "on",
        "with",
        "as",
        "by",
        "is",
        "were",
        "at",
        "be",
        "not",
        "had",
        "from",
        "or",
        "this",
        "it",
        "an",
        "which",
        "his",
        "her",
        "their",
        "they",
        "he",
        "she",
        "who",
        "has",
        "have",
        "been",
        "are",
        "would",
        "should",
        "no",
        "all",
        "may",
        "will",
        "when",
        "there",
        "y",
        "yr",
        "yn",
        "i",
        "o",
        "ar",
        "am",
        "gan",
        "oedd",
        "mae",
        "ei",
        "wedi",
        "bod",
        "ac",
    }
)
_WORD = re.compile(r"[^\W\d_]+")


def bad_share(sheet: Sheet) -> float:
    """Share of the page's characters that stand for no letter: a broken character map."""
    text = "".join(word.text for word in sheet.words)
    if text.isascii():
        return text.count("\x00") / len(text) if text else 0.0
    strange = {one: unicodedata.category(one) in ("Co", "Cn", "Cc") or one == UNMAPPED for one in set(text)}
    strange["\x02"] = strange[REDACTION_MARK] = False
    return sum(strange[letter] for letter in text) / len(text)


def garbled(sheet: Sheet) -> bool:
    """Whether the text layer says something else than the page shows: letters unmapped, or mapped to other letters."""
    if bad_share(sheet) > _BAD_SHARE:
        return True
    words = [match.lower() for word in sheet.words for match in _WORD.findall(word.text)]
    letters = "".join(words)
    if len(words) < 40 or not letters:
        return False
    known = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    vowels = sum(unicodedata.normalize("NFD", letter)[0] in "aeiouyw" for letter in letters) / len(letters)
    return known < 0.03 and not 0.3 < vowels < 0.6


def pictured(sheet: Sheet) -> bool:
    """Whether the page is a picture with at most a line or two of text of its own."""
    letters = sum(len(word.text) for word in sheet.words)
    return letters < _FEW_LETTERS and covered(sheet.images, sheet.width, sheet.height) > SCAN


def blank(raw: Any, page: Any, crop: Box) -> bool:
    """Whether nothing is to be seen on a page."""
    gray = hidden.draw(raw, page, crop)
    return bool(np.ptp(gray) < 40 or (gray < gray.max() - 40).mean() < 0.0002)


def recognised(document: Any, sheet: Sheet) -> Sheet:
    """The page with the words that recognition finds in its picture; unchanged if it is blank."""
    drawn = _drawn(document, sheet)
    if drawn is None:
        return sheet
    picture, scale = drawn
    reading = read_picture(picture)
    upright = np.ascontiguousarray(np.rot90(picture, reading.quarter))
    read = _with_words(sheet, reading, scale)
    marks = _bullets(upright, reading, read, scale)
    return replace(read, words=(*read.words, *marks), rules=ruling(upright, scale, reading.slant))


def _bullets(picture: Picture, reading: Reading, sheet: Sheet, scale: float) -> list[Word]:
    """A "•" before each line that has a bullet, on its baseline."""
    order = {id(found): place for place, found in enumerate(reading.words)}
    marks = []
    for found, left, right in bullets(picture, reading):
        first = sheet.words[order[id(found)]]
        marks.append(replace(first, text="•", x0=left / scale, x1=right / scale, bold=False, lead="\n"))
    return marks


def ruled(document: Any, sheet: Sheet) -> Sheet:
    """A page whose words a scanner recognised, with the lines that its picture shows."""
    drawn = _drawn(document, sheet)
    return sheet if drawn is None else replace(sheet, rules=ruling(*drawn))


def _drawn(document: Any, sheet: Sheet) -> tuple[Picture, float] | None:
    """The page as a gray picture, and its pixels a point; None if it is blank."""
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(document.raw, sheet.number - 1)
    if not page:
        return None
    try:
        crop = crop_box(raw, page)
        if blank(raw, page, crop):
            return None
        turned = raw.FPDFPage_GetRotation(page)
        scale = min(_DPI / 72, _LONGEST / max(crop.width, crop.height, 1.0))
        return np.ascontiguousarray(np.rot90(hidden.draw(raw, page, crop, scale), -turned)), scale
    finally:
        raw.FPDF_ClosePage(page)


def levelled(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Recognised pages with their usual size that of the file: in a picture it is only an estimate."""
    if not any(sheet.ocr for sheet in sheets):
        return list(sheets)
    own = [sheet for sheet in sheets if not sheet.ocr and sheet.words]
    body = body_size(own or sheets)
    return [_scaled(sheet, body / body_size([sheet])) if sheet.ocr and sheet.words else sheet for sheet in sheets]


def _scaled(sheet: Sheet, factor: float) -> Sheet:
    if factor == 1 or not 1 / _MOST_RESIZED <= factor <= _MOST_RESIZED:
        return sheet
    return replace(sheet, words=tuple(replace(word, size=round(word.size * factor * 2) / 2) for word in sheet.words))


def _with_words(sheet: Sheet, reading: Reading, scale: float) -> Sheet:
    heights = sorted(word.y1 - word.y0 for word in reading.words)
    if not heights:
        return sheet
    usual = median(heights)
    thick = _BOLD * median([word.stroke for word in reading.words for _ in word.text])
    words: list[Word] = []
    for order, found in enumerate(reading.words):
        # Heights of recognised lines vary with their letters: what is near the usual height is body text.
        height = found.y1 - found.y0
        bold = found.stroke > thick
        size = usual if 0.8 < height / usual < (1.18 if bold else 1.35) else height
        middle = (found.y0 + found.y1) / 2
        points = round(0.78 * size / scale * 2) / 2
        words.append(
            Word(
                text=found.text,
                x0=found.x0 / scale,
                x1=found.x1 / scale,
                top=found.y0 / scale,
                bottom=found.y1 / scale,
                base=middle / scale + 0.33 * points,
                size=points,
                bold=bold,
                order=order,
                lead="\n" if order and reading.words[order - 1].line != found.line else " ",
                ocr=round(found.confidence, 4),
            )
        )
    return replace(
        sheet,
        width=reading.width / scale,
        height=reading.height / scale,
        words=tuple(words),
        turned=(),
        skewed=(),
        plain="".join(word.lead + word.text for word in words),
        ocr=True,
    )
