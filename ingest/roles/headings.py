"""What the printed headings over a unit say of its role."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import get_args

from ingest.model import Role
from ingest.roles.phrases import words_of
from ingest.roles.vocabulary import phrases

#: Roles that a heading may name, and "period" for a heading that is a month, a year or a span of time.
HEADINGS = (*(role for role in get_args(Role) if role != "none"), "period")
#: Where one heading speaks of two roles, the narrower wins: "Views of the family and analysis" is a family's view.
_NARROW_FIRST = (
    "reference",
    "family_view",
    "missed_opportunity",
    "good_practice",
    "response",
    "recommendation",
)
#: A heading longer than this is a sentence, a finding or a question: its words are not what it is called.
_TITLE_WORDS = 12


@cache
def named(heading: str) -> frozenset[str]:
    """Names of HEADINGS that a heading speaks of.

    >>> sorted(named("4. Views of the family"))
    ['family_view', 'narrative']
    """
    words = words_of(heading)
    found = set(phrases("headings").count(words[:_TITLE_WORDS]))
    if any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in words):
        found.add("period")
    return frozenset(found)


def nearest(section: Sequence[str]) -> frozenset[str]:
    """What the innermost heading that says anything says."""
    for heading in reversed(section):
        found = named(heading)
        if found - {"period"}:
            return found
    return frozenset({"period"} if any("period" in named(heading) for heading in section) else ())


def single(section: Sequence[str]) -> str:
    """The one role that the headings give units with few words of their own, such as table rows; "" where none."""
    found = nearest(section)
    for role in _NARROW_FIRST:
        if role in found:
            return role
    rest = found - {"period"}
    if len(rest) == 1:
        return next(iter(rest))
    return next((role for role in HEADINGS if role in rest), "narrative" if found else "")
