"""Bullets in the picture of a page: recognition of letters passes over them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ingest.readers.ocr import Picture, Reading, Recognised

#: Where a bullet stands before its line, farthest and nearest, in heights of the line.
_FAR, _NEAR = 2.4, 0.2
#: Its size and the height of its middle, in heights of the line; how much of its box is dark.
_SMALLEST, _LARGEST, _LOW, _HIGH, _FULL = 0.1, 0.5, 0.25, 0.8, 0.5


def bullets(picture: Picture, reading: Reading) -> Iterator[tuple[Recognised, float, float]]:
    """The first word of each line that has a bullet before it, with the bullet's left and right edge in pixels."""
    seen: set[int] = set()
    for word in reading.words:
        if word.line in seen:
            continue
        seen.add(word.line)
        alone = word.text[:1].isalnum() and not any(_stands_before(other, word) for other in reading.words)
        edges = _before(picture, word) if alone else None
        if edges is not None:
            yield word, *edges


def _stands_before(other: Recognised, word: Recognised) -> bool:
    """Whether another word ends where the bullet would stand: the number of the paragraph, another cell."""
    height = word.y1 - word.y0
    level = other.y0 < (word.y0 + word.y1) / 2 < other.y1
    return level and other.line != word.line and word.x0 - (_FAR + 0.5) * height < other.x1 < word.x0 + height


def _before(picture: Picture, word: Recognised) -> tuple[float, float] | None:
    """The edges of a small dark blot that stands alone before a word."""
    height = word.y1 - word.y0
    left, right = max(0, round(word.x0 - _FAR * height)), round(word.x0 - _NEAR * height)
    top, bottom = max(0, round(word.y0)), round(word.y1)
    area = picture[top:bottom, left:right]
    if area.size == 0 or height < 4:
        return None
    dark = area < 128
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    if not len(columns):
        return None
    width, tall = columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1
    middle = (rows[0] + rows[-1]) / 2 / height
    square = max(width, tall) <= 1.5 * min(width, tall)
    sized = _SMALLEST * height <= min(width, tall) and max(width, tall) <= _LARGEST * height
    full = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean() >= _FULL
    if square and sized and full and _LOW <= middle <= _HIGH:
        return float(left + columns[0]), float(left + columns[-1] + 1)
    return None
