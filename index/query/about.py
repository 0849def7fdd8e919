"""What the library itself tells about words and names, which the reading of a query goes by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from index.model import ReviewCard
from index.terms import Terms


def _nothing_known(word: str) -> bool:
    return False


class Holdings(Protocol):
    """What stands in the passages of the library."""

    def labels(self, forms: Collection[str], reviews: Collection[str], *, under: bool = False) -> tuple[str, ...]:
        """Those of some normal labels that stand in some reviews (in any where none are given).

        Args:
            under: with all labels under them: of "7.3" also "7.3.1".
        """
        ...

    def headed(self, label: str, reviews: Collection[str]) -> bool:
        """Whether a heading in those reviews begins with the normal label."""
        ...

    def speaks(self, phrase: str) -> bool:
        """Whether a passage, a title page or a heading has these words side by side."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """The library as far as queries are concerned.

    Args:
        acronyms: short form -> long form, as the reviews explain them.
        known: whether a lower-case word is common English.
        holdings: None where nothing is known of the passages: then every label is taken to stand in them.
    """

    terms: Terms = field(default_factory=Terms)
    cards: tuple[ReviewCard, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    known: Callable[[str], bool] = _nothing_known
    holdings: Holdings | None = None
