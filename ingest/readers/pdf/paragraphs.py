"""Rows to paragraphs: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf import labels
from ingest.readers.pdf.columns import Flow, usual_right
from ingest.readers.pdf.measures import Measures
from ingest.readers.pdf.panels import panel_of
from ingest.readers.pdf.records import Box, Row
from ingest.readers.pdf.rows import glued

_TERMINAL = re.compile(r"[.?!:;][\"'”’)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")

_ASKS = re.compile(
    r"\b(?:paragraphs?|paras?\.?|sections?|see|and|or|to|in|of|at|by|from|recommendations?|findings?|chapters?|tables?|"
    r"figures?|under|rule|article|regulations?|also)$|[,(§-]$",
    re.IGNORECASE,
)


@dataclass
class Paragraph:
    """Rows that belong together.

    Args:
        bullet: it begins with one.
        hang: x at which its further rows begin, if known; `sure` if that was seen and not only guessed.
    """

    rows: list[Row] = field(default_factory=list)
    bullet: bool = False
    hang: float | None = None
    sure: bool = False

    @property
    def first(self) -> Row:
        """Its first row."""
        return self.rows[0]

    @property
    def size(self) -> float:
        """Type size of its longest row."""
        return max(self.rows, key=lambda row: row.x1 - row.x0).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(row.bold for row in self.rows)


def paragraphs(flow: Flow, measures: Measures, series: labels.Series) -> list[Paragraph]:
    """The paragraphs of a flow, in order; `series` is carried from flow to flow."""
    result: list[Paragraph] = []
    for index, row in enumerate(flow.rows):
        current = result[-1] if result else None
        following = flow.rows[index + 1] if index + 1 < len(flow.rows) else None
        if current is None or _starts(row, following, current, flow, measures, series.last):
            current = _opened(row)
            result.append(current)
            series.note(labels.label(row))
        else:
            current.rows.append(row)
            if current.hang is None or len(current.rows) == 2:
                current.hang, current.sure = row.x0, True
    return result


def _opened(row: Row) -> Paragraph:
    """A paragraph that begins with this row; what follows a label or a bullet says where its further rows begin."""
    bullet = labels.is_bullet(row)
    if not (bullet or labels.label(row)) or len(row.words) < 2:
        return Paragraph([row], bullet)
    # After a mere space the further rows may as well begin under the number.
    wide = row.words[1].x0 - row.words[0].x1 > 0.5 * row.size
    return Paragraph([row], bullet, row.words[1].x0, bullet or wide)


def ends(paragraph: Paragraph) -> bool:
    """Whether its last row ends a sentence."""
    return bool(_TERMINAL.search(paragraph.rows[-1].text))


def goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Whether a paragraph at the head of a column is the rest of the one at the foot of the column before."""
    row, before = first.first, last.rows[-1]
    if first.bullet or labels.label(row) or labels.named(row) or abs(row.size - before.size) > 0.5:
        return False
    if first.bold != last.bold and (first.bold or last.bold):
        return False
    return row.text[:1].islower() or not _TERMINAL.search(before.text)


def _starts(
    row: Row, following: Row | None, current: Paragraph, flow: Flow, measures: Measures, last: tuple[int, ...]
) -> bool:
    """Whether a row begins a new paragraph."""
    before = current.rows[-1]
    em = max(row.size, 1.0)
    if flow.panels and panel_of(row, flow.panels) != panel_of(before, flow.panels):
        return not _label_alone(current)
    if abs(row.size - before.size) > 0.08 * max(row.size, before.size):
        return not _label_alone(current)
    pitch = row.base - before.base
    usual = measures.pitch(row.size)
    if pitch > 1.18 * usual + 0.6 or pitch < 0:
        if _label_alone(current) and pitch < 2 * usual:
            return False
        return not (0 < pitch < 1.7 * usual and _runs_on(row, before, current, flow))
    if labels.named(row) and row.text[0].isupper() and _sentence_over(row, before, flow):
        return True
    if labels.is_bullet(row) and _bullet_begins(row, before, flow):
        return True
    if _label_alone(current) and row.x0 > before.x1 - 1:
        return False
    if row.bold != before.bold and _style_breaks(row, before, flow):
        return True
    label = labels.label(row)
    if label and _begins_with_label(row, label, current, flow, last):
        return True
    if _indent_breaks(row, following, current, em):
        return True
    if _heading_goes_on(row, before, flow, measures.body):
        return False
    return _ended_early(row, before, current, flow, em, pitch > 1.06 * usual)


def _heading_goes_on(row: Row, before: Row, flow: Flow, body: float) -> bool:
    """Whether both rows are of one heading in larger type: its lines are broken where it looks well."""
    if row.size <= 1.08 * body or row.bold != before.bold or _TERMINAL.search(before.text):
        return False
    if _centred(row, before) and row.x0 > flow.left + row.size:
        return True
    return _slack(row, before, flow.right) < 0.2 * (flow.right - before.x0)


def _bullet_begins(row: Row, before: Row, flow: Flow) -> bool:
    """Whether a bullet begins an item: a dash at the head of a line may belong to the sentence."""
    if row.words[0].text[0] not in "–—-−─‒*" or row.words[1].x0 - row.words[0].x1 > 0.8 * row.size:
        return True
    return _sentence_over(row, before, flow)


