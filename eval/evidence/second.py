"""A second reading: the same sentences without their labels, and how far two readers agree.

The reader is shown one question in `every`, drawn by its id, and writes labels in the form that `bind` takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.evidence.bind import REST
from eval.evidence.model import ANSWERING, Question
from eval.roles import agreement as kappa
from ingest.errors import InputError

EVERY = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readings agree, each as Cohen's kappa.

    Args:
        says: of *says* against all else. answering: of *says* or *part*. labels: of all seven labels.
        differing: questions and numbers where one reader found *says* and the other did not.
    """

    questions: int
    sentences: int
    says: float
    answering: float
    labels: float
    differing: tuple[str, ...]


def drawn(questions: Sequence[Question], every: int = EVERY) -> list[Question]:
    """About one question in `every`, the same whenever it is drawn."""
    return [question for question in questions if zlib.crc32(question.id.encode()) % every == 0]


def compare(questions: Sequence[Question], labels: Mapping[str, Mapping[str, str]]) -> Agreement:
    """The labels of a dataset beside those of a second reader.

    Args:
        labels: question id -> number of the sentence, from 1, or `*` -> label.

    Raises:
        InputError: no question was read, or a sentence of one has no label.
    """
    read = [question for question in questions if question.id in labels]
    if not read:
        raise InputError(
            "None of these questions has a second reading.", remedy="Show some: python -m eval.evidence blind."
        )
    first = [each.says for question in read for each in question.sentences]
    second = [label for question in read for label in _second(question, labels[question.id])]
    names = [f"{question.id} {number}" for question in read for number in range(1, len(question.sentences) + 1)]

    def of(same: Callable[[str], str]) -> float:
        return kappa([same(each) for each in first], [same(each) for each in second])[1]

    return Agreement(
        questions=len(read),
        sentences=len(first),
        says=of(lambda label: str(label == "says")),
        answering=of(lambda label: str(label in ANSWERING)),
        labels=of(str),
        differing=tuple(
            n for n, one, two in zip(names, first, second, strict=True) if (one == "says") != (two == "says")
        ),
    )


def _second(question: Question, labels: Mapping[str, str]) -> list[str]:
    found = [labels.get(str(number), labels.get(REST, "")) for number in range(1, len(question.sentences) + 1)]
    if "" in found:
        raise InputError(f"{question.id}: sentence {found.index('') + 1} has no label.", remedy="Or write *:about.")
    return [label.rstrip("!") for label in found]
