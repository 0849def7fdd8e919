"""Quotations and boxes beside the text, in larger or smaller type: read by themselves, not across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.pdf.records import Box, Row, Word
from ingest.readers.pdf.rows import rows, split

#: Difference in type size from the body, as a share of it, that tells a box beside the text from the text.
_OTHER_SIZE = 0.08
#: Lines of one box are no further apart than this; least gap between box and text; in ems.
_PITCH, _GAP = 2.0, 1.0
_FEWEST_LINES, _FEWEST_WORDS, _MOST_LINES = 2, 6, 16
#: A box is narrower than the text beside it, by this factor.
_NARROWER = 0.8


def part_asides(words: Sequence[Word], body_size: float) -> tuple[list[Word], list[list[Row]]]:
    """The words of the running text, and the boxes beside it, each as its rows."""
    strange = [word for word in words if word.order >= 0 and abs(word.size - body_size) > _OTHER_SIZE * body_size]
    if not strange:
        return list(words), []
    lines = rows(word for word in words if word.order >= 0)
    found = [box for box in _clusters(rows(strange)) if _is_aside(box, lines, body_size)]
    taken = {word for box in found for row in box for word in row.words}
    return [word for word in words if word not in taken], found


def frame(box: Sequence[Row]) -> Box:
    """What the rows of a box take up of the page."""
    return Box(min(row.x0 for row in box), box[0].base - box[0].size, max(row.x1 for row in box), box[-1].base)


def _clusters(lines: Sequence[Row]) -> list[list[Row]]:
    """Lines that stand one under the other."""
    clusters: list[list[Row]] = []
    for line in (part for row in lines for part in split(row, _PITCH)):
        for cluster in clusters:
            last = cluster[-1]
            near = 0 < line.base - last.base < _PITCH * last.size and abs(line.size - last.size) < 0.5
            if near and line.x0 < last.x1 and last.x0 < line.x1:
                cluster.append(line)
                break
        else:
            clusters.append([line])
    return clusters


def _is_aside(box: Sequence[Row], lines: Sequence[Row], body_size: float) -> bool:
    """Whether text stands beside the box and none above or below it, but what runs over its whole width."""
    count = sum(any(map(str.isalpha, word.text)) for row in box for word in row.words)
    if not _FEWEST_LINES <= len(box) <= _MOST_LINES or count < _FEWEST_WORDS:
        return False
    own = {word for row in box for word in row.words}
    around = frame(box)
    others = [Row(kept) for row in lines if (kept := tuple(word for word in row.words if word not in own))]
    level = [row for row in others if around.y0 < row.base < around.y1 + 0.5 * row.size]
    gap = _GAP * body_size
    right = [row for row in level if row.x0 > around.x1 + gap]
    left = [row for row in level if row.x1 < around.x0 - gap]
    beside = right or left
    if len(level) < _FEWEST_LINES or len(beside) < len(level):
        return False
    width = max(row.x1 for row in beside) - min(row.x0 for row in beside)
    if around.width > _NARROWER * width:
        return False
    edge = (around.x1, min(row.x0 for row in right)) if right else (max(row.x1 for row in left), around.x0)
    return not any(_in_column(row, around, edge) for row in others if row not in level)


def _in_column(row: Row, around: Box, edge: tuple[float, float]) -> bool:
    """Whether a row has words in the box's column that do not run on into the text's: the page has columns."""
    inside = [word for word in row.words if word.x0 < around.x1 and word.x1 > around.x0]
    if not inside:
        return False
    beyond = [word for word in row.words if word not in inside]
    parted = any(
        other.x0 - one.x1 > row.size and one.x1 <= edge[1] and other.x0 >= edge[0] for one, other in pairwise(row.words)
    )
    return not beyond or parted
