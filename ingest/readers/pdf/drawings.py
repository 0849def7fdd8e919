"""Lines, boxes and pictures of a page: what tables, note separators and redactions are drawn with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ingest.readers.pdf.actual import Marked, marks
from ingest.readers.pdf.records import Box, Rules

#: A rectangle thinner than this is a line; in points.
RULE = 3.0
_SHORTEST = 4.0
_SMALLEST_DOT, _LARGEST_DOT = 1.5, 8.0
#: A page with more segments than this is a drawing, not a table.
_MOST_SEGMENTS = 6_000
_DEEPEST = 6
#: Side of a box to be ticked; the largest mark in one; how much of the box it takes at least.
_SMALLEST_BOX, _LARGEST_BOX = 5.0, 16.0
_LEAST_MARK = 0.35

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Drawings:
    """In the page's own coordinates (origin bottom left).

    Args:
        horizontal, vertical: straight lines.
        dots: small discs and squares. squares: outlines of boxes that can be ticked. strokes: other small figures.
        fills: rectangles without an outline, and how light each is, 0 to 255.
        frames: outlined rectangles. marked: text for which the file gives other words than its glyphs.
    """

    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    fills: list[tuple[Box, int]] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)

    def ticks(self) -> list[tuple[Box, bool]]:
        """Each box that can be ticked, and whether a mark stands in it."""
        return [(square, any(_marks(stroke, square) for stroke in self.strokes)) for square in self.squares]


def read_drawings(raw: Any, page: Any) -> Drawings:
    """All straight lines, plain rectangles and images of a page, those in form XObjects included."""
    found = Drawings()
    budget = [_MOST_SEGMENTS]
    seen: dict[int, bool] = {}
    for item, matrix in _objects(raw, page):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.marked.extend(marks(raw, item, seen))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.images.append(_bounds(raw, item, matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH and budget[0] > 0:
            _note_path(raw, item, matrix, budget, found)
    if budget[0] <= 0:
        found.horizontal, found.vertical = [], []
    found.dots = [dot for dot in found.dots if not any(_marks(dot, square) for square in found.squares)]
    return found


def _note_path(raw: Any, item: Any, outer: _Matrix, budget: list[int], found: Drawings) -> None:
    """Sort one path into what it draws."""
    bounds = _bounds(raw, item, outer)
    if min(bounds.width, bounds.height) <= RULE or max(bounds.width, bounds.height) <= _LARGEST_BOX:
        _note_small(raw, item, bounds, found)
        _note_lines(_path_boxes(raw, item, outer, budget), found)
        return
    filled, outlined = _painted(raw, item)
    figures = list(_figures(raw, item, outer, budget))
    plain = len(figures) == 1 and _is_rectangle(figures[0])
    if plain and filled:
        found.fills.append((bounds, _lightness(raw, item)))
    if plain and outlined:
        found.frames.append(bounds)
    # The edges of shading without an outline are no lines: Word shades text line by line.
    if outlined or not filled or not all(map(_is_rectangle, figures)):
        _note_lines(_edges(figures), found)
    else:
        _note_lines((box for box in map(_box, figures) if min(box.width, box.height) <= RULE), found)


def _note_small(raw: Any, item: Any, bounds: Box, found: Drawings) -> None:
    """A bullet, a box to be ticked, or the mark in one."""
    side = max(bounds.width, bounds.height)
    if side > _LARGEST_BOX:
        return
    even = abs(bounds.width - bounds.height) <= 0.3 * side
    if even and min(bounds.width, bounds.height) >= _SMALLEST_BOX and _is_outline(raw, item):
        found.squares.append(bounds)
        return
    found.strokes.append(bounds)
    if even and min(bounds.width, bounds.height) >= _SMALLEST_DOT and side <= _LARGEST_DOT:
        found.dots.append(bounds)


def _is_outline(raw: Any, item: Any) -> bool:
    """Whether a small path is an upright box with nothing in it: drawn as a line, or as two boxes, one in the other."""
    figures = list(_figures(raw, item, (1, 0, 0, 1, 0, 0), [_MOST_SEGMENTS]))
    if not figures or not all(map(_is_rectangle, figures)):
        return False
    filled, outlined = _painted(raw, item)
    if filled and len(figures) == 1:
        return outlined and _lightness(raw, item) > _LIGHT
    return outlined or len(figures) == 2


def _marks(stroke: Box, square: Box) -> bool:
    """Whether a figure is the mark in a box: within it, or a tick that reaches out of it."""
    middle = square.holds((stroke.x0 + stroke.x1) / 2, (stroke.y0 + stroke.y1) / 2)
    return middle and max(stroke.width, stroke.height) >= _LEAST_MARK * square.width


#: A fill at least so light is paper.
_LIGHT = 200


def _painted(raw: Any, item: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is outlined."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return fill.value != 0, stroke.value != 0


def _lightness(raw: Any, item: Any) -> int:
    """How light the fill is on white paper: 0 for black, 255 for white or nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, *(ctypes.byref(part) for part in (red, green, blue, alpha))):
        return 128
    luma = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    return round(255 - (255 - luma) * alpha.value / 255)


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    """Whether a figure has four upright sides, the last drawn or only closed."""
    if not 4 <= len(points) <= 6 or len(set(points)) != 4:
        return False
    return all(abs(a[0] - b[0]) < 0.1 or abs(a[1] - b[1]) < 0.1 for a, b in pairwise(points))


