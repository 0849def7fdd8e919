"""Counts beside each filter value, of cases and of passages, within what the other filters leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from index.catalogue import Catalogue
from index.model import Filters
from index.scope import FIRST_WINDOW, where
from index.stores.store import Store, Where

#: Facet -> payload key that holds "value<tab>case".
PER_PASSAGE = {"roles": "role_case", "voices": "voice_case", "agencies": "agency_case", "themes": "theme_case"}


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet: in how many cases and passages it stands."""

    value: str
    cases: int
    passages: int


#: Facet -> field of a review's card.
PER_REVIEW = {"reviews": "id", "cases": "case", "boards": "board", "kinds": "kind", "years": "year"}

Facets = Mapping[str, tuple[Count, ...]]


def facets(store: Store, catalogue: Catalogue, filters: Filters) -> Facets:
    """Facet, named as in Filters -> its values, most passages first."""
    counted = Where((*where(filters).conditions, FIRST_WINDOW))
    found = {name: _per_passage(store.facet(key, counted)) for name, key in PER_PASSAGE.items()}
    return {**_per_review(store.facet("review", counted), catalogue), **found}


def _per_passage(hits: Mapping[str, int]) -> tuple[Count, ...]:
    cases: dict[str, set[str]] = defaultdict(set)
    passages: dict[str, int] = defaultdict(int)
    for pair, count in hits.items():
        value, case = pair.split("\t", 1)
        cases[value].add(case)
        passages[value] += count
    return _counts(cases, passages)


def _per_review(reviews: Mapping[str, int], catalogue: Catalogue) -> dict[str, tuple[Count, ...]]:
    found: dict[str, tuple[Count, ...]] = {}
    for name, field in PER_REVIEW.items():
        cases: dict[str, set[str]] = defaultdict(set)
        passages: dict[str, int] = defaultdict(int)
        for entry in catalogue.entries:
            value = getattr(entry.card, field)
            if value and entry.card.id in reviews:
                cases[value].add(entry.card.case)
                passages[value] += reviews[entry.card.id]
        found[name] = _counts(cases, passages)
    return found


def _counts(cases: Mapping[str, set[str]], passages: Mapping[str, int]) -> tuple[Count, ...]:
    counts = [Count(value, len(cases[value]), passages[value]) for value in cases]
    return tuple(sorted(counts, key=lambda count: (-count.passages, count.value)))
