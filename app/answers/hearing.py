"""Which reviews speak of what is asked: one decision, for themes, for comparisons and for matrices.

All reviews are heard together. How far the best passage of one comes behind the best of all tells more than how it
looks by itself: where nobody speaks of teeth, the nearest paragraph of each review is on something else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.answers import evidence, fitted
from app.answers.evidence import Features, Sentence
from app.answers.fitted import Logistic
from app.answers.near import Near, near_sentences
from app.answers.question.question import Question
from index.engine import Index
from index.model import Filters, Hit, SearchResult

#: A review is looked at if its best passage has this share of the best score of all.
LOOKED_AT = 0.45
#: Passages that a question about several reviews looks at, at least and at most.
DEPTH, DEEPEST = 40, 300
#: Those of them that are read sentence by sentence, at least and at most: of each review the best two come first.
READ, MOST_READ, OF_EACH = 20, 120, 2
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Heard:
    """What all reviews have to say to one question.

    Args:
        near: unit id -> its sentences, of the passages that were read. candidates: those sentences, weighed.
        speaking: ids of the reviews that speak of it.
    """

    asked: Question
    result: SearchResult
    near: Mapping[str, Sequence[Near]]
    candidates: tuple[Sentence, ...]
    speaking: frozenset[str]


def hear(index: Index, question: Question, filters: Filters = Filters()) -> Heard:
    """Put a question to every review."""
    result = index.search(question, k=depth(index), filters=filters, coverage=True, evidence=LOOKED_AT)
    return read(index, question, result, to_read(result.hits))


def read(index: Index, asked: Question, result: SearchResult, hits: Sequence[Hit]) -> Heard:
    """Read some hits of a result sentence by sentence."""
    near = near_sentences(index, asked.near_text, hits)
    candidates = tuple(evidence.gather(asked, hits, near, index.terms))
    return Heard(asked, result, near, candidates, speaking(result.hits, candidates))


def depth(index: Index) -> int:
    """Passages to look at: a few of each review."""
    return min(DEEPEST, max(DEPTH, 2 * len(index.catalogue.entries)))


def to_read(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Those to read sentence by sentence, in rank order."""
    seen: Counter[str] = Counter()
    first: list[str] = []
    rest: list[str] = []
    for hit in hits:
        seen[hit.unit.review] += 1
        (first if seen[hit.unit.review] <= OF_EACH else rest).append(hit.unit.id)
    taken = {*first[:MOST_READ], *rest[: max(0, READ - len(first))]}
    return tuple(hit for hit in hits if hit.unit.id in taken)


def features(hits: Sequence[Hit], candidates: Sequence[Sentence]) -> dict[str, Features]:
    """Review id -> what tells whether it speaks of what is asked, of all reviews that were read.

    Args:
        hits: of all reviews, in rank order. candidates: their sentences.
    """
    cases = {hit.unit.review: hit.review.case for hit in hits}
    share = best_of((hit.unit.review, hit.score) for hit in hits)
    answers = best_of((each.hit.unit.review, each.answers) for each in candidates)
    says = best_of((each.hit.unit.review, each.says) for each in candidates)
    top, clearest = _reference(share, cases) or 1.0, _odds(_reference(says, cases))
    return {
        review: {
            "share": share[review] / top,
            "answers": _odds(answers[review]),
            "says": _odds(says[review]),
            "says_behind": _odds(says[review]) - clearest,
        }
        for review in says
        if review in share
    }


def speaking(hits: Sequence[Hit], candidates: Sequence[Sentence]) -> frozenset[str]:
    """Ids of the reviews that speak of what is asked."""
    found = features(hits, candidates)
    return frozenset(review for review, row in found.items() if model().probability(row) >= model().threshold)


def only_speaking(hits: Sequence[Hit], candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the reviews that speak of what is asked; of the nearest one alone where none is sure to."""
    found = speaking(hits, candidates)
    if not found and candidates:
        found = frozenset({max(candidates, key=lambda each: each.says).hit.unit.review})
    return [each for each in candidates if each.hit.unit.review in found]


def model() -> Logistic:
    """The model in force, with the chance from which a review is said to speak."""
    return fitted.load("reviews")


def nearness(heard: Heard, weights: Mapping[str, float]) -> dict[str, float]:
    """Review id -> how near its sentences come to some words, 0 to 1: each word by the nearest token of any of them,
    the mean by the words' weights."""
    best: dict[str, dict[str, float]] = {}
    for hit in heard.result.hits:
        for sentence in heard.near.get(hit.unit.id, ()):
            of_review = best.setdefault(hit.unit.review, {})
            for word in weights:
                of_review[word] = max(sentence.words.get(word, 0.0), of_review.get(word, 0.0))
    total = sum(weights.values()) or 1.0
    return {review: sum(weights[word] * near for word, near in found.items()) / total for review, found in best.items()}


def best_of(values: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The best value of each name."""
    best: dict[str, float] = {}
    for review, value in values:
        best[review] = max(value, best.get(review, value))
    return best


def _reference(values: Mapping[str, float], cases: Mapping[str, str]) -> float:
    """The value that those of all reviews are held against."""
    return ending_best_tenth(best_of((cases[review], value) for review, value in values.items() if review in cases))


def ending_best_tenth(of_case: Mapping[str, float]) -> float:
    """The best value; of more than ten cases that of the one which ends the best tenth, since the more cases are asked
    the further the very best stands out."""
    ordered = sorted(of_case.values(), reverse=True)
    return ordered[(len(ordered) - 1) // 10] if ordered else 0.0


def _odds(chance: float) -> float:
    """Log-odds of a chance, kept from the infinite."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
