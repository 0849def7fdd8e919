"""Marks that are drawn and not set: the bullets of lists, which browsers print so, and boxes to be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.records import Box, Word

TICKED, UNTICKED = "☒", "☐"
#: A page with more dots than this is a chart or a pattern.
_MOST = 400
#: Farthest that a bullet stands from its text, and nearest that other text stands before it; in ems.
_REACH, _CLEAR = 2.2, 3.0


def drawn_bullets(words: Sequence[Word], dots: Sequence[Box]) -> tuple[Word, ...]:
    """A "•" for each dot that stands before the first word of a line."""
    if not dots or len(dots) > _MOST:
        return ()
    found: list[Word] = []
    for dot in dots:
        beside = [word for word in words if _level(dot, word)]
        after = min((word for word in beside if word.x0 >= dot.x1), key=lambda word: word.x0, default=None)
        if after is None or after.x0 - dot.x1 > _REACH * after.size:
            continue
        if any(word.x0 < dot.x1 and word.x1 > dot.x0 - _CLEAR * word.size for word in beside):
            continue
        found.append(
            Word("•", dot.x0, dot.x1, after.top, after.bottom, after.base, after.size, order=after.order, lead="\n")
        )
    return tuple(found)


def drawn_boxes(words: Sequence[Word], ticks: Sequence[tuple[Box, bool]]) -> tuple[Word, ...]:
    """A "☒" or "☐" for each box beside the words that it is an option of."""
    found: list[Word] = []
    for box, ticked in ticks[:_MOST]:
        beside = [word for word in words if _in_line(box, word)]
        gaps = [(max(word.x0 - box.x1, box.x0 - word.x1), word) for word in beside]
        gap, near = min(gaps, key=lambda pair: pair[0], default=(0.0, None))
        if near is None or gap > _REACH * near.size:
            continue
        sign = TICKED if ticked else UNTICKED
        found.append(
            Word(sign, box.x0, box.x1, near.top, near.bottom, near.base, near.size, order=near.order, lead="\n")
        )
    return tuple(found)


def _in_line(box: Box, word: Word) -> bool:
    """Whether the middle of the box lies at the height of the word."""
    return -0.15 < (word.base - (box.y0 + box.y1) / 2) / word.size < 0.9 and box.height < 2 * word.size


def _level(dot: Box, word: Word) -> bool:
    """Whether the middle of the dot lies at the height of the word's small letters."""
    rise = (word.base - (dot.y0 + dot.y1) / 2) / word.size
    return 0.05 < rise < 0.65 and dot.height < 0.7 * word.size
