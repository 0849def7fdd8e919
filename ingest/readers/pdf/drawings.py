"""Lines, boxes and pictures of a page: what tables, note separators and redactions are drawn with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest.readers.pdf.records import Box, Rules

#: A rectangle thinner than this is a line; in points.
RULE = 3.0
_SHORTEST = 4.0
_SMALLEST_DOT, _LARGEST_DOT = 1.5, 8.0
#: A page with more segments than this is a drawing, not a table.
_MOST_SEGMENTS = 6_000
_DEEPEST = 6

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawings:
    """In the page's own coordinates (origin bottom left). `dots`: small discs and squares."""

    horizontal: tuple[Box, ...]
    vertical: tuple[Box, ...]
    images: tuple[Box, ...]
    dots: tuple[Box, ...] = ()


def read_drawings(raw: Any, page: Any) -> Drawings:
    """All straight lines and images of a page, those in form XObjects included."""
    boxes: list[Box] = []
    images: list[Box] = []
    dots: list[Box] = []
    budget = [_MOST_SEGMENTS]
    for item, matrix in _objects(raw, page):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(_bounds(raw, item, matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH and budget[0] > 0:
            bounds = _bounds(raw, item, matrix)
            if _is_dot(bounds):
                dots.append(bounds)
            boxes.extend(_path_boxes(raw, item, matrix, budget))
    if budget[0] <= 0:
        boxes = []
    flat = [box for box in boxes if box.height <= RULE < box.width and box.width >= _SHORTEST]
    tall = [box for box in boxes if box.width <= RULE < box.height and box.height >= _SHORTEST]
    return Drawings(tuple(flat), tuple(tall), tuple(images), tuple(dots))


def _is_dot(box: Box) -> bool:
    small = min(box.width, box.height) >= _SMALLEST_DOT and max(box.width, box.height) <= _LARGEST_DOT
    return small and abs(box.width - box.height) <= 0.3 * max(box.width, box.height)


def turn(drawings: Drawings, to_upright: Any) -> tuple[Rules, tuple[Box, ...], tuple[Box, ...]]:
    """Lines, images and dots in upright coordinates; a quarter turn swaps what is horizontal and what is vertical."""
    lines = [to_upright(box) for box in (*drawings.horizontal, *drawings.vertical)]
    return (
        Rules(
            tuple(box for box in lines if box.width > box.height),
            tuple(box for box in lines if box.height >= box.width),
        ),
        tuple(to_upright(box) for box in drawings.images),
        tuple(to_upright(box) for box in drawings.dots),
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
    count = raw.FPDFPath_CountSegments(item)
    budget[0] -= count
    if budget[0] <= 0:
        return
    matrix = _times(_matrix(raw, item), outer)
    for points in _subpaths(raw, item, count, matrix):
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
