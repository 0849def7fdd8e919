"""Contents pages: rows that end in a page number after leaders or a wide gap."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.readers.pdf.columns import Flow
from ingest.readers.pdf.records import Row

_LEADERS = re.compile(r"(?:(?<!\.)(?<!\.\s)(?:\.\s?){4,}+|(?<!…)…++)\s*+(?:\d{1,4}|[ivxlc]+)?\s*$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:page\s*)?(\d{1,4}|[ivxlc]+)$", re.IGNORECASE)
_TITLE = re.compile(r"^\W*(?:table of )?(?:contents|index)(?: page)?\W*$", re.IGNORECASE)
_FEWEST = 3


def contents_rows(flow: Flow) -> frozenset[Row]:
    """Rows of a table of contents: at least three, and rows between them that belong to a long entry."""
    marked = [index for index, row in enumerate(flow.rows) if _LEADERS.search(row.text) or _paged(row, flow)]
    leaders = sum(bool(_LEADERS.search(flow.rows[index].text)) for index in marked)
    titled = any(_TITLE.match(row.text) for row in flow.rows[:12])
    if len(marked) < _FEWEST or not (leaders >= _FEWEST or titled or _ascending(flow, marked)):
        return frozenset()
    found: set[Row] = set()
    first, last = marked[0], marked[-1]
    dense = (last - first + 1) <= 3 * len(marked)
    for index in range(first, last + 1) if dense else marked:
        found.add(flow.rows[index])
    return frozenset(found)


def _paged(row: Row, flow: Flow) -> bool:
    """Whether a row ends in a number at the right edge, set apart from its words."""
    if len(row.words) < 2:
        return False
    last, before = row.words[-1], row.words[-2]
    at_edge = last.x1 > flow.right - 2 * row.size
    return at_edge and bool(_PAGE.match(last.text)) and last.x0 - before.x1 > 1.5 * row.size


def _ascending(flow: Flow, marked: list[int]) -> bool:
    """Whether the numbers at the ends grow, on five rows or more: a contents page without a title."""
    numbers = [int(text) for index in marked if (text := flow.rows[index].words[-1].text).isdigit()]
    return len(numbers) >= 5 and all(one <= other for one, other in pairwise(numbers))
