"""From gold references to the units of a library: found, missing or ambiguous."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.pairs import Gold, Pair
from ingest.model import Review, Unit

_WORD = re.compile(r"[a-z0-9£%]+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A pair with its gold as unit ids: `grades` maps unit id to 2 (essential) or 1 (also relevant)."""

    pair: Pair
    grades: Mapping[str, int]

    @property
    def essential(self) -> tuple[str, ...]:
        """Ids of the essential units."""
        return tuple(unit for unit, grade in self.grades.items() if grade == 2)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A gold reference that names no unit, or several."""

    pair: str
    gold: Gold | None
    reason: str


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, as the measures count them."""
    return _WORD.findall(text.lower())


def resolve(pairs: Iterable[Pair], reviews: Mapping[str, Review]) -> tuple[tuple[Resolved, ...], tuple[Trouble, ...]]:
    """Each pair with the units that its gold names, and the references that could not be resolved."""
    resolved: list[Resolved] = []
    troubles: list[Trouble] = []
    for pair in pairs:
        grades: dict[str, int] = {}
        for gold in pair.gold:
            units, reason = find(gold, reviews)
            if reason:
                troubles.append(Trouble(pair.id, gold, reason))
            for unit in units:
                grades[unit.id] = max(gold.grade, grades.get(unit.id, 0))
        resolved.append(Resolved(pair, grades))
    return tuple(resolved), tuple(troubles)


def find(gold: Gold, reviews: Mapping[str, Review]) -> tuple[tuple[Unit, ...], str]:
    """The units that a reference names, and "" or what is wrong with it."""
    review = reviews.get(gold.review)
    if review is None:
        return (), f"there is no review {gold.review!r} in the library"
    if gold.id:
        return _by_id(gold, review)
    units = _labelled(gold, review) if gold.label else review.units
    if gold.anchor:
        anchored = tuple(unit for unit in units if contains(words(unit.text), words(gold.anchor)))
        # A wrong label in the reference must not hide the words it means.
        units = anchored or tuple(unit for unit in review.units if contains(words(unit.text), words(gold.anchor)))
        units = _without_headings(units)
    if not units:
        return (), f"{gold.review} has no unit {_what(gold)}"
    return units, ""


def _what(gold: Gold) -> str:
    if not gold.label:
        return f"with the words {gold.anchor!r}"
    again = f", printed for the {gold.occurrence}. time" if gold.occurrence > 1 else ""
    return f"with the label {gold.label!r}{again}"


def _by_id(gold: Gold, review: Review) -> tuple[tuple[Unit, ...], str]:
    wanted = review.aliases.get(gold.id, gold.id)
    for unit in review.units:
        if unit.id == wanted:
            return (unit,), ""
    return (), f"{gold.review} has no unit with the id {gold.id}"


def _labelled(gold: Gold, review: Review) -> tuple[Unit, ...]:
    label = normal_label(gold.label)
    same = [unit for unit in review.units if normal_label(unit.label) == label]
    if gold.anchor:
        return tuple(same)
    return tuple(unit for unit in same if unit.occurrence == gold.occurrence and unit.kind != "heading")


def _without_headings(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    body = tuple(unit for unit in units if unit.kind not in ("heading", "toc"))
    return body or units


def normal_label(label: str) -> str:
    """'1.1.' and 'Para 1.1' name the same paragraph as '1.1'."""
    plain = re.sub(r"^(para(graph)?\.?)\s+", "", label.strip().lower())
    return plain.rstrip(".:)")


def contains(text: list[str], part: list[str]) -> bool:
    """Whether the words of `part` stand in `text` one after another."""
    if not part:
        return False
    joined = " ".join(text)
    return f" {' '.join(part)} " in f" {joined} "
