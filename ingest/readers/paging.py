"""Pages of a text: form feeds or page numbers part them; running headers and footers at their edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.readers.lines import Line
from ingest.source import Page

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—|\[]\s*)?(?:p(?:age|g?\.)?\s*)?(?P<number>\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|\]])?\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*\d{1,3}(?:(?:\.\d{1,3})+\.?|[.)])\s")
_RECURS = 3
_EDGE = 3
#: A page of text has more words than this; fewer stand between the numbers of paragraphs.
_PAGE_WORDS = 100
_TITLE_WORDS = 12


def number_pages(lines: list[Line], pages: tuple[Page, ...]) -> tuple[list[Line], tuple[Page, ...]]:
    """Lines with their pages where no form feed parts these, but lone numbers count them, at the foot or the head."""
    found = [] if pages else _counting(lines)
    if not found or _words_between(lines, [at for at, _ in found]) < _PAGE_WORDS:
        return lines, pages
    places = [at for at, _ in found]
    sizes = [_size(lines[a:b]) for a, b in pairwise([0, *places, len(lines)])]
    usual = median(sizes[1:-1])
    heads = sizes[0] < 0.5 * usual and sizes[-1] > _TITLE_WORDS
    if heads and sizes[0] <= _TITLE_WORDS:
        places = places[1:]  # a line above the first number stands on the page that it numbers
    turns = {at if heads else at + 1 for at in places}
    page, paged = 1, []
    for at, line in enumerate(lines):
        page += at in turns
        paged.append(replace(line, page=page, page_break=line.page_break or at in turns))
    return paged, tuple(Page(number) for number in range(1, page + 1))


def furniture_lines(lines: list[Line], pages: tuple[Page, ...]) -> tuple[tuple[Page, ...], frozenset[int]]:
    """Numbers of the lines that are page numbers or running headers, and the pages with their printed numbers."""
    if not pages:
        return pages, frozenset(_lone_page_numbers(lines))
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page or 1].append(line)
    furniture: set[int] = set()
    printed: dict[int, str] = {}
    running = _running(by_page)
    for page, on_page in by_page.items():
        for line in _edges(on_page):
            if _shape(line.text) in running:
                furniture.add(line.number)
                number = _printed(line.text)
                if number:
                    printed.setdefault(page, number)
    if len(printed) > 2 and len(set(printed.values())) <= len(printed) // 2:
        printed = {}  # a number in the title, the same on every page
    return tuple(replace(page, printed=printed.get(page.number, "")) for page in pages), frozenset(furniture)


def _edges(lines: list[Line]) -> list[Line]:
    edges = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    return [line for line in edges if not (line.text.startswith("<sup>") or _NUMBERED.match(line.text))]


def _shape(text: str) -> str:
    """A line with its digits and roman page numbers levelled, so that headers of all pages are alike."""
    match = _PAGE_NUMBER.fullmatch(text)
    if match:
        return "#" if match["number"].isdigit() else "@"
    return re.sub(r"\d+", "#", " ".join(text.lower().split()))


def _running(by_page: dict[int, list[Line]]) -> set[str]:
    """Shapes of running lines: the same words at the edge of three pages, or with a number that counts the pages."""
    pages: dict[str, set[int]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    offsets: dict[str, Counter[int]] = defaultdict(Counter)
    for page, lines in by_page.items():
        for line in _edges(lines):
            shape = _shape(line.text)
            pages[shape].add(page)
            texts[shape].add(line.text.strip())
            offsets[shape].update({int(number) - page for number in re.findall(r"\d{1,5}", line.text)})
    running = set()
    for shape, on in pages.items():
        if shape == "@":
            recurs = len(on) >= 2
        elif "#" in shape and len(texts[shape]) > 1:
            recurs = len(on) >= 2 and offsets[shape].most_common(1)[0][1] >= max(2, 0.5 * len(on))
        else:
            recurs = len(on) >= _RECURS
        if recurs and (shape in "#@" or (len(shape) < 200 and re.match(r"\W*[a-z#]", shape))):
            running.add(shape)
    return running


def _printed(text: str) -> str:
    match = _PAGE_NUMBER.fullmatch(text)
    if match:
        return match["number"]
    found = re.search(r"\bpage\s+(\d{1,4}|[ivxl]{1,7})\b", text, re.IGNORECASE) or re.search(
        r"(?:^|[|\s])(\d{1,3})\s*$", text
    )
    return found[1] if found else ""


def _counting(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Place and value of lone numbers between blank lines that count up by one: the longest such series."""
    best: list[tuple[int, int]] = []
    chain: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.text)
        apart = line.blank_before and (at + 1 == len(lines) or lines[at + 1].blank_before)
        if not (match and match["number"].isdigit() and apart):
            continue
        value = int(match["number"])
        if chain and value == chain[-1][1] + 1:
            chain.append((at, value))
        elif not chain or value != chain[-1][1]:
            best = max(best, chain, key=len)
            chain = [(at, value)]
    best = max(best, chain, key=len)
    return best if len(best) >= _RECURS else []


def _size(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _words_between(lines: Sequence[Line], places: Sequence[int]) -> float:
    return median(_size(lines[a + 1 : b]) for a, b in pairwise(places))


def _lone_page_numbers(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that are lone page numbers in a text too short to tell its pages by them."""
    places = [at for at, _ in _counting(lines)]
    return [] if _head_paragraphs(lines, places) else [lines[at].number for at in places]


def _head_paragraphs(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether the numbers hang above the paragraphs that they label: each between whole sentences."""
    between = [at for at in places if 0 < at < len(lines) - 1]
    over = [
        lines[at - 1].text.rstrip("”’\"')").endswith((".", "?", ":")) or len(lines[at - 1].text) < 60 for at in between
    ]
    fresh = [lines[at + 1].text.lstrip("“‘\"'")[:1].isupper() for at in between]
    return bool(between) and all(over) and all(fresh)