def _note_lines(boxes: Iterable[Box], found: Drawings) -> None:
    for box in boxes:
        if box.height <= RULE < box.width and box.width >= _SHORTEST:
            found.horizontal.append(box)
        elif box.width <= RULE < box.height and box.height >= _SHORTEST:
            found.vertical.append(box)


def turn(drawings: Drawings, to_upright: Any) -> Rules:
    """Lines in upright coordinates; a quarter turn swaps what is horizontal and what is vertical."""
    lines = [to_upright(box) for box in (*drawings.horizontal, *drawings.vertical)]
    return Rules(
        tuple(box for box in lines if box.width > box.height),
        tuple(box for box in lines if box.height >= box.width),
    )


def _objects(raw: Any, page: Any) -> Iterator[tuple[Any, _Matrix]]:
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw, raw.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0)


def _within(raw: Any, item: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, outer
        return
    if depth >= _DEEPEST:
        return
    matrix = _times(_matrix(raw, item), outer)
    for index in range(raw.FPDFFormObj_CountObjects(item)):
        yield from _within(raw, raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1)


def _matrix(raw: Any, item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _point(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]]) -> Box:
    across = [x for x, _ in points]
    up = [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def _bounds(raw: Any, item: Any, outer: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in (left, bottom, right, top)))
    corners = [
        (left.value, bottom.value),
        (right.value, bottom.value),
        (left.value, top.value),
        (right.value, top.value),
    ]
    return _box([_point(outer, x, y) for x, y in corners])


def _path_boxes(raw: Any, item: Any, outer: _Matrix, budget: list[int]) -> Iterator[Box]:
    """The straight segments of a path; of a thin filled rectangle, the rectangle itself."""
    return _edges(_figures(raw, item, outer, budget))


def _figures(raw: Any, item: Any, outer: _Matrix, budget: list[int]) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each figure of a path, none where the page has too many."""
    count = raw.FPDFPath_CountSegments(item)
    budget[0] -= count
    if budget[0] <= 0:
        return
    yield from _subpaths(raw, item, count, _times(_matrix(raw, item), outer))


def _edges(figures: Iterable[list[tuple[float, float]]]) -> Iterator[Box]:
    for points in figures:
        whole = _box(points)
        if min(whole.width, whole.height) <= RULE:
            yield whole
            continue
        for start, end in pairwise(points):
            yield _box([start, end])


def _subpaths(raw: Any, item: Any, count: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Corner points of each closed or open figure; figures with curves are drawings and are left out."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(_point(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
