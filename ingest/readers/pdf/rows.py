"""Words to rows: what stands on one baseline, with superscripts; and the text of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.readers.pdf.records import Row, Word
from ingest.source import REDACTED

#: Gap in ems under which two words that the file sets apart belong together ("20" + "th").
_GLUE = 0.12
#: How far a smaller word may stand above or under a baseline, in ems of the row, to belong to it.
_RISE, _DROP = 0.65, 0.3
#: Largest size of a superscript, in ems of its row: typesetters use 0.58 to 0.83.
_SMALLER = 0.85
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A paragraph number: set apart from its text by a place on the page, not by a space.
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,3})+\.?$|^\d{1,3}\.$")
_ORDINALS = ("st", "nd", "rd", "th")


def rows(words: Iterable[Word]) -> list[Row]:
    """Words grouped by baseline, top to bottom; smaller raised words join the row that they stand in."""
    ordered = sorted(words, key=lambda word: (word.base, word.x0))
    groups: list[_Group] = []
    last: _Group | None = None
    for word in ordered:
        # A word without a place in the file holds that of a table: it stands alone.
        if (
            last is not None
            and word.order >= 0
            and last.words[0].order >= 0
            and word.base - last.first <= 0.2 * min(word.size, last.words[0].size)
        ):
            last.add(word)
        else:
            last = _Group(word)
            groups.append(last)
    return [Row(tuple(sorted(group.words, key=lambda word: word.x0))) for group in _join_raised(groups)]


class _Group:
    """Words on one baseline: that of the first, the largest size, the baseline of that."""

    __slots__ = ("base", "first", "size", "words")

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.first = self.base = word.base
        self.size = word.size

    def add(self, word: Word) -> None:
        self.words.append(word)
        if word.size > self.size:
            self.size, self.base = word.size, word.base


def _join_raised(groups: list[_Group]) -> list[_Group]:
    """Give each group of small words to the neighbouring group that it is raised from."""
    result: list[_Group] = []
    for index, group in enumerate(groups):
        below = next((other for other in groups[index + 1 : index + 4] if _raised(group, other)), None)
        if below is not None:
            below.words.extend(group.words)
        elif result and _raised(group, result[-1]):
            result[-1].words.extend(group.words)
        else:
            result.append(group)
    return result


def _raised(small: _Group, big: _Group) -> bool:
    if small.size > _SMALLER * big.size or not -_RISE * big.size <= small.first - big.base <= _DROP * big.size:
        return False
    return all(_beside(word, big.words, 0.6 * big.size) for word in small.words)


def _beside(word: Word, others: Sequence[Word], gap: float) -> bool:
    """Whether it stands next to one of the others without covering one."""
    middle = (word.x0 + word.x1) / 2
    if any(other.x0 < middle < other.x1 for other in others):
        return False
    # The marker at the head of a note stands further from its text than one within a line.
    if 0 <= min(other.x0 for other in others) - word.x1 <= 4 * gap and not word.text.isalpha():
        return True
    return any(-gap <= word.x0 - other.x1 <= gap or -gap <= other.x0 - word.x1 <= gap for other in others)


def is_raised(word: Word, row: Sequence[Word]) -> bool:
    """Whether a word is set as a superscript in its row."""
    big = max(row, key=lambda other: other.size)
    return word.size <= _SMALLER * big.size and big.base - word.base > 0.12 * big.size


def glued(left: Word, right: Word) -> bool:
    """Whether no space is shown between two neighbours in a row."""
    if REDACTED in (left.text, right.text):
        return right.text[0] in ".,;:!?)’”" and right.x0 - left.x1 < right.size
    if right.order == left.order + 1 and right.lead and not right.lead.strip(" "):
        return False
    return right.x0 - left.x1 < _GLUE * max(left.size, right.size)


def row_text(words: Sequence[Word]) -> str:
    """Text of neighbours in a row; note markers become superscript digits, ordinals join their number."""
    parts: list[str] = []
    for index, word in enumerate(words):
        text = word.text
        raised = is_raised(word, words)
        if raised and text.lower() not in _ORDINALS:
            text = text.translate(_SUPERSCRIPT)
        before = words[index - 1] if index else None
        ordinal = raised and text.lower() in _ORDINALS and before is not None and before.text[-1:].isdigit()
        labelled = index == 1 and _NUMBERED.match(words[0].text) and text[:1].isalpha()
        if before is not None and not ordinal and (labelled or not glued(before, word)):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def split(row: Row, ems: float) -> list[Row]:
    """Parts of a row that stand further apart than `ems`."""
    parts: list[list[Word]] = [[row.words[0]]]
    for left, right in pairwise(row.words):
        if right.x0 - left.x1 > ems * row.size:
            parts.append([])
        parts[-1].append(right)
    return [Row(tuple(part)) for part in parts]
