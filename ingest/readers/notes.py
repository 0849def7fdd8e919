"""Footnotes in text whose extraction lost the superscripts: numbered lines at the foot of a page.

They are put back into the form that the text reader knows, `<sup>4</sup> Ibid.`, and so are their markers in
the page above ("accurate.4"). A line is a note only if its number goes on from the last note (or begins
again at 1) and the marker stands glued to a word above it on the same page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import groupby

from ingest.readers.lines import Line

_NUMBERED = re.compile(r"\s*(\d{1,3})\s+(?=\S)")
#: The more notes were missed since the last one that was found, the more markers must be seen.
_SKIPPED = ((1, 1), (8, 2), (60, 3))
#: Notes fill no more than this share of a page's lines.
_FOOT = 0.7


def mark_page_notes(lines: list[Line]) -> list[Line]:
    """The lines with the footnotes of each page, and their markers, marked as superscripts."""
    marked: list[Line] = []
    last = 0
    for page, group in groupby(lines, key=lambda line: line.page):
        on_page = list(group)
        start = _first_note(on_page, last) if page is not None else len(on_page)
        body, foot = on_page[:start], on_page[start:]
        numbers: list[int] = []
        for at, line in enumerate(foot):
            match = _NUMBERED.match(line.text)
            if match and int(match[1]) == (numbers[-1] + 1 if numbers else int(match[1])):
                numbers.append(int(match[1]))
                foot[at] = replace(line, text=f"<sup>{match[1]}</sup> {line.text[match.end() :]}")
        marked += [_with_markers(line, numbers) for line in body] + foot
        last = numbers[-1] if numbers else last
    return marked


def _first_note(lines: list[Line], last: int) -> int:
    """Where the notes of a page begin, its number of lines if it has none."""
    for at in range(int(len(lines) * (1 - _FOOT)), len(lines)):
        match = _NUMBERED.match(lines[at].text)
        if not match or not (int(match[1]) == 1 or last < int(match[1]) <= last + _SKIPPED[-1][0]):
            continue
        numbers = _numbers(lines[at:])
        marked = sum(any(_glued(number).search(line.text) for line in lines[:at]) for number in numbers[:6])
        needed = 1 if int(match[1]) == 1 else next(need for gap, need in _SKIPPED if int(match[1]) <= last + gap)
        if marked >= needed:
            return at
    return len(lines)


def _numbers(lines: list[Line]) -> list[str]:
    """Numbers at the heads of the lines that count up by one."""
    found: list[str] = []
    for line in lines:
        match = _NUMBERED.match(line.text)
        if match and (not found or int(match[1]) == int(found[-1]) + 1):
            found.append(match[1])
    return found


@cache
def _glued(number: str) -> re.Pattern[str]:
    """A marker set against the end of a word or sentence: "reliable.7", "scheme”12", "in 2010.5", not "B1" or "s47"."""
    return re.compile(
        rf"(?:(?<=[a-z]{{3}})|(?<=[a-z][.,;:)”’\"'])|(?<=[a-z][.,][”’\"'])|(?<=(?:19|20)\d\d[.,])){number}(?![\w%£]|\.\d)"
    )


def _with_markers(line: Line, numbers: list[int]) -> Line:
    text = line.text
    for number in numbers:
        text = _glued(str(number)).sub(f"<sup>{number}</sup>", text)
    return replace(line, text=text) if text != line.text else line
