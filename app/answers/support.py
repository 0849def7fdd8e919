"""How near the passages come to what a question asks, word by word, in a sentence that could give the answer.

Late interaction sums over the words of a question: a passage on the right subject scores well though the one thing
asked for is not in it. So the words are also looked at one by one, and only in passages that hold the sort of answer
asked for (`app.answers.expected`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from app.answers.evidence import Features
from app.answers.near import Near
from app.answers.question.question import Question
from app.answers.words import content
from index.model import Hit
from index.terms import Terms

Floats = NDArray[np.float64]
#: Among so many of the best passages, one should hold the sort of answer asked for.
FIRST = 3
#: Of a question of so few words, a passage with a sentence that could give the answer must come so near to each.
FEW, EACH = 2, 0.65
#: No word of the question counts less than this, however common.
_LEAST_IDF = 0.3


def features(question: Question, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]], terms: Terms) -> Features:
    """How well the best passage and the best sentence support an answer; {} where no sentence has vectors."""
    read = [hit for hit in hits if near.get(hit.unit.id)]
    if not read:
        return {}
    words = _sought(question, near[read[0].unit.id][0].words)
    if not words:
        return {}
    weights = np.array([max(_LEAST_IDF, terms.idf(word)) for word in words])
    weights /= weights.sum()
    sentences = [(hit, each) for hit in read for each in near[hit.unit.id]]
    rows = np.array([[each.words[word] for word in words] for _, each in sentences])
    firsts = np.cumsum([0, *(len(near[hit.unit.id]) for hit in read[:-1])])
    nearest = np.maximum.reduceat(rows, firsts)
    of_passages = (nearest @ weights).tolist()
    close = np.repeat(nearest.min(axis=1) >= EACH, [len(near[hit.unit.id]) for hit in read]).tolist()
    of_sentences = _medians(rows, weights).tolist()
    found = {"passage": 0.0, "sentence": 0.0, "no_such_answer": 0.0}
    asked_for = [each.holds for each in question.sorts]
    sorts = asked_for or [lambda _: True]
    for holds in sorts:
        fits = [holds(hit.unit.text[each.span[0] : each.span[1]]) for hit, each in sentences]
        if asked_for and len(words) <= FEW and question.kind != "define":
            # "How much did the review cost?": any sum of money would do, were it not for "cost".
            fits = [fit and beside for fit, beside in zip(fits, close, strict=True)]
            found["unmatched"] = float(not any(fits) and found.get("unmatched", 1.0) > 0)
        fitting = np.logical_or.reduceat(fits, firsts).tolist()
        found["passage"] += max(compress(of_passages, fitting), default=0.0) / len(sorts)
        found["sentence"] += max(compress(of_sentences, fits), default=0.0) / len(sorts)
        found["no_such_answer"] += float(not any(fitting[:FIRST])) / len(sorts)
    return found


def _sought(question: Question, words: Mapping[str, float]) -> list[str]:
    """The words of the question that passages must come near to; those that name a review, where there is no other."""
    wanted = content(" ".join(words))
    about = [word for key, word in wanted.items() if key not in question.named]
    return [word for word in about or wanted.values() if word in words]


def _medians(rows: Floats, weights: Floats) -> Floats:
    """The weighted median of each row, so that neither the nearest nor the farthest word decides."""
    order = np.argsort(rows, axis=1)
    middle = np.argmax(np.cumsum(weights[order], axis=1) >= 0.5 - 1e-9, axis=1)
    medians: Floats = np.take_along_axis(rows, order, axis=1)[np.arange(len(rows)), middle]
    return medians
