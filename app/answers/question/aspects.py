"""The aspects on which a question compares reviews: "on housing, debt and poverty" are three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from app.answers.words import content
from ingest.patterns import linear

#: Aspects that are told apart at most, and words that one has at most.
MOST, WORDS = 6, 8
_ON = re.compile(
    r"\b(?:on|about|regarding|concerning|in terms of|as to|when it comes to|with regard to|for their|in their)\s+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_AGAIN = linear(r",?\s+and\s+(?:on|about|regarding|concerning|as to)\s+|\s+and\s+also\s+", re.IGNORECASE)
_COMMA = linear(r"\s*[,;]\s*(?:and\s+)?")
_AND = linear(r"\s+and\s+", re.IGNORECASE)
#: What stands before a list and belongs to no aspect.
_LEAD = re.compile(r"^(?:both|their|its|the use of|how they)\s+", re.IGNORECASE)


def aspects(question: str, names: Iterable[str], is_term: Callable[[str], bool]) -> tuple[str, ...]:
    """The aspects that a comparison names, in order; () where it names one alone, or how many is not plain.

    Args:
        names: words by which it names reviews; they are no aspect. is_term: whether reviews use some words side by
            side, as one thing: "health and safety" is one aspect, "housing and debt" are two.

    >>> aspects("Compare Case R and James on housing, debt and poverty", ["Case R", "James"], lambda phrase: False)
    ('housing', 'debt', 'poverty')
    """
    match = _ON.search(question)
    if match is None:
        return ()
    plain = match[1].strip().rstrip("?.! ")
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"(?:\s+(?:in|of|from|for|between))?\s+{re.escape(name)}(?:['’]s)?\b.*$", "", plain, flags=re.I)
    found = [each for part in _AGAIN.split(plain) for each in _listed(part, is_term)]
    found = [" ".join(_LEAD.sub("", each).split()) for each in found]
    fit = all(content(each) and len(each.split()) <= WORDS for each in found)
    return tuple(dict.fromkeys(found)) if fit and 2 <= len(set(found)) <= MOST else ()


def _listed(part: str, is_term: Callable[[str], bool]) -> list[str]:
    """The members of a list: by its commas, the last by "and"; by "and" alone where that joins no term."""
    *first, last = _COMMA.split(part)
    if is_term(last):
        return [each for each in (*first, last) if each]
    return [each for each in (*first, *_AND.split(last)) if each]
