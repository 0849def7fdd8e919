"""What the library itself tells about words and names, which the reading of a query goes by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index.model import ReviewCard
from index.terms import Terms


def _nothing_known(word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class About:
    """The library as far as queries are concerned.

    Args:
        acronyms: short form -> long form, as the reviews explain them.
        known: whether a lower-case word is common English.
    """

    terms: Terms = field(default_factory=Terms)
    cards: tuple[ReviewCard, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    known: Callable[[str], bool] = _nothing_known
