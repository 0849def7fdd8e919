"""A second, blind reading of some pairs, and how far it agrees with the first.

The reader is given questions alone, in a random order, and reads the reviews: which units answer it, or none. What was
blind is told with the figures.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import Resolved, find
from eval.pairs import DatasetError, Gold, Pair
from eval.roles import agreement as kappa
from eval.statistics import Estimate, estimate
from ingest.model import Review


def draw(pairs: Sequence[Pair], *, answered: int, unanswered: int, seed: int, but: Collection[str] = ()) -> list[Pair]:
    """Questions for a second reading, shuffled; by type in the proportions of the dataset (largest remainder).

    Args:
        answered, unanswered: how many that have an answer, and that have none.
        but: ids that are not drawn.
    """
    rng = random.Random(seed)
    left = [pair for pair in pairs if pair.id not in but]
    drawn = _stratified([pair for pair in left if pair.answerable], answered, rng)
    drawn += _stratified([pair for pair in left if not pair.answerable], unanswered, rng)
    rng.shuffle(drawn)
    return drawn


def _stratified(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Pair]:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.type, []).append(pair)
    shares = {name: count * len(group) / len(pairs) for name, group in groups.items()}
    quota = {name: int(share) for name, share in shares.items()}
    for name in sorted(shares, key=lambda each: (quota[each] - shares[each], each))[: count - sum(quota.values())]:
        quota[name] += 1
    return [pair for name in sorted(groups) for pair in rng.sample(groups[name], quota[name])]


@dataclass(frozen=True, slots=True)
class Read:
    """What the second reader says of one question: unit ids -> grade; none where nothing answers it."""

    question: str
    grades: Mapping[str, int]


def load_reading(path: Path, reviews: Mapping[str, Review]) -> tuple[Read, ...]:
    """A reading: JSON Lines with `question` and `gold`, as in a dataset.

    Raises:
        DatasetError: a line cannot be used, or names no unit.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            raw = json.loads(line)
            gold = [Gold(**each) for each in raw["gold"]]
            found.append(Read(raw["question"], _grades(gold, reviews)))
        except (ValueError, KeyError, TypeError) as error:
            raise DatasetError(f"{path.name}, line {number}: {error}.") from error
    return tuple(found)


def _grades(gold: Sequence[Gold], reviews: Mapping[str, Review]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for each in gold:
        units, reason = find(each, reviews)
        if reason:
            raise ValueError(reason)
        grades |= {unit.id: each.grade for unit in units}
    return grades


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readings agree.

    Args:
        same: share of the questions that both hold answered, or both not; `kappa` is Cohen's.
        first_found: share of the first reading's essential units that the second names at either grade.
        second_found: share of the second's essential units that stand in the first at either grade.
        f1: of the essential units, mean over the questions that the first reading holds answered.
        differ: ids of the questions on which answered or not differs: first yes and second no; first no, second yes.
    """

    questions: int
    answered_first: int
    answered_second: int
    same: float
    kappa: float
    first_found: float
    second_found: float
    f1: Estimate
    differ: tuple[tuple[str, ...], tuple[str, ...]]


def agreement(pairs: Sequence[Resolved], reading: Sequence[Read]) -> Agreement:
    """Compare a reading with the dataset's gold, question by question.

    Raises:
        DatasetError: the reading has a question that the dataset does not have.
    """
    known = {resolved.pair.question: resolved for resolved in pairs}
    missing = [read.question for read in reading if read.question not in known]
    if missing:
        raise DatasetError(f"The dataset does not have the question {missing[0]!r}.")
    both = [(known[read.question], read) for read in reading]
    first = [str(resolved.pair.answerable) for resolved, _ in both]
    second = [str(bool(_essential(read.grades))) for _, read in both]
    same, chance = kappa(first, second)
    answered = [(resolved.grades, read.grades) for resolved, read in both if resolved.pair.answerable]
    ids = [resolved.pair.id for resolved, _ in both]
    return Agreement(
        questions=len(both),
        answered_first=first.count("True"),
        answered_second=second.count("True"),
        same=same,
        kappa=chance,
        first_found=_share([(_essential(a), set(b)) for a, b in answered]),
        second_found=_share([(_essential(b), set(a)) for a, b in answered]),
        f1=estimate([_f1(_essential(a), _essential(b)) for a, b in answered]),
        differ=(
            tuple(each for each, a, b in zip(ids, first, second, strict=True) if a > b),
            tuple(each for each, a, b in zip(ids, first, second, strict=True) if a < b),
        ),
    )


def _essential(grades: Mapping[str, int]) -> set[str]:
    return {unit for unit, grade in grades.items() if grade == 2}


def _share(sets: Sequence[tuple[set[str], set[str]]]) -> float:
    """Share of all units of the left sets that stand in the right ones."""
    total = sum(len(left) for left, _ in sets)
    return sum(len(left & right) for left, right in sets) / total if total else 0.0


def _f1(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def questions(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """What the reader is given: the questions and nothing else."""
    return [{"question": pair.question, "gold": []} for pair in pairs]
