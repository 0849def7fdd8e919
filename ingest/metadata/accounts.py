"""The sentences in which a review says what happened to its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.metadata.clues import Clues
from ingest.metadata.subjects import identity

#: Units after which a review is deep in its narrative.
SEARCHED = 60
_UNSEARCHED = frozenset({"toc", "boilerplate", "heading", "footnote"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])|\n")
_EVENT = re.compile(
    r"\b(?:died|dies|death|killed|murder\w*|injur\w+|harmed|collapse\w*|suicide|own life|abuse[ds]?|assault\w*|stabb\w+|fatal\w*"
    r"|neglect\w*|hospital|arrest|trauma|drown\w*|exploit\w+|incident|circumstances of)\b",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:the|this|a|an)\s+(?:[\w-]+\s+){0,3}(?:child|baby|infant|boy|girl|young person|young man|young woman|teenager|adult|man|woman)\b"
    r"|\bchildren\b",
    re.IGNORECASE,
)
#: What the law says of reviews in general, and what research says of children in general.
_GENERAL = re.compile(
    r"\b(?:working together|criteria|criterion|regulation|statutory|guidance|research|known or suspected|nationally|studies|per cent"
    r"|a serious case review (?:is|should|must)|a child (?:has )?die[sd]|always)\b|%",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the account.

    Args:
        unit: id of the unit it stands in.
        weight: more where it names the subject and tells of an event, and for the opening of the review.
    """

    unit: str
    text: str
    weight: float


def account(clues: Clues, *, subject: str) -> tuple[Sentence, ...]:
    """Sentences near the start that speak of the subject or the child and of an event, in reading order."""
    named = _named(subject)
    found: list[Sentence] = []
    for number, (unit, text) in enumerate(_sentences(clues)):
        of_subject = bool(named and named.search(text))
        if not _EVENT.search(text) or not (of_subject or _CHILD.search(text)):
            continue
        general = bool(_GENERAL.search(text)) and not of_subject
        weight = (2.0 if of_subject else 1.0) * (0.1 if general else 1.0) * (1.0 if number < 60 else 0.6)
        found.append(Sentence(unit, text, weight))
    return tuple(found)


def _named(subject: str) -> re.Pattern[str] | None:
    """Finds the subject: 'Case R' is Child R, Baby R or simply R; 'Alex' is Alex."""
    words = [word for word in identity(subject) if word]
    if not words:
        return None
    return re.compile("|".join(rf"\b{re.escape(word.upper() if len(word) < 3 else word.title())}\b" for word in words))


def _sentences(clues: Clues) -> Iterator[tuple[str, str]]:
    searched = 0
    for unit in clues.units:
        if unit.kind in _UNSEARCHED:
            continue
        for sentence in _SENTENCE.split(unit.text):
            if sentence.strip():
                yield unit.id, " ".join(sentence.split())
        searched += unit.kind != "front_matter"
        if searched > SEARCHED:
            return
