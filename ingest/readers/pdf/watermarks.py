"""Large words printed over page after page ("CONFIDENTIAL", "DRAFT") are set apart from the text that they lie on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.records import Sheet, Word

#: A word this much larger than the body, at the same place of so many pages, lies over them.
_LARGER, _PAGES = 1.8, 3
#: In the outer parts of a page stand titles; share of its height.
_EDGE = 0.15


def without_watermarks(sheets: Sequence[Sheet], body: float) -> list[Sheet]:
    """The pages with such words among the `skewed`, which are no part of the running text."""
    found: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for sheet in sheets:
        for word in sheet.words:
            if _large(word, sheet, body):
                found[_place(word)].add(sheet.number)
    needed = min(_PAGES, max(2, len(sheets)))
    marks = {place for place, pages in found.items() if len(pages) >= needed}
    return [_without(sheet, body, marks) for sheet in sheets] if marks else list(sheets)


def _large(word: Word, sheet: Sheet, body: float) -> bool:
    return word.size >= _LARGER * body and _EDGE * sheet.height < word.base < (1 - _EDGE) * sheet.height


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.x0 / 3), round(word.base / 3)


def _without(sheet: Sheet, body: float, marks: set[tuple[str, int, int]]) -> Sheet:
    over = {word for word in sheet.words if _large(word, sheet, body) and _place(word) in marks}
    if not over:
        return sheet
    kept = tuple(word for word in sheet.words if word not in over)
    return replace(sheet, words=kept, skewed=(*sheet.skewed, *(word for word in sheet.words if word in over)))
