"""From filters to what a store is asked."""

from __future__ import annotations

from index.model import Filters
from index.stores.store import Condition, Where

PASSAGE = Condition("doc", any=("passage",))
#: Counts are of units: each has exactly one first window.
FIRST_WINDOW = Condition("window", any=(0,))


def where(filters: Filters, *, phrases: tuple[str, ...] = ()) -> Where:
    """The passages that a search may return."""
    fields = (
        ("review", filters.reviews),
        ("case", filters.cases),
        ("board", filters.boards),
        ("review_kind", filters.kinds),
        ("role", filters.roles),
        ("voice", filters.voices),
        ("agencies", filters.agencies),
        ("themes", filters.themes),
    )
    conditions = [PASSAGE, *(Condition(key, any=values) for key, values in fields if values)]
    if filters.years:
        conditions.append(Condition("year", between=filters.years))
    conditions += [Condition("text", phrase=phrase) for phrase in phrases]
    return Where(tuple(conditions))
