"""Letters that the file sets one by one, put together to words: spaced titles ("F I N D I N G S"), slanted stamps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.characters import Run

#: So many letters in a row, nearly all of them alone, are spaced.
_FEWEST, _ALONE = 5, 0.8
#: Widest gap between spaced letters or words, in ems.
_WIDEST = 2.5
#: A gap wider than that between letters, by this factor, parts words.
_WORD = 1.4


def closed_up(runs: Sequence[Run]) -> list[Run]:
    """The words of a page in the file's order, letters that were set apart joined."""
    result: list[Run] = []
    for line in _lines(runs):
        result.extend(_words(line) if _is_spaced(line) else line)
    return result


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Stretches of words that stand beside each other on one baseline in one style."""
    line: list[Run] = []
    for run in runs:
        if line and not _beside(line[-1], run):
            yield line
            line = []
        line.append(run)
    if line:
        yield line


def _beside(one: Run, other: Run) -> bool:
    if one.style.quarter < 0 and other.style.quarter < 0:
        return not other.lead and one.style.size == other.style.size
    if one.style.quarter != 0 or other.style.quarter != 0 or one.style.bold != other.style.bold:
        return False
    level = abs(one.origin[1] - other.origin[1]) < 0.3 * one.style.size
    return level and -0.2 * one.style.size < other.left - one.right < _WIDEST * one.style.size


def _is_spaced(line: Sequence[Run]) -> bool:
    if line[0].style.quarter < 0:
        return len(line) > 1
    letters = [run for run in line if len(run.text) == 1]
    return (
        len(line) >= _FEWEST
        and len(letters) >= _ALONE * len(line)
        and sum(run.text.isalpha() for run in letters) >= _ALONE * len(letters)
    )


def _words(line: Sequence[Run]) -> list[Run]:
    """Letters whose gaps are alike as one word; a wider gap parts two."""
    if line[0].style.quarter < 0:
        return [_one(line)]
    usual = median(other.left - one.right for one, other in pairwise(line))
    words = [line[0]]
    for one, run in pairwise(line):
        if run.left - one.right > _WORD * max(usual, 0.0) + 0.05 * run.style.size:
            words.append(replace(run, lead=run.lead or " "))
            continue
        words[-1] = _one([words[-1], run])
    return words


def _one(runs: Sequence[Run]) -> Run:
    return replace(
        runs[0],
        text="".join(run.text for run in runs),
        left=min(run.left for run in runs),
        bottom=min(run.bottom for run in runs),
        right=max(run.right for run in runs),
        top=max(run.top for run in runs),
    )
