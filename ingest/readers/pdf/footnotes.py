"""Notes at the foot of a page or column: small type or a rule above, a marker at the head of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.columns import Flow
from ingest.readers.pdf.records import Box, Row
from ingest.readers.pdf.rows import is_raised

_SMALL = 0.95
_MARKER = re.compile(r"^(?:\[?(\d{1,3})[\].)]?|([*†‡§¶]{1,3}))$")
_GLUED_MARKER = re.compile(r"^([*†‡§¶]{1,3}|\d{1,3}(?=[A-Z‘“\"'(h]))")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its marker as printed, "" where it goes on from the page before."""

    marker: str
    rows: tuple[Row, ...]


def part_notes(flow: Flow, body_size: float, horizontal: Sequence[Box]) -> tuple[Flow, list[Note]]:
    """The flow without the notes at its foot, and the notes."""
    start = _start(flow.rows, body_size, horizontal)
    if start is None:
        return flow, []
    return replace(flow, rows=flow.rows[:start]), _notes(flow.rows[start:])


def _start(lines: Sequence[Row], body_size: float, horizontal: Sequence[Box]) -> int | None:
    """Index of the first row of the notes."""
    small = len(lines)
    while small and lines[small - 1].size < _SMALL * body_size:
        small -= 1
    ruled = _under_rule(lines, horizontal)
    if ruled is not None and ruled >= small and _marker(lines[ruled]):
        return ruled
    if ruled is not None and ruled == small < len(lines):
        return ruled
    for index in range(small, len(lines)):
        if _marker(lines[index]):
            return index if index == small or _gap(lines, index) else None
    if ruled is not None and ruled < small and _marker(lines[ruled]) and lines[ruled].size <= body_size:
        return None if _under_frame(lines[ruled], lines, horizontal) else ruled
    return None


def _under_frame(first: Row, lines: Sequence[Row], horizontal: Sequence[Box]) -> bool:
    """The rule above a row is the foot of a box or a table: it has its like among the rows above."""
    # The frame of a heading begins above its words.
    top = lines[0].base - 3 * lines[0].size
    above = [rule for rule in horizontal if top <= rule.y0 < first.base]
    last = max(above, key=lambda rule: rule.y0, default=None)
    return last is not None and any(
        abs(rule.x0 - last.x0) < 2 and abs(rule.x1 - last.x1) < 2 and last.y0 - rule.y0 > first.size for rule in above
    )


def _gap(lines: Sequence[Row], index: int) -> bool:
    return index > 0 and lines[index].base - lines[index - 1].base > 1.1 * lines[index].size


def _under_rule(lines: Sequence[Row], horizontal: Sequence[Box]) -> int | None:
    """Index of the first row under the lowest rule that begins at the flow's left edge."""
    if not lines:
        return None
    left = min(row.x0 for row in lines)
    rules = [rule for rule in horizontal if abs(rule.x0 - left) < 12 and rule.width > 30]
    for rule in sorted(rules, key=lambda rule: -rule.y0):
        under = [index for index, row in enumerate(lines) if row.base - 0.5 * row.size > rule.y0]
        if under and under[0] > 0:
            gap = lines[under[0]].base - lines[under[0] - 1].base
            return under[0] if gap > 1.3 * lines[under[0]].size else None
    return None


def _marker(row: Row) -> str:
    """The marker at the head of a note's first row, "" where there is none."""
    first = row.words[0]
    match = _MARKER.match(first.text)
    if match and (len(row.words) > 1 or is_raised(first, row.words)):
        return match[1] or match[2]
    glued = _GLUED_MARKER.match(first.text)
    return glued[1] if glued else ""


def _notes(lines: Sequence[Row]) -> list[Note]:
    notes: list[Note] = []
    left = min(row.x0 for row in lines)
    last = 0
    for row in lines:
        marker = _marker(row)
        if marker and row.x0 < left + 1.5 * row.size and _next(marker, last):
            notes.append(Note(marker, (row,)))
            last = int(marker) if marker.isdigit() else last
        elif notes:
            notes[-1] = Note(notes[-1].marker, (*notes[-1].rows, row))
        else:
            notes.append(Note("", (row,)))
    return notes


def _next(marker: str, last: int) -> bool:
    """Whether a marker can follow: one that is out of order is a number in a note's text."""
    return not marker.isdigit() or not last or last < int(marker) <= last + 3 or marker == "1"
