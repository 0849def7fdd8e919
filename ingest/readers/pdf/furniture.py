"""Running headers, footers, page numbers: what recurs at the same place on page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.pdf.records import Row, Sheet, Word
from ingest.readers.pdf.rows import rows, split
from ingest.readers.pdf.tables import Table

#: Share of the page's height, above and below, in which furniture is looked for.
_ZONE = 0.16
_FEWEST_PAGES = 3
#: Of a running header that changes: largest size in ems of the body, least distance to the text, most words.
_SMALL, _APART, _MOST_TITLE_WORDS = 0.95, 1.7, 14
_ROMAN = r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = rf"\d{{1,4}}|{_ROMAN}"
_DASH = r"[-–—|•\s]*+"
#: "12", "- 12 -", "Page 12", "Page 12 of 80", "12 | Page", "12/80".
_ALONE = re.compile(
    rf"^{_DASH}(?:page|p\.?|pg\.?)?\s*(?P<number>{_NUMBER}){_DASH}(?:(?:of|/)\s*\d{{1,4}}){{0,1}}{_DASH}(?:page|p\s?a\s?g\s?e)?{_DASH}$",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\bpage\s+(?P<number>{_NUMBER})\b(?:\s+of\s+\d{{1,4}}\b)?|(?<![\d/])(?P<lone>\d{{1,4}})(?:\s+of\s+|\s?/\s?)\d{{1,4}}$",
    re.I,
)
_EDGE = re.compile(rf"^(?P<first>{_NUMBER})\b\s|\s(?P<last>{_NUMBER})$", re.IGNORECASE)
_ANY_NUMBER = re.compile(rf"\d+|\b{_ROMAN}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Of one page: the rows that are furniture, in order, the words in them, and the printed page number."""

    rows: tuple[Row, ...] = ()
    words: frozenset[Word] = frozenset()
    printed: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row near the top or bottom edge.

    `place`: which edge and how far from it; `shape`: its text without numbers; `rank`: how many rows from the edge;
    `gap`: to the next row inward, in points.
    """

    page: int
    row: Row
    place: tuple[str, int]
    shape: str
    rank: int
    gap: float = 0.0


def find_furniture(
    sheets: Sequence[Sheet], pages: Sequence[Sequence[Row]], body_size: float, tables: Sequence[Sequence[Table]]
) -> list[Furniture]:
    """Furniture of each page, by what recurs over all of them; `pages` are the lines of each."""
    candidates = [
        candidate
        for sheet, lines, ruled in zip(sheets, pages, tables, strict=True)
        for candidate in _candidates(sheet, lines, ruled)
    ]
    recurring = _recurring(candidates, len(sheets), body_size)
    recurring |= _running_titles([c for c in candidates if id(c) not in recurring], len(sheets), body_size)
    numbered = _numbered(candidates, recurring, sheets)
    by_page: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if id(candidate) in recurring or id(candidate) in numbered:
            by_page[candidate.page].append(candidate)
    return [_furniture(by_page[sheet.number], numbered) for sheet in sheets]


def _furniture(found: Sequence[_Candidate], numbered: dict[int, str]) -> Furniture:
    lines = tuple(candidate.row for candidate in found)
    numbers = [candidate for candidate in found if numbered.get(id(candidate))]
    # A number that stands alone is the page's before one within a footer, which may be that of a date.
    numbers.sort(key=lambda candidate: not _ALONE.match(candidate.row.text.strip()))
    printed = next((numbered[id(candidate)] for candidate in numbers), "")
    return Furniture(lines, frozenset(word for row in lines for word in row.words), printed)


def _candidates(sheet: Sheet, lines: Sequence[Row], tables: Sequence[Table]) -> list[_Candidate]:
    """Rows, split at wide gaps, in the upper and lower zone of a page; `rank` counts rows from the edge."""
    found: list[_Candidate] = []
    inside = {word for table in tables if not _in_zone(table, sheet) for word in table.words}
    lines = rows([word for word in sheet.words if word not in inside]) if inside else lines
    for edge, ordered in (("top", lines), ("bottom", lines[::-1])):
        for rank, row in enumerate(ordered[:6]):
            depth = row.base if edge == "top" else sheet.height - row.base
            if depth > _ZONE * sheet.height:
                break
            gap = abs(ordered[rank + 1].base - row.base) if rank + 1 < len(ordered) else 0.0
            for part in split(row, 2.0):
                shape = _ANY_NUMBER.sub("#", part.text.lower()).strip()
                found.append(_Candidate(sheet.number, part, (edge, round(depth / 4)), shape, rank, gap))
    return found


def _in_zone(table: Table, sheet: Sheet) -> bool:
    """Whether a table lies in the head or foot of the page: a letterhead is set as one."""
    return table.box.y1 < _ZONE * sheet.height or table.box.y0 > (1 - _ZONE) * sheet.height


def _near(place: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    edge, depth = place
    return tuple((edge, depth + step) for step in (-1, 0, 1))


def _recurring(candidates: Sequence[_Candidate], pages: int, body_size: float) -> set[int]:
    """Candidates whose words stand at the same place on enough pages, unless body text begins there elsewhere."""
    if pages < _FEWEST_PAGES:
        return set()
    on: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    shapes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for candidate in candidates:
        on[(candidate.shape, *candidate.place)].add(candidate.page)
        shapes[candidate.place][candidate.shape] += 1
    frame = _body_edges(candidates, on)
    found: set[int] = set()
    for candidate in candidates:
        places = _near(candidate.place)
        together = set().union(*(on.get((candidate.shape, *place), set()) for place in places))
        big = candidate.row.size > 1.4 * body_size and candidate.row.size > 14
        edge, depth = candidate.place
        if len(together) >= _FEWEST_PAGES and not big and depth <= frame[edge] and _worded(candidate):
            found.add(id(candidate))
    return found


def _running_titles(candidates: Sequence[_Candidate], pages: int, body_size: float) -> set[int]:
    """Headers that change from chapter to chapter: small, first on most pages, always at the same place, set apart."""
    first = [
        candidate
        for candidate in candidates
        if candidate.place[0] == "top"
        and candidate.rank == 0
        and candidate.row.size <= _SMALL * body_size
        and candidate.gap > _APART * body_size
        and len(candidate.row.words) <= _MOST_TITLE_WORDS
        and _worded(candidate)
    ]
    on: dict[tuple[str, int], set[int]] = defaultdict(set)
    for candidate in first:
        on[candidate.place].add(candidate.page)
    needed = max(_FEWEST_PAGES + 1, 0.5 * pages)
    return {
        id(candidate)
        for candidate in first
        if len(set().union(*(on.get(place, set()) for place in _near(candidate.place)))) >= needed
    }


def _worded(candidate: _Candidate) -> bool:
    """Numbers alone are judged by `_numbered`."""
    return bool(re.search(r"[^\W_]", candidate.shape.replace("#", "")))


def _body_edges(candidates: Sequence[_Candidate], on: dict[tuple[str, str, int], set[int]]) -> dict[str, int]:
    """How deep furniture may reach at each edge: to where most pages begin or end with words of their own."""
    own: dict[str, Counter[int]] = {"top": Counter(), "bottom": Counter()}
    first: dict[tuple[str, int], int] = {}
    for candidate in candidates:
        edge, depth = candidate.place
        together = set().union(*(on.get((candidate.shape, *place), set()) for place in _near(candidate.place)))
        if len(together) < _FEWEST_PAGES and _worded(candidate):
            key = (edge, candidate.page)
            first[key] = min(first.get(key, depth), depth)
    for (edge, _), depth in first.items():
        own[edge][depth] += 1
    edges: dict[str, int] = {}
    for edge, counts in own.items():
        total, running = sum(counts.values()), 0
        edges[edge] = 10_000
        for depth in sorted(counts):
            running += counts[depth]
            if running > 0.3 * total:
                edges[edge] = depth - 1
                break
    return edges


def _numbered(candidates: Sequence[_Candidate], recurring: set[int], sheets: Sequence[Sheet]) -> dict[int, str]:
    """Candidates that are or hold a page number, with the number as printed."""
    alone: dict[int, str] = {}
    within: dict[int, str] = {}
    for candidate in candidates:
        text = candidate.row.text.strip()
        match = _ALONE.match(text)
        if match:
            alone[id(candidate)] = match["number"]
            continue
        spelled = _SPELLED.search(text)
        if spelled and (id(candidate) in recurring or len(text) < 120):
            within[id(candidate)] = spelled["number"] or spelled["lone"]
        elif id(candidate) in recurring and (edge := _EDGE.search(text)):
            within[id(candidate)] = edge["first"] or edge["last"]
    places = _number_places(candidates, {**within, **alone}, len(sheets))
    wandering = _wandering([c for c in candidates if id(c) in alone and c.rank == 0], alone, len(sheets))
    return {
        id(candidate): number
        for candidate in candidates
        if (number := alone.get(id(candidate)) or within.get(id(candidate)))
        and (
            any(place in places for place in _near(candidate.place))
            or id(candidate) in wandering
            or _says_page(candidate)
        )
    }


def _wandering(candidates: Sequence[_Candidate], numbers: dict[int, str], pages: int) -> set[int]:
    """Lone numbers at the very edge that count the pages, though not at one place, as sideways pages have them."""
    ahead: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        ahead[value(numbers[id(candidate)]) - candidate.page].append(candidate)
    best = max(ahead.values(), key=len, default=[])
    on = {candidate.page for candidate in best}
    return {id(candidate) for candidate in best} if len(on) >= max(_FEWEST_PAGES, 0.7 * pages) else set()


def _says_page(candidate: _Candidate) -> bool:
    return bool(re.match(r"^\W*page\s+#\s+of\s+#\W*$", candidate.shape))


def value(number: str) -> int:
    """A printed page number as an integer, roman or arabic; 0 if neither."""
    if number.isdigit():
        return int(number)
    digits = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    values = [digits.get(letter, 0) for letter in number.lower()]
    return sum(-one if one < then else one for one, then in zip(values, [*values[1:], 0], strict=True))


def _number_places(candidates: Sequence[_Candidate], numbers: dict[int, str], pages: int) -> set[tuple[str, int]]:
    """Places where a number stands that grows with the page: on three pages or more, or on half of a short file."""
    series: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
    total: Counter[tuple[str, int]] = Counter()
    for candidate in candidates:
        number = numbers.get(id(candidate))
        if number:
            series[candidate.place][value(number) - candidate.page] += 1
            total[candidate.place] += 1
    needed = _FEWEST_PAGES if pages >= 2 * _FEWEST_PAGES else max(2, (pages + 1) // 2)
    found: set[tuple[str, int]] = set()
    for place in series:
        steps: Counter[int] = sum((series[near] for near in _near(place) if near in series), Counter())
        # In a file of a page or two only the page's own ordinal is sure to be its number.
        if max(steps.values()) >= needed or (pages < _FEWEST_PAGES and steps[0] == pages and place[0] == "bottom"):
            found.add(place)
    return found
