"""Shaded or framed boxes around text: a conclusion, a recommendation, what children said. Tables are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf import labels
from ingest.readers.pdf.records import Box, Row, Rules, Sheet
from ingest.readers.pdf.tables import Table

#: A box at least so light is paper; one that takes so much of the page is its background.
_PAPER, _BACKGROUND = 250, 0.8
#: Least share of the page's width, and least height in points, of a box around text.
_NARROWEST, _LOWEST = 0.25, 10.0
#: Edges this near are one, in points; the shading of one line may overlap that of the next by more.
_NEAR, _OVERLAP = 1.6, 4.0
#: A page with more boxes than this is a drawing.
_MOST = 400


def panels(sheet: Sheet, tables: Sequence[Table]) -> tuple[Box, ...]:
    """The boxes of a page that have text in them, each once."""
    shaded = [box for box, light in sheet.fills if light < _PAPER and _around_text(box, sheet)]
    if len(shaded) > _MOST:
        return ()
    found = _whole(shaded)
    found += [box for box in (*sheet.frames, *_framed(sheet.rules)) if _around_text(box, sheet)]
    found = [box for box in found if not any(_overlap(box, table.box) > 0.5 for table in tables)]
    found = [box for box in found if any(box.holds((w.x0 + w.x1) / 2, w.base - 0.3 * w.size) for w in sheet.words)]
    kept: list[Box] = []
    for box in sorted(found, key=lambda box: -box.width * box.height):
        if not any(_overlap(box, other) > 0.9 for other in kept):
            kept.append(box)
    return tuple(sorted(kept, key=lambda box: (box.y0, box.x0)))


def panel_of(row: Row, boxes: Sequence[Box]) -> Box | None:
    """The box in which a row stands, a number in the margin beside it left out of account."""
    words = row.words[1:] if len(row.words) > 1 and labels.label(row) else row.words
    y = row.base - 0.3 * row.size
    for box in boxes:
        if box.holds(words[0].x0 + 1, y) and box.holds(words[-1].x1 - 1, y):
            return box
    return None


def _around_text(box: Box, sheet: Sheet) -> bool:
    large = box.width > _BACKGROUND * sheet.width and box.height > _BACKGROUND * sheet.height
    return box.width >= _NARROWEST * sheet.width and box.height >= _LOWEST and not large


def _overlap(box: Box, other: Box) -> float:
    """Share of a box that lies in another."""
    width = min(box.x1, other.x1) - max(box.x0, other.x0)
    height = min(box.y1, other.y1) - max(box.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(1.0, box.width * box.height)


def _whole(shaded: Iterable[Box]) -> list[Box]:
    """Shading that is drawn line by line as one box; where its lines differ in width it lies behind the words only."""
    result: list[Box] = []
    ragged: set[Box] = set()
    for box in sorted(set(shaded), key=lambda box: (box.y0, box.x0)):
        above = next((other for other in reversed(result) if _touches(other, box)), None)
        if above is None:
            result.append(box)
            continue
        joined = Box(above.x0, above.y0, above.x1, box.y1)
        if abs(above.x1 - box.x1) > _NEAR or above in ragged:
            ragged.discard(above)
            ragged.add(joined)
        result[result.index(above)] = joined
    return [box for box in result if box not in ragged]


def _touches(above: Box, box: Box) -> bool:
    return abs(above.x0 - box.x0) <= _NEAR and -_OVERLAP <= box.y0 - above.y1 <= _NEAR


def _framed(rules: Rules) -> list[Box]:
    """Boxes of which the four sides are drawn as lines."""
    flat = sorted({(rule.x0, rule.x1, rule.y0) for rule in rules.horizontal if rule.width > 60})
    tall = rules.vertical
    if len(flat) > _MOST or len(tall) > _MOST:
        return []
    found: list[Box] = []
    for one, other in pairwise(flat):
        box = Box(one[0], one[2], one[1], other[2])
        level = abs(one[0] - other[0]) < 2 * _NEAR and abs(one[1] - other[1]) < 2 * _NEAR
        if level and box.height > _LOWEST and all(_sided(box, x, tall) for x in (box.x0, box.x1)):
            found.append(box)
    return found


def _sided(box: Box, x: float, tall: Sequence[Box]) -> bool:
    along = [rule for rule in tall if abs(rule.x0 - x) < 2 * _NEAR]
    return sum(max(0.0, min(rule.y1, box.y1) - max(rule.y0, box.y0)) for rule in along) > 0.9 * box.height
