"""Numbers in the margin that count the lines of a page, each or each fifth, as drafts and transcripts have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.model import Problem
from ingest.readers.pdf.records import Row, Sheet, Word
from ingest.readers.pdf.rows import rows, split

#: So many numbers on a page show that its lines are counted; a page of a file that is counted needs fewer.
_FEWEST = 5
#: Where only each fifth line has a number, fewer do, if they stand evenly.
_FEWEST_FIFTHS, _FIFTH = 3, 5
#: Share of the distances between numbers that are alike, and how much they may differ, in points.
_EVEN, _UNEVEN = 0.6, 1.5
#: Share of the lines beside the numbers that begin in mid-sentence, or have no text: items of a list do neither.
_MIDST = 0.15
#: Least share of the lines of the page that have a number, where each has one.
_COVERED = 0.6
#: How far the numbers of one column stand from each other's edge, in points.
_STRAIGHT = 4.0
_STEPS = (1, 5, 10, 2, 4)
_HIGHEST = 100_000


@dataclass(frozen=True, slots=True)
class _Column:
    """Numbers one below the other: `right` is where they end, as they are set flush right, or nearly so."""

    numbers: tuple[Word, ...]
    left: float
    right: float
    step: int


def without_line_numbers(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Problem]]:
    """The pages without the numbers of their lines, and what a person should know of it."""
    found = [_column(sheet, _FEWEST, strict=True) if _promising(sheet) else None for sheet in sheets]
    sure = [column for column in found if column is not None]
    if not sure:
        return list(sheets), []
    step = Counter(column.step for column in sure).most_common(1)[0][0]
    result: list[Sheet] = []
    counted = 0
    for sheet, column in zip(sheets, found, strict=True):
        column = column or _like(sheet, sure, step)
        counted += column is not None
        result.append(_without(sheet, column.numbers) if column else sheet)
    pages = "1 page" if counted == 1 else f"{counted} pages"
    return result, [Problem("line-numbers", f"The lines of {pages} are numbered in the margin; left out.")]


def _promising(sheet: Sheet) -> bool:
    """Whether the page has bare numbers one below the other at all, which few pages have."""
    numbers = [word for word in sheet.words if word.text.isdecimal()]
    return len(numbers) >= _FEWEST_FIFTHS and len(_straight(numbers)) >= _FEWEST_FIFTHS


def _without(sheet: Sheet, numbers: Sequence[Word]) -> Sheet:
    gone = set(numbers)
    kept = tuple(word for word in sheet.words if word not in gone)
    plain = "".join(word.lead + word.text for word in sorted((*kept, *sheet.turned, *sheet.skewed), key=_place))
    return replace(sheet, words=kept, plain=plain)


def _place(word: Word) -> int:
    return word.order


def _column(sheet: Sheet, fewest: int, *, strict: bool) -> _Column | None:
    """The numbers of the lines, left or right of all text."""
    lines = rows(sheet.words)
    for edge in (0, -1):
        numbers = [part.words[0] for row in lines if (part := _outermost(row, edge)) is not None]
        column = _counting(_straight(numbers), lines, edge, fewest, strict=strict)
        if column is not None:
            return column
    return None


def _outermost(row: Row, edge: int) -> Row | None:
    """The first or last part of a row where it is a bare number."""
    part = split(row, 0.5)[edge]
    return part if len(part.words) == 1 and part.text.isdecimal() and int(part.text) < _HIGHEST else None


def _straight(numbers: Sequence[Word]) -> list[Word]:
    """Those that stand in one column, flush on either side."""
    best: list[Word] = []
    for side in ("x0", "x1"):
        for at in {round(getattr(word, side)) for word in numbers}:
            flush = [word for word in numbers if abs(getattr(word, side) - at) <= _STRAIGHT / 2]
            best = max(best, flush, key=len)
    return best


def _counting(numbers: list[Word], lines: Sequence[Row], edge: int, fewest: int, *, strict: bool) -> _Column | None:
    """Whether the numbers count the lines: one step, one distance, all other text on one side."""
    numbers = _series(numbers)
    enough = min(fewest, _FEWEST_FIFTHS) if _step(numbers) >= _FIFTH else fewest
    if len(numbers) < enough:
        return None
    left, right = min(word.x0 for word in numbers), max(word.x1 for word in numbers)
    own = set(numbers)
    others = [word for row in lines for word in row.words if word not in own]
    span = [word for word in others if numbers[0].base - 2 < word.base < numbers[-1].base + 2]
    if any(word.x0 < right - 1 if edge == 0 else word.x1 > left + 1 for word in span):
        return None
    if strict and not (_evenly(numbers) and _counts_lines(numbers, lines)):
        return None
    return _Column(tuple(numbers), left, right, _step(numbers))


def _step(numbers: Sequence[Word]) -> int:
    steps = Counter(int(other.text) - int(one.text) for one, other in pairwise(numbers))
    return steps.most_common(1)[0][0] if steps else 1


def _series(numbers: list[Word]) -> list[Word]:
    """The longest run of numbers that go up by one step; a number of a heading or page may stand before or behind."""
    best: list[Word] = []
    for step in _STEPS:
        run: list[Word] = []
        for word in numbers:
            if run and int(word.text) != int(run[-1].text) + step:
                run = []
            if not run and step > 1 and int(word.text) % step:
                continue
            run.append(word)
            if len(run) > len(best):
                best = list(run)
    return best


def _evenly(numbers: Sequence[Word]) -> bool:
    apart = [other.base - one.base for one, other in pairwise(numbers)]
    usual = median(apart)
    return sum(abs(distance - usual) <= _UNEVEN for distance in apart) >= _EVEN * len(apart)


def _counts_lines(numbers: Sequence[Word], lines: Sequence[Row]) -> bool:
    """Whether what stands beside the numbers are lines of a text: begun in mid-sentence, or empty."""
    own = set(numbers)
    first = {number: _first_beside(number, lines, own) for number in numbers}
    midst = sum(text == "" or text[0].islower() for text in first.values())
    enough = midst >= max(1, _MIDST * len(numbers))
    if _step(numbers) == 1:
        worded = sum(any(word not in own for word in row.words) for row in lines)
        return enough and any(first.values()) and len(numbers) >= _COVERED * worded
    # Each fifth line has a number: between two of them stand as many lines, less those left blank.
    between = [sum(one.base + 2 < row.base < other.base - 2 for row in lines) for one, other in pairwise(numbers)]
    return 1 <= median(between) <= _step(numbers)


def _first_beside(number: Word, lines: Sequence[Row], own: set[Word]) -> str:
    for row in lines:
        if abs(row.base - number.base) < 0.6 * max(number.size, row.size):
            for word in row.words:
                if word not in own:
                    return word.text
    return ""


def _like(sheet: Sheet, sure: Sequence[_Column], step: int) -> _Column | None:
    """On a page with few lines: numbers in the column in which other pages have theirs, by the same step."""
    column = _column(sheet, 1, strict=False)
    if column is None or (len(column.numbers) > 1 and column.step != step):
        return None
    near = any(
        abs(column.right - other.right) <= _STRAIGHT or abs(column.left - other.left) <= _STRAIGHT for other in sure
    )
    size = {word.size for other in sure for word in other.numbers}
    return column if near and all(word.size in size for word in column.numbers) else None
