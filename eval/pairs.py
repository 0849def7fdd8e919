"""Known question-answer pairs: one JSON object a line, checked when loaded.

    {"id": "S-001", "question": "...", "persona": "practitioner", "type": "fact", "scope": "westmarch-child-k",
     "gold": [{"review": "westmarch-child-k", "label": "4.12", "occurrence": 1, "grade": 2}],
     "answer_points": [{"text": "what a right answer says", "must": ["any of these", "shows the point"]}],
     "speaks": ["reviews that speak of it"], "silent": ["reviews that do not"], "note": "..."}

A gold reference names a unit by its printed label and occurrence, or, where none is printed, by its stable `id`,
or by an `anchor`: six or more words that stand in it. Grade 2 is essential, grade 1 also relevant.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ingest.errors import InputError

Persona = Literal["practitioner", "researcher", "trainer"]
Type = Literal["fact", "explain", "recommend", "quote", "theme", "compare", "unanswerable", "false_premise"]

PERSONAS: tuple[Persona, ...] = get_args(Persona)
TYPES: tuple[Type, ...] = get_args(Type)

#: Types of question that the collection does not answer: their gold is empty.
UNANSWERED: frozenset[Type] = frozenset({"unanswerable", "false_premise"})
#: The fold of pairs with gold in several reviews.
SEVERAL = "several"


class DatasetError(InputError):
    """A dataset has a line that cannot be used; the message names the line and the reason."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One unit that answers a question."""

    review: str
    label: str = ""
    occurrence: int = 1
    grade: int = 2
    id: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPoint:
    """One thing a right answer says; any of `must` in the answer, case aside, shows that it was said."""

    text: str
    must: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and what is known of its answer."""

    id: str
    question: str
    persona: Persona
    type: Type
    scope: str | None
    gold: tuple[Gold, ...]
    answer_points: tuple[AnswerPoint, ...]
    speaks: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the collection answers it."""
        return self.type not in UNANSWERED


def fold_of(pair: Pair, reviews: Sequence[str] = ()) -> str:
    """The review that a pair is about: where its essential gold stands, or where it is put to.

    One with gold in several reviews, or in none of them essential, belongs to SEVERAL; one without gold that names no
    review, to one drawn by its id.

    Args:
        reviews: ids of the library's reviews, in order; needed for a pair without gold.
    """
    if pair.gold:
        about = {gold.review for gold in pair.gold if gold.grade == 2}
        return about.pop() if len(about) == 1 else SEVERAL
    if pair.scope in reviews:
        return str(pair.scope)
    return reviews[int(hashlib.sha256(pair.id.encode()).hexdigest(), 16) % len(reviews)]


def load(path: Path) -> tuple[Pair, ...]:
    """All pairs of a dataset.

    Raises:
        DatasetError: the file is missing, or a line is not usable; names the line and the reason.
    """
    if not path.is_file():
        raise DatasetError(f"There is no dataset at {path}.")
    pairs: list[Pair] = []
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            pair = pair_of(json.loads(line))
        except ValueError as error:
            raise DatasetError(f"{path.name}, line {number}: not JSON ({error}).") from error
        except DatasetError as error:
            raise DatasetError(f"{path.name}, line {number}: {error.message}") from error
        if pair.id in seen:
            raise DatasetError(f"{path.name}, line {number}: the id {pair.id} stands on line {seen[pair.id]} already.")
        seen[pair.id] = number
        pairs.append(pair)
    if not pairs:
        raise DatasetError(f"{path.name} has no pairs.", remedy="Make some with `casebook eval new`.")
    return tuple(pairs)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path.name} is not UTF-8 text.", remedy="Pairs are JSON Lines in UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def pair_of(raw: Any) -> Pair:
    """One pair from its JSON object.

    Raises:
        DatasetError: it is not usable; says why.
    """
    try:
        return _pair(raw)
    except (ValueError, KeyError, TypeError) as error:
        reason = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise DatasetError(f"{reason}.") from error


def _pair(raw: Any) -> Pair:
    if not isinstance(raw, dict):
        raise TypeError("not a JSON object")
    pair = Pair(
        id=_text(raw, "id"),
        question=_text(raw, "question"),
        persona=_choice(raw, "persona", PERSONAS),
        type=_choice(raw, "type", TYPES),
        scope=raw.get("scope"),
        gold=tuple(_gold(item) for item in _objects(raw, "gold")),
        answer_points=tuple(AnswerPoint(_text(item, "text"), _must(item)) for item in _objects(raw, "answer_points")),
        speaks=_strings(raw, "speaks"),
        silent=_strings(raw, "silent"),
        note=raw.get("note", ""),
    )
    if pair.answerable and not pair.gold:
        raise ValueError(f"{pair.id} is of type {pair.type} but names no gold unit")
    if not pair.answerable and any(gold.grade == 2 for gold in pair.gold):
        raise ValueError(f"{pair.id} is of type {pair.type} but names essential gold")
    return pair


def _gold(raw: Any) -> Gold:
    gold = Gold(
        review=str(raw["review"]),
        label=str(raw.get("label", "")),
        occurrence=raw.get("occurrence", 1),
        grade=raw.get("grade", 2),
        id=str(raw.get("id", "")),
        anchor=str(raw.get("anchor", "")),
    )
    if not (gold.label or gold.id or gold.anchor):
        raise ValueError("a gold reference needs a label, an id or an anchor")
    if gold.grade not in (1, 2):
        raise ValueError(f"grade is 1 or 2, not {gold.grade!r}")
    if not isinstance(gold.occurrence, int) or gold.occurrence < 1:
        raise ValueError(f"occurrence is 1, 2 and so on, not {gold.occurrence!r}")
    return gold


def _objects(raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = raw[key]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} is no list of objects")
    return value


def _strings(raw: dict[str, Any], key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} is no list of strings")
    return tuple(value)


def _must(point: dict[str, Any]) -> tuple[str, ...]:
    ways = _strings(point, "must")
    if not any(way.strip() for way in ways):
        raise ValueError(f"the answer point {point['text']!r} names no words that show it")
    return ways


def _text(raw: dict[str, Any], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is empty")
    return value


def _choice(raw: dict[str, Any], key: str, allowed: tuple[Any, ...]) -> Any:
    if raw[key] not in allowed:
        raise ValueError(f"{key} is {raw[key]!r}; it must be one of {', '.join(allowed)}")
    return raw[key]
