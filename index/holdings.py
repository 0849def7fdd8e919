"""What stands in the passages of a store, as far as the reading of a query asks."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from index.query.labels import normal_label
from index.scope import PASSAGE
from index.stores.store import Condition, Store, Where


@dataclass(frozen=True, slots=True)
class StoredHoldings:
    """See `index.query.about.Holdings`; asks the store each time, so only for what a query needs."""

    store: Store

    def labels(self, forms: Collection[str], reviews: Collection[str], *, under: bool = False) -> tuple[str, ...]:
        """See Holdings."""
        there = self.store.facet("label", _within(reviews))
        heads = tuple(f"{form}." for form in forms)
        found = (label for label in there if label in forms or (under and label.startswith(heads)))
        return tuple(sorted(found, key=_in_order))

    def headed(self, label: str, reviews: Collection[str]) -> bool:
        """See Holdings."""
        headings = {
            heading
            for _, payload in self.store.scroll(_within(reviews), keys=("record",))
            for heading in json.loads(payload["record"])["section"]
        }
        return any(f"{normal_label(heading)} ".startswith((f"{label} ", f"{label}.")) for heading in headings)

    def speaks(self, phrase: str) -> bool:
        """See Holdings."""
        return self.store.count(Where((PASSAGE, Condition("text", phrase=phrase)))) > 0


def _in_order(label: str) -> list[tuple[int, str]]:
    """7.3.9 stands before 7.3.10."""
    return [(int(part) if part.isdigit() else 0, part) for part in re.split(r"[.\s]", label)]


def _within(reviews: Collection[str]) -> Where:
    named = (Condition("review", any=tuple(reviews)),) if reviews else ()
    return Where((PASSAGE, *named))
