"""What stands in the passages of a store, as far as the reading of a query asks."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from index.query.labels import normal_label
from index.scope import FIRST_WINDOW, PASSAGE
from index.stores.store import Condition, Store, Where


@dataclass(frozen=True, slots=True)
class StoredHoldings:
    """See `index.query.about.Holdings`; asks the store for what a query needs, of headings once for all queries."""

    store: Store
    #: Review id -> its headings, as far as they were asked for; "" -> those of all reviews.
    _headings: dict[str, AbstractSet[str]] = field(default_factory=dict, compare=False)

    def labels(self, forms: Collection[str], reviews: Collection[str], *, under: bool = False) -> tuple[str, ...]:
        """See Holdings."""
        there = self.store.facet("label", _within(reviews))
        heads = tuple(f"{form}." for form in forms)
        found = (label for label in there if label in forms or (under and label.startswith(heads)))
        return tuple(sorted(found, key=_in_order))

    def headed(self, label: str, reviews: Collection[str]) -> bool:
        """See Holdings."""
        heads = (f"{label} ", f"{label}.")
        return any(heading.startswith(heads) for review in reviews or ("",) for heading in self._headed(review))

    def _headed(self, review: str) -> AbstractSet[str]:
        """The headings over the passages of a review, or of all, in the form of labels; a space ends each."""
        if review not in self._headings:
            within = _within((review,) if review else ())
            records = self.store.scroll(Where((*within.conditions, FIRST_WINDOW)), keys=("record",))
            printed = {heading for _, payload in records for heading in json.loads(payload["record"])["section"]}
            self._headings[review] = {f"{normal_label(heading)} " for heading in printed}
        return self._headings[review]

    def speaks(self, phrase: str) -> bool:
        """See Holdings."""
        anywhere = Condition("doc", any=("passage", "review"))
        return self.store.count(Where((anywhere, Condition("text", phrase=phrase)))) > 0


def _in_order(label: str) -> list[tuple[int, str]]:
    """7.3.9 stands before 7.3.10."""
    return [(int(part) if part.isdigit() else 0, part) for part in re.split(r"[.\s]", label)]


def _within(reviews: Collection[str]) -> Where:
    named = (Condition("review", any=tuple(reviews)),) if reviews else ()
    return Where((PASSAGE, *named))
