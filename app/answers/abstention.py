"""Does the collection answer the question at all? A chance from 0 to 1, made of how well the best passages fit it.

The length of a question is left out on purpose: it tells question sets apart, not questions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.answers import fitted
from app.answers.evidence import Asked, Features, Sentence
from app.answers.kinds import asks_number, asks_when, has_date, has_number
from app.answers.words import stems
from index.model import Hit
from index.terms import Terms

_RARE = 8.0


def features(question: Asked, hits: Sequence[Hit], candidates: Sequence[Sentence], terms: Terms) -> Features:
    """What the decision is made of; each is 0 where there is nothing to measure."""
    if not hits or not candidates:
        return {"absent": 1.0}
    units = [stems(hit.unit.text) for hit in hits[:10]]
    coverages = [question.covered(each) for each in units]
    headed = [each | stems(" ".join(hit.unit.section)) for each, hit in zip(units, hits, strict=False)]
    passages = sorted({each.hit.unit.id: each.answers for each in candidates}.values(), reverse=True)
    says = sorted((each.says for each in candidates), reverse=True)
    cosines = sorted((each.features["cosine"] for each in candidates), reverse=True)
    return {
        "sentence_coverage": max(each.features["coverage"] for each in candidates),
        "typed_coverage": _typed_coverage(question, candidates),
        "coverage_best": max(coverages),
        "coverage_first": coverages[0],
        "coverage_headed": max(question.covered(each) for each in headed),
        "coverage_five": question.covered(frozenset().union(*units[:5])),
        "absent": sum(question.weights[key] for key, word in question.words.items() if not known(word, terms))
        / question.total,
        "rarest_missing": max((question.weights[key] for key in _missing(question, units[:5])), default=0.0) / _RARE,
        "cosine_best": cosines[0],
        "cosine_five": _mean(cosines[:5]),
        "passage_best": _logit(passages[0]),
        "sentence_best": _logit(says[0]),
        "sentence_five": _mean([_logit(each) for each in says[:5]]),
        "margin": hits[0].score - hits[min(9, len(hits) - 1)].score,
        "agreement": _mean([1 / signal.rank for signal in hits[0].signals if signal.rank]),
        **_best_signals(question, hits),
    }


def confidence(values: Features) -> float:
    """Chance that the collection answers the question."""
    return fitted.load("abstention").probability(values)


def threshold() -> float:
    """Below this chance, no answer is given."""
    return fitted.load("abstention").threshold


def known(word: str, terms: Terms) -> bool:
    """Whether a word stands in the collection, with or without a plural or possessive ending."""
    plain = word.removesuffix("'s")
    forms = {word, plain, plain + "s", plain.removesuffix("s"), plain + "'s"}
    return any(terms.counts.get(form) for form in forms)


def _missing(question: Asked, units: Sequence[frozenset[int]]) -> list[int]:
    return [key for key in question.weights if not any(key in unit for unit in units)]


def _typed_coverage(question: Asked, candidates: Sequence[Sentence]) -> float:
    """Coverage by the best sentence that holds what is asked for: a date where it is when, an amount where how many."""
    fitting = [each for each in candidates if _is_typed(question, each.text)]
    return max((each.features["coverage"] for each in fitting), default=0.0)


def _is_typed(question: Asked, text: str) -> bool:
    if asks_number(question.text):
        return has_number(text)
    return has_date(text) if asks_when(question.text) else True


def _best_signals(question: Asked, hits: Sequence[Hit]) -> Features:
    """The best raw score of each signal; BM25 by the weight of the question's words, since it grows with them."""
    best: Features = {}
    for signal in (signal for hit in hits for signal in hit.signals):
        score = signal.score / question.total if signal.name.startswith("bm25") else signal.score
        best[f"raw_{signal.name}"] = max(score, best.get(f"raw_{signal.name}", score))
    return best


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _logit(chance: float) -> float:
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
