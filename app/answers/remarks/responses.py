"""What was done about a recommendation, as its own review says: the row or paragraph that answers it by its number.

Only where it is certain which one is answered: the number stands for one recommendation of the review, and one unit
answers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.answers.library import Reviews, units_of
from app.answers.model import Quote
from app.answers.words import stems
from index.model import Hit
from ingest.model import Unit
from ingest.numbering import ONES
from ingest.patterns import linear

#: Reviews whose structure is read for one answer, at most.
MOST = 4
#: Two recommendations of one number whose words agree to this share are one, printed twice.
_SAME = 0.6
_SPELT = {word: str(number) for number, word in enumerate((*ONES, "twenty"), start=1)}
_COUNT = rf"(?P<number>\d{{1,2}}[a-z]?|{'|'.join(_SPELT)})\b(?![.)]?\d)"
_NAMED = rf"(?:recommendation|action|rec)s?\W*(?:(?:no|number)\W+)?r?{_COUNT}"
#: A label or the first cell of a row: "Recommendation 3", "R3", "3 (choice)".
_LABEL = linear(rf"^\W*(?:{_NAMED}|r?{_COUNT.replace('?P<number>', '?P<bare>')})", re.IGNORECASE)
#: The opening of a paragraph, behind its own number: "In response to recommendation 3, ...".
_OPENING = linear(
    rf"^(?:[\d.()]+\s+)?\W*(?:(?:in )?(?:response|reply|progress|update|answer)\W+(?:to|on|against)\W+)?{_NAMED}",
    re.IGNORECASE,
)


def answering(quotes: Iterable[Quote], library: Reviews | None) -> dict[str, Hit]:
    """Id of each recommendation quoted, where its review answers it, and the unit that does."""
    found: dict[str, Hit] = {}
    known: dict[str, Mapping[str, Unit]] = {}
    for quote in quotes:
        unit = quote.hit.unit
        if library is None or unit.kind != "recommendation" or (unit.review not in known and len(known) == MOST):
            continue
        if unit.review not in known:
            known[unit.review] = answers_of(units_of(unit.review, library))
        response = known[unit.review].get(unit.id)
        if response is not None:
            found[unit.id] = replace(quote.hit, unit=response, signals=(), also=())
    return found


def answers_of(units: Sequence[Unit]) -> dict[str, Unit]:
    """Id of each recommendation that is certainly answered -> the unit that answers it."""
    asked: dict[str, list[Unit]] = {}
    told: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.kind == "recommendation":
            asked.setdefault(number(unit.label), []).append(unit)
        elif unit.role == "response":
            key = number(unit.cells[0]) if unit.cells else _spelt(_OPENING.match(unit.text))
            told.setdefault(key, []).append(unit)
    return {
        unit.id: told[key][0]
        for key, same in asked.items()
        if key and len(told.get(key, ())) == 1 and all(_says_the_same(same[0], other) for other in same[1:])
        for unit in same
    }


def number(text: str) -> str:
    """The number by which a label or the opening of a text names a recommendation, "" for none.

    >>> number("Recommendation 3"), number("R3"), number("Action Three"), number("3 (choice)"), number("3.1")
    ('3', '3', '3', '3', '')
    >>> number("Recommendation 2a"), number("R2B")
    ('2a', '2b')
    """
    return _spelt(_LABEL.match(text))


def _spelt(match: re.Match[str] | None) -> str:
    said = next(filter(None, match.groupdict().values()), "").lower() if match else ""
    return _SPELT.get(said, said)


def _says_the_same(one: Unit, other: Unit) -> bool:
    first, second = stems(one.text), stems(other.text)
    return len(first & second) >= _SAME * max(1, min(len(first), len(second)))
