"""Whether two texts say the same and yet differ in a fact: a number, a date, a name, a denial.

The overview report has four visits, its executive summary six: nothing may be said to stand "also in" the other then,
and a reader must see both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.numbering import ONES, TENS

#: Least likeness of two sentences, facts left out, that tell of the same thing.
ALIKE = 0.75
#: Shorter sentences are alike by chance.
FEWEST = 5
_WORD = re.compile(r"[^\W_]+(?:[.,:]\d+)*(?:['’][^\W\d_]+)?")
_DENIALS = frozenset((
    "not", "no", "never", "without", "nor", "neither", "none", "cannot", "nothing", "nobody", "nowhere", "unable",
    "refused", "declined", "rejected", "denied",
))  # fmt: skip
#: Words that carry a denial's verb and say nothing themselves.
_EMPTY = frozenset((
    "did", "does", "do", "was", "were", "is", "are", "had", "has", "have", "been", "be", "any",
))  # fmt: skip
_NUMBERS = {word: str(value) for value, word in enumerate(ONES, 1)}
_NUMBERS |= {word: str(10 * ten) for ten, word in enumerate(TENS, 2)}
_NUMBERS |= {"once": "1", "twice": "2", "thrice": "3", "hundred": "100", "dozen": "12", "half": "0.5"}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states that another may state otherwise, and the words around it.

    Args:
        numbers: in digits. names: words with a capital that do not open a sentence, months among them.
        denials: words that deny. rest: what is left, in order, without endings.
    """

    numbers: frozenset[str]
    names: frozenset[str]
    denials: frozenset[str]
    rest: tuple[str, ...]


@lru_cache(maxsize=8192)
def facts(text: str) -> Facts:
    """The facts of a text.

    >>> found = facts("Nurse Hale made four visits in May.")
    >>> sorted(found.numbers | found.names)
    ['4', 'hale', 'may']
    """
    numbers: set[str] = set()
    names: set[str] = set()
    denials: set[str] = set()
    rest: list[str] = []
    plain = re.sub(r"n['’]t\b", " not", text)
    for found in _WORD.finditer(plain):
        word = found[0]
        low = re.sub(r"['’]s$", "", word.lower())
        if number := _number(low):
            numbers.add(number)
        elif low in _DENIALS:
            denials.add(low)
        elif word[0].isupper() and word != "I" and not _opens(plain, found.start()):
            names.add(low)
        elif low not in _EMPTY:
            rest.append(_ENDING.sub("", low))
    return Facts(frozenset(numbers), frozenset(names), frozenset(denials), tuple(rest))


def contradict(one: Facts, other: Facts) -> bool:
    """Whether each has a number or a name that the other has not, or only one of them denies: more detail is none."""
    pairs = ((one.numbers, other.numbers), (one.names, other.names))
    each_its_own = any(mine - theirs and theirs - mine for mine, theirs in pairs)
    return each_its_own or bool(one.denials) != bool(other.denials)


def differ(one_text: str, other_text: str) -> bool:
    """Whether two sentences tell of the same thing and differ in a number, a date, a name or a denial."""
    one, other = facts(one_text), facts(other_text)
    return contradict(one, other) and _alike(one.rest, other.rest)


def agree(one_text: str, other_text: str) -> bool:
    """Whether two sentences print the same statement."""
    one, other = facts(one_text), facts(other_text)
    same = (one.numbers, one.names, bool(one.denials)) == (other.numbers, other.names, bool(other.denials))
    return same and (one.rest == other.rest or _alike(one.rest, other.rest))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    fewer, more = sorted((len(one), len(other)))
    if fewer < FEWEST or 2 * fewer < ALIKE * (fewer + more):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _number(word: str) -> str:
    if word in _NUMBERS:
        return _NUMBERS[word]
    if not word[0].isdigit():
        return ""
    ordinal = _ORDINAL.match(word)
    return ordinal[1] if ordinal else word.replace(",", "")


def _opens(text: str, at: int) -> bool:
    """A word that opens a sentence has a capital whatever it is."""
    before = text[:at].rstrip(" “\"'‘(")
    return not before or before[-1] in ".!?:\n|"
