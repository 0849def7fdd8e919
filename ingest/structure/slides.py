"""Slides: a deck is read as slides, each one unit under its titles."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from ingest.patterns import linear
from ingest.structure import prose
from ingest.structure.headings import is_set_as_title
from ingest.structure.items import Item

_FEWEST = 4
_LONGEST = 150
_CONTINUED = linear(r"[,(\s–-]*cont(?:\.|inued|'d|d)?\.?\)?$", re.IGNORECASE)


def is_deck(items: list[Item]) -> bool:
    """Many short pieces, mostly bullets, without paragraph numbers, under headings that recur or open a page."""
    if any(item.role == "paragraph" for item in items):
        return False
    bodies: list[int] = []
    titles: list[str] = []
    opened = listed = texts = 0
    for before, item in zip([None, *items], items, strict=False):
        if item.role == "heading" or is_set_as_title(item):
            titles.append(_CONTINUED.sub("", item.text.casefold()))
            opened += _turns(before, item)
            if before is None or not (before.role == "heading" or is_set_as_title(before)):
                bodies.append(0)
        elif item.role in ("", "text", "list") and bodies:
            bodies[-1] += prose.size(item.text)
            listed += item.role == "list" or item.block.kind == "list_item"
            texts += 1
    if len(bodies) < _FEWEST or not texts or median(bodies) > _LONGEST or listed < 0.3 * texts:
        return False
    again = sum(count for count in Counter(titles).values() if count > 1)
    return again >= 0.25 * len(titles) or opened >= 0.6 * len(bodies)


def _turns(before: Item | None, item: Item) -> bool:
    if before is None:
        return True
    turned = before.block.page is not None and before.block.page != item.block.page
    return item.block.break_before or turned
