"""Makes quotations, true and false, from a text by rules of its own, with the verdict each must get.

Nothing of the gate is imported: a case is right because of how it was made.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NEGATIONS = {"did not": "did", "was not": "was", "were not": "were", "had not": "had", "could not": "could"}
MONTHS = list(calendar.month_name)[1:]


@dataclass(frozen=True)
class Case:
    """A quotation held against the units of one review: `place` is the unit that it is attributed to."""

    kind: str
    quote: str
    place: int
    right: bool


def cases(units: Sequence[str], seed: int) -> Iterator[Case]:
    """Cases for the units of one review."""
    rng = random.Random(seed)
    for place, unit in enumerate(units):
        words = unit.split()
        if len(words) < 14:
            continue
        for _ in range(2):
            start = rng.randrange(0, len(words) - 10)
            part = words[start : start + rng.randrange(8, min(30, len(words) - start) + 1)]
            yield from _true(part, words, place, rng)
            yield from _false(part, unit, units, place, rng)


def _true(part: list[str], words: list[str], place: int, rng: random.Random) -> Iterator[Case]:
    quote = " ".join(part)
    yield Case("word for word", quote, place, True)
    yield Case("over a page break", quote.replace(" ", " \n\n ", 1).replace(" ", "\u00a0", 1), place, True)
    yield Case("wrapped", "\n".join(part), place, True)
    yield Case("curly marks", quote.replace("'", "\u2019").replace('"', "\u201d"), place, True)
    yield Case("straight marks", re.sub("[\u2018\u2019]", "'", re.sub("[\u201c\u201d]", '"', quote)), place, True)
    yield Case("soft hyphen", _soft(part), place, True)
    yield Case("hyphen at the line's end", _line_end(part), place, True)
    yield Case("ligature", quote.replace("fi", "\ufb01").replace("fl", "\ufb02"), place, True)
    cut = rng.randrange(2, len(part) - 3)
    yield Case("words left out", " ".join([*part[:cut], "[...]", *part[cut + 2 :]]), place, True)
    # What stands before the bracket must not occur again later, or leaving it out would still be true.
    yield Case("word put in", " ".join([*part[:cut], "[the worker]", *part[cut + 1 :]]), place, True)
    whole = " ".join(words)
    yield Case("the whole unit", whole, place, True)


def _soft(part: list[str]) -> str:
    long = next((place for place, word in enumerate(part) if len(word) > 6 and word.isalpha()), None)
    if long is None:
        return " ".join(part)
    word = part[long]
    return " ".join([*part[:long], word[:4] + "\u00ad" + word[4:], *part[long + 1 :]])


def _line_end(part: list[str]) -> str:
    long = next((place for place, word in enumerate(part) if len(word) > 6 and word.isalpha()), None)
    if long is None:
        return " ".join(part)
    word = part[long]
    return " ".join([*part[:long], word[:4] + "-\n" + word[4:], *part[long + 1 :]])


def _false(part: list[str], unit: str, units: Sequence[str], place: int, rng: random.Random) -> Iterator[Case]:
    quote = " ".join(part)
    for kind, changed in (
        ("negation", _negated(quote)),
        ("number", re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), quote, count=1)),
        ("month", _other_month(quote, rng)),
        ("word dropped", _dropped(part, rng)),
        ("words swapped", _swapped(part, rng)),
        ("word put in without a bracket", _inserted(part, rng)),
        ("name", re.sub(r"(?<=[a-z] )[A-Z][a-z]+", "Zebedee", quote, count=1)),
        ("case", quote.swapcase()),
        ("full stop moved", quote.replace(". ", ", ", 1)),
        ("half a word", quote[1:] if quote[:2].isalpha() else quote),
        ("stitched", _stitched(part, units, place, rng)),
        ("parts in the wrong order", " [...] ".join((" ".join(part[5:]), " ".join(part[:5])))),
    ):
        if changed != quote and _plain(changed.replace("[...]", "")) not in _plain(unit):
            if kind == "parts in the wrong order" and _in_order(part, unit):
                continue
            if kind == "half a word" and not _cuts_a_word(changed, unit):
                continue
            yield Case(kind, changed, place, False)
    other = rng.randrange(len(units))
    if other != place and _plain(quote) not in _plain(units[other]):
        yield Case("right words, wrong paragraph", quote, other, False)
    for empty in ("", "  ", "...", "[...]", "\u201c\u201d", "\u2014"):
        if rng.random() < 0.02:
            yield Case("nothing said", empty, place, False)


def _negated(quote: str) -> str:
    for negative, positive in NEGATIONS.items():
        if f" {negative} " in quote:
            return quote.replace(f" {negative} ", f" {positive} ", 1)
        if f" {positive} " in quote and f" {negative} " not in quote:
            return quote.replace(f" {positive} ", f" {negative} ", 1)
    return quote


def _other_month(quote: str, rng: random.Random) -> str:
    month = next((month for month in MONTHS if re.search(rf"\b{month}\b", quote)), None)
    return quote if month is None else quote.replace(month, rng.choice([each for each in MONTHS if each != month]), 1)


def _dropped(part: list[str], rng: random.Random) -> str:
    gone = rng.randrange(1, len(part) - 1)
    return " ".join([*part[:gone], *part[gone + 1 :]])


def _swapped(part: list[str], rng: random.Random) -> str:
    at = rng.randrange(1, len(part) - 2)
    return " ".join([*part[:at], part[at + 1], part[at], *part[at + 2 :]])


def _inserted(part: list[str], rng: random.Random) -> str:
    at = rng.randrange(1, len(part) - 1)
    return " ".join([*part[:at], rng.choice(["not", "never", "always", "allegedly"]), *part[at:]])


def _stitched(part: list[str], units: Sequence[str], place: int, rng: random.Random) -> str:
    other = units[rng.randrange(len(units))].split()
    return " ".join([*part[:5], *other[-5:]])


def _in_order(part: list[str], unit: str) -> bool:
    first = _plain(unit).find(_plain(" ".join(part[5:])))
    return first >= 0 and _plain(" ".join(part[:5])) in _plain(unit)[first + 1 :]


def _cuts_a_word(changed: str, unit: str) -> bool:
    return not re.search(rf"(?<![A-Za-z]){re.escape(' '.join(changed.split()))}", " ".join(unit.split()))


def _plain(text: str) -> str:
    """Letters, digits and points alone: a change that this cannot see is no change for sure, and is left out."""
    return re.sub(r"\s+", " ", text)
