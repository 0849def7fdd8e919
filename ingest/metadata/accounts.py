"""The sentences in which a review says what happened to its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.metadata.clues import Clues
from ingest.metadata.subjects import identity
from ingest.model import Unit
from ingest.patterns import linear

#: Units after which a review is deep in its narrative.
SEARCHED = 60
_UNIT_CHARS = 5_000
_UNSEARCHED = frozenset({"toc", "boilerplate", "heading", "footnote"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])|\n")
_EVENT = re.compile(
    r"\b(?:died|dies|death|killed|murder\w*|injur\w+|harmed|hurt|collapse\w*|suicide|(?:own|his|her|their) life"
    r"|abuse[ds]?|assault\w*|stabb\w+|fatal\w*|neglect\w*|hospital|arrest|trauma|drown\w*|exploit\w+|incident"
    r"|fractur\w+|bruis\w+|scald\w*|unconscious|circumstances of)\b",
    re.IGNORECASE,
)
_CHILD = linear(
    r"\b(?:the|this|a|an)\s+(?:[\w-]+\s+){0,3}(?:child|boy|girl|young (?:person|man|woman)|teenager|adult|man|woman)\b"
    r"|\b(?:children|baby|infant)\b",
    re.IGNORECASE,
)
#: What the law says of reviews in general, and what research says of children in general.
_GENERAL = re.compile(
    r"\b(?:working together|the child has (?:died|been seriously)|either|abuse or neglect|criterion"
    r"|criteria(?!\s(?:\w+\s){0,6}(?:were|was|had been|are) met)|regulation|statutory|guidance"
    r"|research|known or suspected|nationally|studies|per cent"
    r"|a serious case review (?:is|should|must)|a child (?:has )?die[sd]|always)\b|%",
    re.IGNORECASE,
)
_RELATIVE = r"(?:grand\w+|(?:step)?mother|(?:step)?father|parent|uncle|aunt|brother|sister|cousin|friend|partner)"
#: What befell someone else: "his grandmother, who died in 2020"; "after her father's death".
_OF_RELATIVE = linear(
    rf"\b{_RELATIVE}(?:['’]s)?,?\s+(?:(?:who|had|has|was|then|later|sadly)\s+){{0,3}}(?:died|death|suicide|killed)"
    rf"|\b(?:death|loss|suicide|murder)\s+of\s+(?:\w+\s+){{0,2}}{_RELATIVE}\b",
    re.IGNORECASE,
)
#: "Sibling V" is not V.
_NOT_RELATIVE = r"(?<!Sibling )(?<!Mother )(?<!Father )(?<!Parent )(?<!Brother )(?<!Sister )"
#: Weights: a sentence that names the subject; one that follows it in the same unit; one that speaks of a child.
_NAMED, _FOLLOWING, _UNNAMED = 2.0, 1.4, 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the account.

    Args:
        unit: id of the unit it stands in.
        text: without what befell relatives.
        weight: more where it names the subject, and for the opening of the review.
    """

    unit: str
    text: str
    weight: float


def account(clues: Clues, *, subject: str) -> tuple[Sentence, ...]:
    """Sentences near the start from units that speak of the subject or a child and of an event, in reading order."""
    named = _named(subject)
    found: list[Sentence] = []
    for told, unit in enumerate(_telling(clues, named)):
        seen = False
        for text in _sentences(unit):
            here = bool(named and named.search(text))
            weight = _NAMED if here else _FOLLOWING if seen else _UNNAMED
            weight *= 0.1 if _GENERAL.search(text) and not here else 1.0
            # The first units tell what happened; later ones tell of risks, of relatives, of the past.
            found.append(Sentence(unit.id, text, weight / (1 + max(0, told - 2) / 4)))
            seen |= here
    return tuple(found)


def _telling(clues: Clues, named: re.Pattern[str] | None) -> Iterator[Unit]:
    searched = 0
    for unit in clues.units:
        if unit.kind in _UNSEARCHED:
            continue
        if _tells(unit.text[:_UNIT_CHARS], named):
            yield unit
        searched += unit.kind != "front_matter"
        if searched > SEARCHED:
            return


def _tells(text: str, named: re.Pattern[str] | None) -> bool:
    return bool(_EVENT.search(text) and ((named and named.search(text)) or _CHILD.search(text)))


def _sentences(unit: Unit) -> Iterator[str]:
    for sentence in _SENTENCE.split(unit.text[:_UNIT_CHARS]):
        text = _OF_RELATIVE.sub(" ", " ".join(sentence.split()))
        if text.strip():
            yield text


def _named(subject: str) -> re.Pattern[str] | None:
    """Finds the subject: 'Case R' is Child R, Baby R or simply R; 'Alex' is Alex."""
    words = [word for word in identity(subject) if word]
    if not words:
        return None
    names = "|".join(re.escape(word.upper() if len(word) < 3 else word.title()) for word in words)
    return re.compile(rf"{_NOT_RELATIVE}\b(?:{names})\b")
