"""Lines in the picture of a scanned page: what its tables are ruled with."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ingest.readers.ocr import Picture
from ingest.readers.pdf.drawings import RULE
from ingest.readers.pdf.records import Box, Rules

#: Shorter strokes belong to letters; in points.
_SHORTEST_FLAT, _SHORTEST_TALL = 36.0, 17.0
#: A picture with more strokes than this is a photograph or a drawing.
_MOST = 6_000
_DARK = 150
_SLANTED = 0.0015
#: Least share of a line's length that is thin.
_THIN = 0.6
_Marks = npt.NDArray[np.bool_]


def ruling(picture: Picture, scale: float, slant: float = 0.0) -> Rules:
    """The straight lines of an upright gray picture.

    Args:
        picture: row 0 is the top of the page.
        scale: pixels a point.
        slant: angle of the page's lines in radians, taken out.

    Returns:
        Lines in points from the top left; none where they are too many to rule a table.
    """
    dark = picture < _DARK
    flat = _strokes(_sheared(dark, slant), _SHORTEST_FLAT * scale, RULE * scale)
    tall = _strokes(_sheared(dark.T, -slant), _SHORTEST_TALL * scale, RULE * scale)
    if len(flat) + len(tall) > _MOST:
        return Rules()
    return Rules(
        tuple(Box(start / scale, at / scale, end / scale, at / scale) for at, start, end in flat),
        tuple(Box(at / scale, start / scale, at / scale, end / scale) for at, start, end in tall),
    )


def _sheared(dark: _Marks, slant: float) -> _Marks:
    """With each column moved up or down so that lines of that slant lie level."""
    if abs(slant) < _SLANTED:
        return dark
    height, width = dark.shape
    shift = np.round(math.tan(slant) * (np.arange(width) - width / 2)).astype(int)
    rows = np.clip(np.arange(height)[:, None] + shift[None, :], 0, height - 1)
    return np.asarray(dark[rows, np.arange(width)[None, :]])


def _strokes(dark: _Marks, shortest: float, thickest: float) -> list[tuple[int, int, int]]:
    """(row, first column, column after the last) of each long run of dark pixels that is thin for most of its length.

    Where lines cross, one is thick in the direction of the other; one white pixel parts no run.
    """
    thin = dark & ~_thick(dark, math.ceil(thickest) + 1)
    joined = dark.copy()
    joined[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]
    edges = np.diff(np.pad(joined, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    at, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    counts = np.pad(thin, ((0, 0), (1, 0))).cumsum(axis=1, dtype=np.int32)
    length = ends - starts
    chosen = (length >= shortest) & (counts[at, ends] - counts[at, starts] >= _THIN * length)
    return [(int(y), int(a), int(b)) for y, a, b in zip(at[chosen], starts[chosen], ends[chosen], strict=True)]


def _thick(dark: _Marks, least: int) -> _Marks:
    """Pixels in a column of at least so many dark ones: shading, pictures, the stems of letters."""
    thick = np.zeros_like(dark)
    if dark.shape[0] < least:
        return thick
    total = np.pad(dark, ((1, 0), (0, 0))).cumsum(axis=0, dtype=np.int32)
    solid = total[least:] - total[:-least] == least
    for step in range(least):
        thick[step : step + len(solid)] |= solid
    return thick
