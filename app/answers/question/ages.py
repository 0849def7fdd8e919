"""Ages as reviews print them and as people ask for them, in years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.numbering import ONES
from ingest.patterns import linear

_SMALL = ["zero", *ONES]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
#: How many of a unit make a year.
_UNITS = {"day": 365.25, "week": 52.18, "month": 12.0, "year": 1.0}
_NUMBER = rf"\d{{1,3}}|(?:{'|'.join(_TENS)})(?:-\w+)?|{'|'.join(sorted(_SMALL, key=len, reverse=True))}|a few"
_LENGTH = re.compile(
    rf"\b(?P<number>{_NUMBER})(?P<half>\s+and\s+a\s+half)?[\s-]*(?P<unit>day|week|month|year)?s?\b", re.IGNORECASE
)
_BOUND = linear(
    rf"\b(?P<whose>(?:about|of|on|involv(?:e|es|ing)|concern(?:s|ing)?|with)\s+(?:an?\s+)?(?:bab(?:y|ies)|infants?|child(?:ren)?|teenagers?"
    rf"|adolescents?|young people|boys?|girls?|those|people)\s*)"
    rf"(?:aged\s+|who (?:was|were)\s+)?(?P<how>under(?: the age of)?|younger than|less than|below|over|older than|above"
    rf"|more than|aged|of)\s+(?P<age>(?:{_NUMBER})(?:[\s-]*(?:day|week|month|year)s?)?)(?:[\s-]*old)?(?:\s+of age)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """An age that is asked for.

    Args:
        low, high: in years; `low` is in, `high` is not.
        said: as the question puts it. span: where.
    """

    low: float
    high: float
    said: str
    span: tuple[int, int]

    def holds(self, age: float) -> bool:
        """Whether an age in years lies within."""
        return self.low <= age < self.high


def years(printed: str) -> float | None:
    """An age as printed, in years; None where it cannot be told.

    >>> years("three years and six months"), years("10-week-old"), years("nineteen")
    (3.5, 0.19164430816404753, 19.0)
    """
    total, found = 0.0, False
    for match in _LENGTH.finditer(printed):
        number = _number(match["number"])
        if number is None:
            continue
        unit = (match["unit"] or "year").lower()
        total += (number + 0.5 * bool(match["half"])) / _UNITS[unit]
        found = True
    return total if found else None


def bounds(question: str) -> Bounds | None:
    """The age that a question puts on the child: "babies under one" -> 0 to 1 years."""
    match = _BOUND.search(question)
    age = years(match["age"]) if match else None
    if match is None or age is None:
        return None
    how = match["how"].lower()
    said = re.sub(r"^\w+\s+", "", " ".join(match[0].split()))
    if how.startswith(("under", "younger", "less", "below")):
        return Bounds(0.0, age, said, match.span())
    if how.startswith(("over", "older", "above", "more")):
        return Bounds(age, float("inf"), said, match.span())
    return Bounds(age, age + 1 / _UNITS[_unit(match["age"])], said, match.span())


def _unit(printed: str) -> str:
    found = re.search(r"day|week|month", printed, re.IGNORECASE)
    return found[0].lower() if found else "year"


def _number(word: str) -> float | None:
    plain = word.lower()
    if plain.isdigit():
        return float(plain)
    if plain in _SMALL:
        return float(_SMALL.index(plain))
    tens, _, ones = plain.partition("-")
    if tens in _TENS and (not ones or ones in _SMALL):
        return float(_TENS[tens] + (_SMALL.index(ones) if ones else 0))
    return None
