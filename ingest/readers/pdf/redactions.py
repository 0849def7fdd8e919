"""Words that are blacked out: drawn bars, black pictures and marks to redact leave a sign where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.records import Box, Word
from ingest.source import REDACTED

#: Darkest to lightest that black is, of 255; how much of a bar must be so.
DARK = 70
_SOLID = 0.97
#: Height of a bar on one line, and how far from a line of text one stands at most, in ems.
_LOWEST, _HIGHEST, _NEAR = 0.5, 1.9, 2.6
_SHORTEST = 3.0
_Gray = npt.NDArray[np.uint8]


def black(boxes: Iterable[Box], gray: _Gray, crop: Box, scale: float) -> list[Box]:
    """Those of the boxes, in the page's own coordinates, that are black from edge to edge as the page shows them."""
    return [box for box in boxes if min(box.width, box.height) >= _SHORTEST and _is_black(box, gray, crop, scale)]


def _is_black(box: Box, gray: _Gray, crop: Box, scale: float) -> bool:
    left, right = round((box.x0 - crop.x0) * scale + 1), round((box.x1 - crop.x0) * scale - 1)
    top, bottom = round((crop.y1 - box.y1) * scale + 1), round((crop.y1 - box.y0) * scale - 1)
    area = gray[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    return area.size > 0 and float((area <= DARK).mean()) >= _SOLID


def merged(boxes: Sequence[Box]) -> list[Box]:
    """Bars that continue each other on one line as one, each word of a name having its own."""
    result: list[Box] = []
    for box in sorted(set(boxes), key=lambda box: (round(box.y0), box.x0)):
        last = result[-1] if result else None
        level = last is not None and abs(last.y0 - box.y0) < 2 and abs(last.y1 - box.y1) < 2
        if last is not None and level and box.x0 - last.x1 < 1.5:
            result[-1] = Box(last.x0, last.y0, max(last.x1, box.x1), last.y1)
        elif not any(other.x0 <= box.x0 and box.x1 <= other.x1 and _within(box, other) for other in result):
            result.append(box)
    return result


def _within(box: Box, other: Box) -> bool:
    return other.y0 - 1 <= box.y0 and box.y1 <= other.y1 + 1


def signs(bars: Sequence[Box], sure: Sequence[Box], words: Sequence[Word]) -> list[Word]:
    """A word of ours for each blacked out place, on the line on which it stands; all upright.

    Args:
        bars: black boxes: those that stand on a line of text, or fill lines between, hide words.
        sure: those that hide words for certain: they lie over some, or are marked to redact.
        words: that show.
    """
    found: list[Word] = []
    for bar in merged(sure):
        found.append(_sign(bar, words))
    for bar in merged([bar for bar in bars if not any(_overlaps(bar, other) for other in sure)]):
        if not any(bar.holds((word.x0 + word.x1) / 2, word.base - 0.3 * word.size) for word in words) and _inline(
            bar, words
        ):
            found.append(_sign(bar, words))
    return found


def _overlaps(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _inline(bar: Box, words: Sequence[Word]) -> bool:
    """Whether a bar stands where words would: as high as a line, on a line of text or among lines of its width."""
    for word in words:
        if _LOWEST * word.size <= bar.height and _level(bar, word) and bar.height <= _HIGHEST * word.size:
            return True
    left, right = min((word.x0 for word in words), default=0.0), max((word.x1 for word in words), default=0.0)
    if bar.x0 < left - 6 or bar.x1 > right + 6:
        return False
    near = [word for word in words if -_NEAR * word.size < word.base - bar.y0 < bar.height + _NEAR * word.size]
    return any(
        bar.height >= _LOWEST * word.size and word.x0 < bar.x1 and word.x1 > bar.x0 and bar.width > 2 * word.size
        for word in near
    )


def _level(bar: Box, word: Word) -> bool:
    """Whether the middle of a word's small letters lies at the height of the bar."""
    return bar.y0 < word.base - 0.3 * word.size < bar.y1


def _sign(bar: Box, words: Sequence[Word]) -> Word:
    """The sign in place of a bar: on the baseline of the words beside it."""
    level = [word for word in words if _level(bar, word)]
    beside = min(level, key=lambda word: max(bar.x0 - word.x1, word.x0 - bar.x1), default=None)
    if beside is not None and bar.height <= 2.5 * beside.size:
        base, size, order = beside.base, beside.size, beside.order
    else:
        near = min(words, key=lambda word: abs(word.base - bar.y0) + 0.1 * abs(word.x0 - bar.x0), default=None)
        size = near.size if near is not None else min(12.0, bar.height)
        base, order = min(bar.y0 + 0.95 * size, bar.y1 - 0.15 * size), near.order if near is not None else 0
    return Word(REDACTED, bar.x0, bar.x1, base - 0.9 * size, base + 0.25 * size, base, size, order=order, lead="\n")
