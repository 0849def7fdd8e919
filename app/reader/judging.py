"""Judges sentences and the question as a whole: which states what was asked, and whether any does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.answers import fitted
from app.answers.evidence import Sentence
from app.answers.fitted import Logistic
from app.reader.features import UNREAD, Scored, of_question, of_sentences, together


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with the chance, 0 to 1, that it states what was asked."""

    sentence: Sentence
    states: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Sentences, best first, the chance, 0 to 1, that there is an answer among them, and the reader's best score."""

    sentences: tuple[Judged, ...]
    chance: float
    best: float = UNREAD


def likeliest_first(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences by how likely they are before they are read closely; `says` is that chance."""
    model = fitted.load("likely")
    likely = [
        replace(each, says=model.probability(row)) for each, row in zip(sentences, of_sentences(sentences), strict=True)
    ]
    return sorted(likely, key=lambda each: (-each.says, each.rank, each.span))


def judge(sentences: Sequence[Sentence], scored: Sequence[Scored], found: Mapping[str, float]) -> Judgement:
    """Weigh what was found and read.

    Args:
        sentences: all of them, as `evidence.gather` weighs them. scored: those, likeliest first, of which some were
            read closely. found: how the passages fit the question (`app.answers.abstention.features`).
    """
    stated, answered = fitted.load("stated"), fitted.load("answered")
    judged = [Judged(each.sentence, _chance(stated, _odds(each), each.states)) for each in scored]
    whole = fitted.load("likely_answered")
    likely = whole.bias + whole.part(of_question(of_sentences(sentences), found))
    # Without a sentence there is nothing to answer from, whatever the fit of what is not there.
    chance = answered.probability({"likely": likely, "states": together(scored)}) if scored else 0.0
    best = max((each.states for each in scored if each.states is not None), default=UNREAD)
    return Judgement(tuple(sorted(judged, key=lambda each: -each.states)), chance, best)


def threshold() -> float:
    """Below this chance, no answer is given."""
    return fitted.load("answered").threshold


def _odds(scored: Scored) -> float:
    return math.log(scored.sentence.says / (1 - scored.sentence.says)) if 0 < scored.sentence.says < 1 else UNREAD


def _chance(model: Logistic, likely: float, states: float | None) -> float:
    return model.probability({"likely": likely, "states": UNREAD if states is None else states})
