"""Columns of running text: the page's words as flows in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.pdf import labels
from ingest.readers.pdf.records import Box, Row, Word
from ingest.readers.pdf.rows import rows, split

#: Narrowest white strip between columns, in ems of the body.
_GUTTER = 0.9
_FEWEST_ROWS = 4
#: Gutters of two pages this near are the same; in points.
_SAME = 8.0
#: Share of a column's width that its rows fill in the median: a table's cells are more ragged.
_FULL = 0.62
#: Least share of the rows of the longer column that the shorter has: a table's key column has fewer.
_EVEN = 0.4


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows that are read one after the other, within `left` and `right`; `boxes` beside the text narrow it.

    `panels` are boxes around some of the rows.
    """

    rows: tuple[Row, ...]
    left: float
    right: float
    boxes: tuple[Box, ...] = ()
    panels: tuple[Box, ...] = ()


def usual_gutters(pages: Sequence[Sequence[Word]], body_size: float) -> tuple[float, ...]:
    """Where the file's columns part: gutters that at least a fifth of its pages, and two of them, have in common."""
    found: list[float] = []
    for words in pages:
        best = _best_gutter(rows(words), body_size, ())
        if best is not None:
            found.append(best[0])
    needed = max(2, 0.2 * len(pages))
    usual: list[float] = []
    for x in found:
        near = [other for other in found if abs(other - x) <= _SAME]
        if len(near) >= needed and all(abs(known - x) > 2 * _SAME for known in usual):
            usual.append(sorted(near)[len(near) // 2])
    return tuple(usual)


def flows(words: Sequence[Word], body_size: float, usual: Sequence[float] = ()) -> list[Flow]:
    """The words in reading order: bands of the page from top to bottom, columns of a band from left to right.

    At the gutters that are `usual` in the file, columns need not look like running text.
    """
    lines = rows(words)
    if not lines:
        return []
    result: list[Flow] = []
    band: list[Row] = []
    for start, stop, gutter in _bands(lines, body_size, usual):
        if gutter is None:
            band.extend(lines[start:stop])
            continue
        if band:
            result.append(_flow(band))
            band = []
        inside = [word for row in lines[start:stop] for word in row.words]
        left = [word for word in inside if (word.x0 + word.x1) / 2 < gutter]
        right = [word for word in inside if (word.x0 + word.x1) / 2 >= gutter]
        result.extend(flows(left, body_size, usual))
        result.extend(flows(right, body_size, usual))
    if band:
        result.append(_flow(band))
    return result


def _flow(lines: Sequence[Row]) -> Flow:
    return Flow(tuple(lines), min(row.x0 for row in lines), usual_right(lines))


def usual_right(lines: Sequence[Row]) -> float:
    """Right edge of the rows, without the one or two that overrun it (addresses of web pages cannot be broken)."""
    ends = sorted((row.x1 for row in lines), reverse=True)
    if len(ends) < 8:
        return ends[0]
    near = 0.04 * (ends[0] - min(row.x0 for row in lines))
    # Where no three rows end alike the text is ragged: the longest row says most of its edge.
    return next((end for index, end in enumerate(ends[:3]) if end - ends[index + 2] < near), ends[0])


def _bands(lines: Sequence[Row], body_size: float, usual: Sequence[float]) -> list[tuple[int, int, float | None]]:
    """Stretches of rows (start, stop, x of the gutter that parts them or None)."""
    gutter = _best_gutter(lines, body_size, usual)
    if gutter is None:
        return [(0, len(lines), None)]
    x, start, stop = gutter
    before = _bands(lines[:start], body_size, usual)
    after = [(first + stop, last + stop, at) for first, last, at in _bands(lines[stop:], body_size, usual)]
    return [*(band for band in before if band[1] > band[0]), (start, stop, x), *(b for b in after if b[1] > b[0])]


def _best_gutter(lines: Sequence[Row], body_size: float, usual: Sequence[float]) -> tuple[float, int, int] | None:
    """The gutter beside which most rows stand, with the stretch of rows that it parts."""
    if not lines or (len(lines) < 2 * _FEWEST_ROWS and not usual):
        return None
    best: tuple[float, int, int] | None = None
    for x in [*usual, *_candidates(lines, body_size)]:
        start = 0
        for stop in range(len(lines) + 1):
            if stop < len(lines) and not _crosses(lines[stop], x, body_size):
                continue
            if (best is None or stop - start > best[2] - best[1]) and (
                _both_sides(lines[start:stop], x) if x in usual else _two_columns(lines[start:stop], x)
            ):
                best = (x, start, stop)
            start = stop + 1
    return best


def _candidates(lines: Sequence[Row], body_size: float) -> list[float]:
    """Middles of the gaps in rows, the commonest first; where columns' baselines differ, the edges of half rows."""
    left, right = min(row.x0 for row in lines), max(row.x1 for row in lines)
    width = right - left
    counts: dict[int, int] = {}
    for row in lines:
        parts = split(row, _GUTTER)
        for one, other in pairwise(parts):
            middle = round((one.x1 + other.x0) / 2 / 6)
            counts[middle] = counts.get(middle, 0) + 1
        if row.x0 > left + 0.25 * width:
            place = round((row.x0 - 0.5 * body_size) / 6)
            counts[place] = counts.get(place, 0) + 1
    inside = [place for place in counts if left + 0.2 * width < place * 6 < right - 0.2 * width]
    return [place * 6.0 for place in sorted(inside, key=lambda place: -counts[place])[:8]]


def _crosses(row: Row, x: float, body_size: float) -> bool:
    """Whether words of the row stand on both sides of x without a gap at x."""
    margin = 0.2 * body_size
    if row.x1 <= x - margin or row.x0 >= x + margin:
        return False
    if any(word.x0 < x - margin and word.x1 > x + margin for word in row.words):
        return True
    before = [word.x1 for word in row.words if word.x1 <= x + margin]
    after = [word.x0 for word in row.words if word.x0 >= x - margin]
    return bool(before and after and min(after) - max(before) < _GUTTER * body_size)


def _numbered_at(row: Row, x: float, left: float) -> bool:
    """Whether the gap at x is that between a number in the margin of the right column and its text."""
    before = [part for part in split(row, _GUTTER) if part.x1 <= x]
    if not before or len(before[-1].words) > 1 or before[-1].x0 < left + 100:
        return False
    return bool(labels.label(before[-1]))


def _celled(row: Row) -> bool:
    """Whether the row has parts set apart, as a table's cells are; a number before its text is none."""
    parts = split(row, _GUTTER)
    number = len(parts[0].words) == 1 and labels.label(parts[0]) and not labels.DATE.match(parts[0].text)
    return len(parts) > (2 if number else 1)


def _numbers_cut_off(side: Sequence[Row]) -> bool:
    """Whether the side ends in numbers set apart: those in the margin of the column to its right."""
    left, right = min(row.x0 for row in side), max(row.x1 for row in side)
    last = [split(row, _GUTTER)[-1] for row in side]
    far = [part for part in last if part.x0 > (left + right) / 2 and len(part.words) == 1]
    return sum(bool(labels.label(part)) for part in far) > 1


def _both_sides(lines: Sequence[Row], x: float) -> bool:
    """Whether there is text on either side."""
    middles = [(word.x0 + word.x1) / 2 for row in lines for word in row.words]
    return len(lines) > 1 and min(middles) < x <= max(middles)


def _two_columns(lines: Sequence[Row], x: float) -> bool:
    """Whether the rows are two columns of running text rather than a table or a number in the margin."""
    sides = []
    if sum(_numbered_at(row, x, lines[0].x0) for row in lines) >= 2:
        return False
    words = [word for row in lines for word in row.words]
    for part in ([w for w in words if w.x1 <= x + 3], [w for w in words if w.x0 >= x - 3]):
        side = rows(part)
        if len(side) < _FEWEST_ROWS:
            return False
        sides.append(side)
    if min(map(len, sides)) < _EVEN * max(map(len, sides)) or _numbers_cut_off(sides[0]):
        return False
    widths = []
    for side in sides:
        left, right = min(row.x0 for row in side), max(row.x1 for row in side)
        filled = sorted((row.x1 - left) / max(1.0, right - left) for row in side)
        if filled[len(filled) // 2] < _FULL or sum(len(row.words) for row in side) < 2.2 * len(side):
            return False
        if sum(_celled(row) for row in side) > 0.4 * len(side):
            return False
        widths.append(right - left)
    return min(widths) > 0.45 * max(widths)
