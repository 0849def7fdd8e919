"""Judges sentences and the question as a whole: which states what was asked, which denies it, and whether any does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.answers import fitted
from app.answers.evidence import Sentence
from app.answers.fitted import Floats
from app.reader.features import Scored, of_question, of_sentences


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence that was read closely.

    Args:
        states: chance, 0 to 1, that it states what was asked. denies: that it prints that it was not so.
    """

    sentence: Sentence
    states: float
    denies: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was read, best first, and the chance, 0 to 1, that there is an answer among it."""

    sentences: tuple[Judged, ...]
    chance: float

    @property
    def answers(self) -> bool:
        """Whether that chance is one on which an answer is given."""
        return self.chance >= threshold()

    @property
    def denial(self) -> Judged | None:
        """The sentence that denies what the question takes for granted, where one is surer to than any to state it."""
        best = max(self.sentences, key=lambda each: each.denies, default=None)
        return best if best and best.denies >= fitted.load("denied").threshold else None


def judge(scored: Sequence[Scored], abstention: Mapping[str, float]) -> Judgement:
    """Weigh what was read.

    Args:
        abstention: how well the passages found fit the question (`app.answers.abstention.features`).
    """
    stated = stated_odds(scored)
    judged = [
        Judged(each.sentence, chance_of(odds), chance_of(each.denies))
        for each, odds in zip(scored, stated.tolist(), strict=True)
    ]
    whole = of_question(scored, stated, abstention)
    ordered = sorted(judged, key=lambda each: (-each.states, each.sentence.rank, each.sentence.span))
    return Judgement(tuple(ordered), fitted.load("answered").probability(whole))


def stated_odds(scored: Sequence[Scored]) -> Floats:
    """Log-odds that each sentence states what was asked, by all its features, shape (sentences,)."""
    model = fitted.load("stated")
    return np.array([model.bias + model.part(row) for row in of_sentences(scored)], np.float64)


def threshold() -> float:
    """Below this chance, no answer is given."""
    return fitted.load("answered").threshold


def chance_of(odds: float) -> float:
    """The chance of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
