"""Text that stands in the file but not on the page: invisible, covered, in the background's colour, cut off.

The test is the page itself: it is drawn small, and where a word should stand there must be something to see.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.readers.pdf.characters import Run
from ingest.readers.pdf.records import Box

#: Pixels per point of the drawing that is looked at.
SCALE = 0.8
#: Least difference between dark and light at the edge of a letter, of 255.
_CONTRAST = 14
#: Least share of a word's pixels that lie at such an edge; in print at this scale nearly all do.
_INKED = 0.3
_INVISIBLE_MODES = {3, 7}
_Gray = npt.NDArray[np.uint8]


def draw(raw: Any, page: Any, box: Box, scale: float = SCALE) -> _Gray:
    """The page in shades of gray, annotations included, unrotated: row 0 is the top of `box`."""
    width, height = max(1, round(box.width * scale)), max(1, round(box.height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        turned = raw.FPDFPage_GetRotation(page)
        # The words' boxes are in the page's own coordinates, so its rotation is taken back.
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, (4 - turned) % 4, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        data = raw.FPDFBitmap_GetBuffer(bitmap)
        flat = np.frombuffer(ctypes.string_at(data, stride * height), dtype=np.uint8)
        return flat.reshape(height, stride)[:, :width].copy()
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def unseen(runs: Sequence[Run], gray: _Gray, box: Box, scale: float = SCALE) -> list[bool]:
    """For each word whether most of it shows no ink."""
    bands = np.array([_band(run) for run in runs])
    left, right = (bands[:, 0] - box.x0) * scale, (bands[:, 2] - box.x0) * scale
    top, bottom = (box.y1 - bands[:, 3]) * scale, (box.y1 - bands[:, 1]) * scale
    height, width = gray.shape
    x0, x1 = np.clip(np.floor(left), 0, width).astype(int), np.clip(np.ceil(right), 0, width).astype(int)
    y0, y1 = np.clip(np.floor(top), 0, height).astype(int), np.clip(np.ceil(bottom), 0, height).astype(int)
    # A summed-area table gives the count of pixels near an edge in any rectangle.
    total = np.zeros((height + 1, width + 1), dtype=np.int32)
    _edges(gray).cumsum(axis=0, dtype=np.int32).cumsum(axis=1, out=total[1:, 1:])
    inked = total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0]
    area = np.maximum((y1 - y0) * (x1 - x0), 1)
    # In large type the inside of a stroke is plain: its edges are a smaller share.
    least = np.array([_INKED * min(1.0, 14 / run.style.size) for run in runs])
    blank = (inked / area < least) & (x1 > x0) & (y1 > y0)
    return [bool(empty) and any(map(str.isalnum, run.text)) for run, empty in zip(runs, blank, strict=True)]


def _edges(gray: _Gray) -> npt.NDArray[np.bool_]:
    """Pixels in whose 3 x 3 surroundings light and dark differ."""
    high, low = gray.copy(), gray.copy()
    for one, other in ((np.s_[1:, :], np.s_[:-1, :]), (np.s_[:, 1:], np.s_[:, :-1])):
        above, below = high.copy(), low.copy()
        np.maximum(high[one], above[other], out=high[one])
        np.maximum(high[other], above[one], out=high[other])
        np.minimum(low[one], below[other], out=low[one])
        np.minimum(low[other], below[one], out=low[other])
    return np.asarray((high - low) >= _CONTRAST)


def _band(run: Run) -> tuple[float, float, float, float]:
    """The middle of the letters (left, bottom, right, top): underlines and table rules must not count as ink."""
    low, high = 0.05 * run.style.size, 0.45 * run.style.size
    x, y = run.origin
    if run.style.quarter == 0:
        return run.left, y + low, run.right, y + high
    if run.style.quarter == 1:
        return x - high, run.bottom, x - low, run.top
    if run.style.quarter == 2:
        return run.left, y - high, run.right, y - low
    if run.style.quarter == 3:
        return x + low, run.bottom, x + high, run.top
    return run.left, run.bottom, run.right, run.top


def invisible(run: Run) -> bool:
    """Whether the file itself says that the glyphs are not painted."""
    return run.style.mode in _INVISIBLE_MODES or run.style.rgba[3] == 0
