"""Acronyms that a review explains itself: "Long Form (LF)", and the rows of its glossary.

The pairing of a bracketed short form with the words before it follows Schwartz & Hearst 2003, "A simple algorithm for
identifying abbreviation definitions in biomedical text".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from ingest.model import Unit
from ingest.patterns import linear

_BRACKETED = linear(r"((?:[\w&'’/-]+[ ,]+){1,12})\(([A-Z][A-Za-z&/]{1,7})s?\)")
_SHORT = re.compile(r"[A-Z][A-Z&/]{1,7}s?")


def harvest(units: Iterable[Unit]) -> dict[str, str]:
    """Short form -> long form; the first explanation in reading order counts."""
    found: dict[str, str] = {}
    for unit in units:
        for short, long in (*_glossary(unit), *_explained(unit.text)):
            found.setdefault(short, long)
    return found


def _explained(text: str) -> list[tuple[str, str]]:
    pairs = []
    for match in _BRACKETED.finditer(text):
        short = match.group(2)
        if sum(letter.isupper() for letter in short) >= 2:
            long = long_form(short, match.group(1).strip(" ,"))
            if long:
                pairs.append((short, long))
    return pairs


def _glossary(unit: Unit) -> list[tuple[str, str]]:
    cells = [cell.strip() for cell in unit.cells if cell.strip()]
    if len(cells) != 2 or not _SHORT.fullmatch(cells[0]):
        return []
    long = long_form(cells[0], cells[1])
    return [(cells[0], long)] if long else []


def known_short(typed: str, known: Collection[str], small: Collection[str]) -> str:
    """The short form that is typed, whatever ending it has, "" where it is none: "TACs", "NFA'd", "hv".

    Args:
        known: the short forms as they are printed. small: those that are no words in small letters.
    """
    for plain in (typed, re.sub(r"(?:['’]?(?:s|d|ed|ing))$", "", typed)):
        if plain in known:
            return plain
        shouted = plain.upper()
        if plain.islower() and shouted in known and shouted in small:
            return shouted
    return ""


def long_form(short: str, before: str) -> str:
    """The shortest end of `before` whose letters spell `short`, its first letter opening a word; "" if none does.

    >>> long_form("MASH", "referred it to the Multi Agency Safeguarding Hub")
    'Multi Agency Safeguarding Hub'
    """
    letters = [letter.lower() for letter in short.rstrip("s") if letter.isalpha()]
    at = len(before)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (before[at].lower() == letters[index] and (index or _opens_word(before, at))):
            at -= 1
        if at < 0:
            return ""
    long = before[at:].strip()
    words = long.split()
    fits = len(words) <= min(len(letters) + 5, len(letters) * 2) and len(words) > 1
    return long if fits else ""


def _opens_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
