"""Checks filters against what the library holds, so that a slip is named and not taken for an empty result."""

from __future__ import annotations

from collections.abc import Iterable

from index.catalogue import Catalogue
from index.model import Filters
from ingest.errors import InputError, UnknownReview
from ingest.model import ROLES, VOICES
from ingest.vocabulary import lexicon

#: Of 100: from which likeness a name is suggested.
NEAR_ENOUGH = 60


def check_filters(filters: Filters, catalogue: Catalogue) -> None:
    """Compares each value with those that the library has.

    Raises:
        UnknownReview: a value that stands nowhere, with near names. InputError: years the wrong way round.
    """
    cards = [entry.card for entry in catalogue.entries]
    allowed: dict[str, Iterable[str]] = {
        "reviews": (card.id for card in cards),
        "cases": (card.case for card in cards),
        "boards": (card.board for card in cards if card.board),
        "kinds": (card.kind for card in cards if card.kind),
        "roles": ROLES,
        "voices": VOICES,
        "agencies": lexicon("agencies").names,
        "themes": lexicon("themes").names,
    }
    for field, values in allowed.items():
        known = sorted(set(values))
        for value in getattr(filters, field):
            if value not in known:
                raise UnknownReview(f"No {_singular(field)} is called {value!r}.", remedy=_near(value, known))
    if filters.years and filters.years[0] > filters.years[1]:
        first, last = filters.years
        raise InputError(f"The years {first} to {last} run backwards.", remedy=f"Write {last} to {first}.")


def _singular(field: str) -> str:
    return {"agencies": "agency"}.get(field, field.removesuffix("s"))


def _near(value: str, known: list[str]) -> str:
    """The known values that look or begin like it, in case the slip is in one word of several."""
    from rapidfuzz import fuzz, process

    lowered = {name.lower(): name for name in known}
    found = process.extract(value.lower(), list(lowered), scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH, limit=3)
    near = [lowered[low] for low, _, _ in found]
    if near:
        return "Did you mean " + ", ".join(near) + "?"
    return "Known: " + ", ".join(known[:12]) + ("..." if len(known) > 12 else ".") if known else "The library has none."
