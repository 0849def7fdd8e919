"""A second reading: the same sentences without their labels, and how far two readers agree.

The reader is shown one question in `every`, drawn by its id, and writes labels in the form that `bind` takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from eval.evidence.bind import REST
from eval.evidence.model import ANSWERING, Question
from eval.roles import agreement as kappa
from ingest.errors import InputError

EVERY = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readings agree, each as Cohen's kappa.

    Args:
        says: of *says* against all else. answering: of *says* or *part*. denies: of *denies*. labels: of all seven.
        answered: of whether a question has a sentence that is *says* or *part*.
        differing: questions and numbers where one reader found *says* and the other did not.
    """

    questions: int
    sentences: int
    says: float
    answering: float
    denies: float
    labels: float
    answered: float
    differing: tuple[str, ...]


def drawn(questions: Sequence[Question], every: int = EVERY) -> list[Question]:
    """About one question in `every`, the same whenever it is drawn."""
    return [question for question in questions if zlib.crc32(question.id.encode()) % every == 0]


def compare(questions: Sequence[Question], labels: Mapping[str, Mapping[str, str]]) -> Agreement:
    """The labels of a dataset beside those of a second reader.

    Args:
        labels: question id -> number of the sentence, from 1, or `*` -> label.

    Raises:
        InputError: no question was read, a sentence of one has no label, or a label no sentence.
    """
    read = [question for question in questions if question.id in labels]
    if not read:
        raise InputError(
            "None of these questions has a second reading.", remedy="Show some: python -m eval.evidence blind."
        )
    firsts = [[each.says for each in question.sentences] for question in read]
    seconds = [_second(question, labels[question.id]) for question in read]
    first, second = list(chain.from_iterable(firsts)), list(chain.from_iterable(seconds))
    names = [f"{question.id} {number}" for question in read for number in range(1, len(question.sentences) + 1)]

    def of(wanted: Collection[str]) -> float:
        return kappa([str(each in wanted) for each in first], [str(each in wanted) for each in second])[1]

    return Agreement(
        questions=len(read),
        sentences=len(first),
        says=of({"says"}),
        answering=of(ANSWERING),
        denies=of({"denies"}),
        labels=kappa(first, second)[1],
        answered=kappa(_answered(firsts), _answered(seconds))[1],
        differing=tuple(
            n for n, one, two in zip(names, first, second, strict=True) if (one == "says") != (two == "says")
        ),
    )


def _answered(readings: Iterable[Collection[str]]) -> list[str]:
    return [str(not ANSWERING.isdisjoint(said)) for said in readings]


def _second(question: Question, labels: Mapping[str, str]) -> list[str]:
    if stray := [key for key in labels if key != REST and not 1 <= int(key) <= len(question.sentences)]:
        raise InputError(
            f"{question.id} has no sentence {stray[0]}.", remedy=f"It has {len(question.sentences)}; see blind."
        )
    found = [labels.get(str(number), labels.get(REST, "")) for number in range(1, len(question.sentences) + 1)]
    if "" in found:
        raise InputError(f"{question.id}: sentence {found.index('') + 1} has no label.", remedy="Or write *:about.")
    return [label.rstrip("!") for label in found]
