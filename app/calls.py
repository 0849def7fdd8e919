"""One question or search with all that goes with it: what a Casebook hands to whoever does the work."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model import Filters, QueryPart


@dataclass(frozen=True, slots=True)
class Call:
    """A question, a query, or the id of a unit (`text`), and how it is to be answered.

    Args:
        k: most units returned. per_review: most of one review. coverage: the best of every review comes first.
        ignore: parts read into the text before, which the user removed.
    """

    text: str = ""
    k: int = 10
    filters: Filters = field(default_factory=Filters)
    per_review: int | None = None
    coverage: bool = False
    ignore: tuple[QueryPart, ...] = ()
