"""Checks filters against what the library holds, so that a slip is named and not taken for an empty result."""

from __future__ import annotations

from collections.abc import Iterable

from index.catalogue import Catalogue
from index.model import Filters
from index.terms import words
from ingest.errors import InputError, UnknownReview
from ingest.model import ROLES, VOICES
from ingest.vocabulary import lexicon

#: Of 100: from which likeness a name is suggested.
NEAR_ENOUGH = 50


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
    near = sorted((-_likeness(value, name), name) for name in known)[:3]
    found = [name for likeness, name in near if -likeness >= NEAR_ENOUGH]
    if found:
        return "Did you mean " + ", ".join(found) + "?"
    return "Known: " + ", ".join(known[:12]) + ("..." if len(known) > 12 else ".") if known else "The library has none."


def _likeness(value: str, name: str) -> float:
    """0 to 100: how like each word of `value` is to the word of `name` that is most like it, on average."""
    from rapidfuzz import fuzz

    theirs = words(name)
    near = [max((fuzz.ratio(word, other) for other in theirs), default=0.0) for word in words(value)]
    return sum(near) / len(near) if near else 0.0
