"""Making a pair: naming units as people do, checking the pair as a dataset is checked, adding it to a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.answers import points_made
from eval.check import check
from eval.gold import find, normal_label
from eval.naming import named
from eval.pairs import AnswerPoint, DatasetError, Gold, Pair, load, pair_of
from ingest.errors import InputError
from ingest.model import Review, Unit

_REFERENCE = re.compile(r"(?P<review>\S+)\s+(?P<label>.+?)(?:\s*~\s*(?P<occurrence>\d+))?(?:\s*=\s*(?P<grade>[12]))?")
_ID = re.compile(r"(?P<id>\S+:\S+?)(?:\s*=\s*(?P<grade>[12]))?")
_ROW = Mapping[str, Any]


def pick(reference: str, review_of: Callable[[str], Review]) -> tuple[Unit, int]:
    """The unit that a person names, and its grade.

    "child-k 3.1.5", "child-k Recommendation 2 ~2" (its second printing), "child-k 3.1.5 =1" (also relevant), or a
    unit's id.

    Args:
        review_of: the review of an id, a file name or an unambiguous beginning.

    Raises:
        InputError: nothing or several things are named so; the message says what is near.
    """
    reference = " ".join(reference.split())
    by_id = _ID.fullmatch(reference)
    if by_id:
        review = review_of(by_id["id"].partition(":")[0])
        return _one(Gold(review.id, id=by_id["id"]), review), int(by_id["grade"] or 2)
    parts = _REFERENCE.fullmatch(reference)
    if not parts:
        raise InputError(
            f"{reference!r} names no unit.", remedy='Write a review and a printed number: "child-k 3.1.5".'
        )
    review = review_of(parts["review"])
    gold = Gold(review.id, parts["label"], int(parts["occurrence"] or 1))
    return _one(gold, review), int(parts["grade"] or 2)


def _one(gold: Gold, review: Review) -> Unit:
    units, reason = find(gold, {review.id: review})
    if len(units) == 1:
        return units[0]
    if units:
        ids = ", ".join(unit.id for unit in units)
        raise InputError(f"{gold.review} has {len(units)} units with {gold.label}.", remedy=f"Name one by id: {ids}.")
    near = [unit.label for unit in review.units if unit.kind != "heading" and _near(unit.label, gold.label)]
    remedy = f"There are: {', '.join(dict.fromkeys(near[:6]))}." if near else "See them with `casebook show REVIEW`."
    raise InputError(f"{reason}.", remedy=remedy)


def _near(label: str, wanted: str) -> bool:
    head = normal_label(wanted).rsplit(".", 1)[0]
    return bool(head and label) and normal_label(label).startswith(head)


def reference(unit: Unit, grade: int, review: Review) -> dict[str, Any]:
    """How the dataset names a unit: by label, with the id too where its label alone would be ambiguous."""
    name = named(unit, grade)
    found, _ = find(Gold(unit.review, unit.label, unit.occurrence), {review.id: review}) if unit.label else ((), "")
    return name if "id" in name or found == (unit,) else name | {"id": unit.id}


def point_of(written: str) -> AnswerPoint:
    """An answer point as typed: what is said, then the words that show it, parted by |.

    >>> point_of("twice | two visits | visited twice")
    AnswerPoint(text='twice', must=('two visits', 'visited twice'))
    """
    text, *must = (part.strip() for part in written.split("|"))
    ways = tuple(way for way in must if way) or (text,)
    if not text:
        raise InputError("An answer point is empty.", remedy='Write "what it says | words that show it | other words".')
    return AnswerPoint(text, ways)


def unsupported(points: Sequence[AnswerPoint], texts: Sequence[str]) -> tuple[AnswerPoint, ...]:
    """The points whose words stand in none of the texts: perhaps a slip, or a paragraph that is not marked yet."""
    together = "\n".join(texts)
    return tuple(point for point in points if not points_made(together, [point]))


def next_id(path: Path) -> str:
    """An id that the dataset does not have: U-001, U-002..."""
    taken = {pair.id for pair in load(path)} if _begun(path) else set()
    return next(name for number in range(1, len(taken) + 2) if (name := f"U-{number:03}") not in taken)


def _begun(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def add(row: _ROW, path: Path, reviews: Mapping[str, Review]) -> int:
    """Check a pair as a dataset is checked, and append it; how many pairs the file then has.

    Raises:
        DatasetError: the pair, or the file as it is, cannot be used; nothing is written.
    """
    before = load(path) if _begun(path) else ()
    pair = _checked(row, reviews)
    if any(pair.id == other.id for other in before):
        raise DatasetError(f"{path.name} has a pair {pair.id} already.", remedy="Give another --id.")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    ended = "" if not text or text.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8") as file:
        file.write(ended + json.dumps(row, ensure_ascii=False) + "\n")
    return len(before) + 1


def _checked(row: _ROW, reviews: Mapping[str, Review]) -> Pair:
    pair = pair_of(row)
    troubles = check([pair], reviews).troubles
    if troubles:
        raise DatasetError(f"The pair cannot be saved: {troubles[0].reason}.")
    return pair
