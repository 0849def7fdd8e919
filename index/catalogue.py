"""The reviews in the index and what they tell about words and names, read once for many queries."""

from __future__ import annotations

import json
from dataclasses import dataclass

from index.embedding import Encoder
from index.holdings import StoredHoldings
from index.model import ReviewCard
from index.payload import card_from_json
from index.query import About
from index.stores.store import Condition, Store, Where
from index.terms import read_terms


@dataclass(frozen=True, slots=True)
class Entry:
    """One indexed review. `units`: how many of it are searched."""

    card: ReviewCard
    units: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indexed reviews, in order of their ids."""

    entries: tuple[Entry, ...]
    about: About

    @property
    def units(self) -> int:
        """How many units are searched."""
        return sum(entry.units for entry in self.entries)


def read_catalogue(store: Store, encoder: Encoder) -> Catalogue:
    """Reads the reviews' own points."""
    where = Where((Condition("doc", any=("review",)),))
    entries: list[Entry] = []
    acronyms: dict[str, str] = {}
    for _, payload in store.scroll(where, keys=("card", "units", "acronyms")):
        entries.append(Entry(card_from_json(payload["card"]), int(payload["units"])))
        for short, long in json.loads(payload["acronyms"]).items():
            # Two reviews may explain one acronym in two ways: the first by alphabet, so that order does not matter.
            acronyms[short] = min(long, acronyms.get(short, long))
    entries.sort(key=lambda entry: entry.card.id)
    cards = tuple(entry.card for entry in entries)
    about = About(read_terms(store), cards, acronyms, encoder.knows, StoredHoldings(store))
    return Catalogue(tuple(entries), about)
