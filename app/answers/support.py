"""How near the passages come to what a question asks, word by word, in a sentence that could give the answer.

Late interaction sums over the words of a question: a passage on the right subject scores well though the one thing
asked for is not in it. So the words are also looked at one by one, and only in passages that hold the sort of answer
asked for (`app.answers.expected`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.answers.evidence import Asked, Features
from app.answers.expected import expected
from app.answers.near import Near
from app.answers.words import content
from index.model import Hit
from index.terms import Terms

Floats = NDArray[np.float64]
#: Among so many of the best passages, one should hold the sort of answer asked for.
FIRST = 3
#: No word of the question counts less than this, however common.
_LEAST_IDF = 0.3


def features(question: Asked, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]], terms: Terms) -> Features:
    """How well the best passage and the best sentence support an answer; {} where no sentence has vectors."""
    read = [hit for hit in hits if near.get(hit.unit.id)]
    if not read:
        return {}
    words = _sought(question, near[read[0].unit.id][0].words)
    if not words:
        return {}
    weights = np.array([max(_LEAST_IDF, terms.idf(word)) for word in words])
    weights /= weights.sum()
    sentences = [np.array([[each.words[word] for word in words] for each in near[hit.unit.id]]) for hit in read]
    passages = [np.max(rows, axis=0) for rows in sentences]
    found = {"passage": 0.0, "sentence": 0.0, "no_such_answer": 0.0}
    sorts = [each.holds for each in expected(question.text)] or [lambda _: True]
    for holds in sorts:
        fitting = [_fitting(hit, near[hit.unit.id], holds) for hit in read]
        found["passage"] += _best(
            [float(row @ weights) for row, fits in zip(passages, fitting, strict=True) if any(fits)], len(sorts)
        )
        found["sentence"] += _best(
            [
                _median(row, weights)
                for rows, fits in zip(sentences, fitting, strict=True)
                for row, fit in zip(rows, fits, strict=True)
                if fit
            ],
            len(sorts),
        )
        found["no_such_answer"] += float(not any(map(any, fitting[:FIRST]))) / len(sorts)
    return found


def _sought(question: Asked, words: Mapping[str, float]) -> list[str]:
    """The words of the question that passages must come near to; those that name a review, where there is no other."""
    wanted = content(" ".join(words))
    about = [word for key, word in wanted.items() if key not in question.named]
    return [word for word in about or wanted.values() if word in words]


def _fitting(hit: Hit, near: Sequence[Near], holds: Callable[[str], bool]) -> list[bool]:
    return [holds(hit.unit.text[each.span[0] : each.span[1]]) for each in near]


def _best(values: Sequence[float], sorts: int) -> float:
    """The best of some values as the share of one of several sorts; 0 where there is none."""
    return max(values, default=0.0) / sorts


def _median(values: Floats, weights: Floats) -> float:
    """The weighted median, so that neither the nearest nor the farthest word decides."""
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), 0.5 - 1e-9)])