def _sentence_over(row: Row, before: Row, flow: Flow) -> bool:
    """Whether the row before ends a sentence or leaves room for the next word."""
    return bool(_TERMINAL.search(before.text)) or _slack(row, before, flow.right) > 0.05 * (flow.right - flow.left)


def _runs_on(row: Row, before: Row, current: Paragraph, flow: Flow) -> bool:
    """Whether a row goes on in mid-sentence under a full one: lists may be set wider than the text."""
    full = _slack(row, before, flow.right) < 0.1 * (flow.right - flow.left)
    aligned = abs(row.x0 - (current.hang if current.hang is not None else before.x0)) < row.size
    return full and aligned and row.text[:1].islower() and not _TERMINAL.search(before.text)


def _label_alone(current: Paragraph) -> bool:
    """Whether the paragraph so far is a number that stands by itself."""
    return len(current.rows) == 1 and len(current.first.words) == 1 and bool(labels.label(current.first))


def _style_breaks(row: Row, before: Row, flow: Flow) -> bool:
    """Whether a change between bold and plain type is one of paragraph: not within a line that is full."""
    return _slack(row, before, flow.right) > 0.03 * (flow.right - flow.left)


def _slack(row: Row, before: Row, right: float) -> float:
    """Room that would have been left on the row before, had the first word of this one been set there."""
    first = row.words[0]
    word_end = first.x1
    for one, other in pairwise(row.words):
        if not glued(one, other):
            break
        word_end = other.x1
    return right - before.x1 - 0.25 * row.size - (word_end - first.x0)


def _begins_with_label(row: Row, label: str, current: Paragraph, flow: Flow, last: tuple[int, ...]) -> bool:
    """Whether the number at the head of a row labels a paragraph, and is not part of the sentence."""
    em = row.size
    before = current.rows[-1]
    if current.hang is not None and current.sure and row.x0 < current.hang - 0.5 * em:
        return True
    if len(row.words) > 1 and row.words[1].x0 - row.words[0].x1 > 0.75 * em and label:
        return True
    ended = bool(_TERMINAL.search(before.text))
    slack = _slack(row, before, flow.right)
    if ended and slack > 0.01 * (flow.right - flow.left):
        return True
    number = labels.number(label)
    if (
        current.hang is not None
        and abs(row.x0 - current.hang) < 0.5 * em
        and current.first.x0 < current.hang - 0.5 * em
    ):
        return False
    if ended:
        return labels.follows(last, number)
    # The very next number of two parts or more, unless the sentence asks for one: "see paragraph".
    return len(number) > 1 and number == (*last[:-1], last[-1] + 1 if last else 0) and not _ASKS.search(before.text)


def _indent_breaks(row: Row, following: Row | None, current: Paragraph, em: float) -> bool:
    before = current.rows[-1]
    shift = row.x0 - before.x0
    if len(current.rows) == 1:
        if current.hang is not None:
            return row.x0 < current.first.x0 - 0.8 * em or row.x0 > current.hang + 1.2 * em
        if shift < -0.8 * em:
            return shift < -5 * em
        # Further to the right: the hanging rows of a reference list, or the first row of the next paragraph.
        return shift > 0.8 * em and (
            following is None or following.x0 < row.x0 - 0.6 * em or bool(_TERMINAL.search(before.text))
        )
    if abs(shift) <= 0.6 * em:
        return False
    return not _centred(row, before)


def _centred(row: Row, before: Row) -> bool:
    return abs((row.x0 + row.x1) - (before.x0 + before.x1)) < 0.8 * row.size


def _ended_early(row: Row, before: Row, current: Paragraph, flow: Flow, em: float, wide: bool) -> bool:
    """Whether the row before stops short although the next word had room."""
    if _centred(row, before) and row.x0 > flow.left + em:
        return False
    right = _right_edge(before, flow)
    slack = _slack(row, before, right)
    width = right - before.x0
    hanging = (
        current.hang is not None and abs(row.x0 - current.hang) < 0.5 * em and current.hang > current.first.x0 + em
    )
    if slack > max((0.45 if hanging else 0.16) * width, 3 * em):
        return True
    if hanging and not wide:
        return False
    fresh = not row.text[:1].islower()
    return fresh and bool(_TERMINAL.search(before.text)) and slack > (0.01 if wide else 0.04) * width


def _right_edge(before: Row, flow: Flow) -> float:
    """Right edge of the rows around that begin at the same place: a quotation is set narrower than its page.

    Beside a box it is that of the rows beside it.
    """
    for box in flow.boxes:
        if _is_left_of(before, box):
            return max(row.x1 for row in flow.rows if _is_left_of(row, box))
    near = [row for row in flow.rows if abs(row.x0 - before.x0) < 1.0 and abs(row.base - before.base) < 12 * row.size]
    return flow.right if len(near) < 3 else usual_right(near)


def _is_left_of(row: Row, box: Box) -> bool:
    return box.y0 < row.base < box.y1 + 0.5 * row.size and row.x1 < box.x0


def texts(lines: Sequence[Row]) -> list[str]:
    """The text of each row."""
    return [row.text for row in lines]
