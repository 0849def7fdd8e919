"""What sort of answer a question asks for, and whether a sentence holds one of that sort.

A question on how much a review cost is not answered by passages on the review in which no sum of money stands. The
sorts are in `app/data/expected.toml`, dates and things counted here (question-answering systems call them answer types:
Voorhees 1999, TREC-8).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from app.answers.model import Kind
from app.answers.question.kind import has_date
from app.answers.rules import ACRONYM
from app.answers.words import stem, words

_NUMBER = (
    r"(?:\d[\d,.]*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|\w+teen|once|twice|thrice|half|both|single|no|none|several|few|dozens?|hundreds?"
    r"|thousands?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|terms?)"
_IS_NUMBER = re.compile(rf"\d.*|{_NUMBER}", re.IGNORECASE)

_DO = r"(?:did|does|do|was|were|is|are|had|has|have|will|would|should|must)"
_WHEN = re.compile(
    rf"^\W*(?:\w+\W+){{0,4}}?when (?:{_DO}|exactly|precisely)\b|(?:\band|,|:|-) when {_DO}\b"
    r"|\b(?:what|which) (?:date|day|month|year)\b|\bby (?:what|when)\b|\bhow soon\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|number of)\s+(?:of (?:the|these|those|his|her|their) )?((?:[\w'’-]+\s*){1,3})", re.IGNORECASE
)
#: Words that end the name of what is counted, or stand before it and say nothing of it.
_NOT_COUNTED = frozenset(
    """
    did does do was were is are had has have came went got come been be would could should will might of in at on for
    from the a to per ever people
    """.split()  # noqa: SIM905
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LITTLE = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "s"})
#: A number counts what stands up to five words after it, or three before it.
_AFTER, _BEFORE = 5, 3


@dataclass(frozen=True, slots=True)
class Expected:
    """A sort of answer.

    Args:
        name: as in the data file; "date", "expansion" or "count".
        holds: whether a text could give such an answer. said: the words that ask for it.
    """

    name: str
    holds: Callable[[str], bool]
    said: str = ""


def expected(question: str, kind: Kind) -> tuple[Expected, ...]:
    """The sorts of answer that a question asks for; none where its form does not say."""
    found = [sort for read in _readers() for sort in read(question)]
    asks_when = _WHEN.search(question)
    if asks_when:
        found.append(Expected("date", has_date, asks_when[0]))
    if kind == "define":
        acronyms = re.findall(ACRONYM, question)
        found.append(Expected("expansion", lambda text: spells_out(text, acronyms), " ".join(acronyms[:1])))
    counted = _COUNTED.search(question)
    things = _counted(counted)
    if counted and things:
        found.append(Expected("count", lambda text: _counts(text, things), counted[0].strip()))
    return tuple(found)


def spells_out(text: str, acronyms: Iterable[str]) -> bool:
    """Whether a text has one of some acronyms and, in a row, words that begin with its letters: "hub (MASH)" does
    with "multi-agency safeguarding" before it, whether or not little words count ("Failure to Thrive", FTT)."""
    found = _LETTERS.findall(text)
    rows = ["".join(word[0].lower() for word in found)]
    rows.append("".join(word[0].lower() for word in found if word.lower() not in _LITTLE))
    for acronym in acronyms:
        plain = re.sub(r"s$", "", acronym)
        if re.search(rf"\b{re.escape(plain)}", text) and any(plain.lower() in row for row in rows):
            return True
    return False


@cache
def _listed() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("app").joinpath("data", "expected.toml").read_text(encoding="utf-8"))


@cache
def _readers() -> tuple[Callable[[str], list[Expected]], ...]:
    return tuple(_reader(name, sort) for name, sort in _listed().items() if name != "words")


def _reader(name: str, sort: Mapping[str, Any]) -> Callable[[str], list[Expected]]:
    """Reads from a question whether it asks for this sort."""
    asks = re.compile(_filled(sort["asks"]), re.IGNORECASE)

    def read(question: str) -> list[Expected]:
        match = asks.search(question)
        if not match:
            return []
        head = next(filter(None, match.groupdict().values()), "")
        return [Expected(name, _holder(sort["holds"], _plain(head), cased=sort.get("cased", False)), match[0].strip())]

    return read


def _plain(word: str) -> str:
    """A word without its possessive or plural ending."""
    return re.sub(r"['’]s$|(?<=[a-z]{3})s$", "", word)


@lru_cache(maxsize=1024)
def _holder(pattern: str, head: str, *, cased: bool) -> Callable[[str], bool]:
    compiled = re.compile(_filled(pattern).replace("{head}", re.escape(head)), re.NOFLAG if cased else re.IGNORECASE)
    return lambda text: compiled.search(text) is not None


def _filled(pattern: str) -> str:
    """A pattern with the lists that it names by "{said}" and the like; a list may name those before it."""
    for name, listed in reversed(_listed()["words"].items()):
        pattern = pattern.replace(f"{{{name}}}", listed)
    return pattern.replace("{number}", _NUMBER).replace("{unit}", _UNIT)


def _counted(match: re.Match[str] | None) -> frozenset[int]:
    """Stems of what a question counts: of "missed" and "visits" in "how many missed visits did ..."."""
    things: list[int] = []
    for word in words(match[1]) if match else ():
        if word not in _NOT_COUNTED:
            things.append(stem(word))
        elif things:
            break
    return frozenset(thing for thing in things if thing)


def _counts(text: str, things: frozenset[int]) -> bool:
    """Whether a number stands beside one of the things."""
    found = words(text)
    numbers = [place for place, word in enumerate(found) if _IS_NUMBER.fullmatch(word)]
    places = [place for place, word in enumerate(found) if stem(word) in things]
    return any(-_BEFORE <= place - number <= _AFTER and place != number for number in numbers for place in places)
