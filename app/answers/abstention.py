"""Does the collection answer the question at all? A chance from 0 to 1, made of how well the best passages fit it.

The length of a question is left out on purpose: it tells question sets apart, not questions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from app.answers.evidence import Asked, Sentence
from app.answers.words import stems
from index.model import Hit, SearchResult
from index.terms import Terms


def features(question: Asked, result: SearchResult, candidates: Sequence[Sentence], terms: Terms) -> dict[str, float]:
    """What the decision is made of; each is 0 where there is nothing to measure."""
    hits = result.hits
    found = [stems(hit.unit.text) | stems(" ".join(hit.unit.section)) for hit in hits[:10]]
    coverages = [question.covered(each) for each in found]
    best_sentences = sorted((each.features["cosine"] for each in candidates), reverse=True)
    return {
        "coverage_best": max(coverages, default=0.0),
        "coverage_first": coverages[0] if coverages else 0.0,
        "coverage_five": question.covered(frozenset().union(*found[:5])),
        "sentence_coverage": max((each.features["coverage"] for each in candidates), default=0.0),
        "cosine_best": best_sentences[0] if best_sentences else 0.0,
        "cosine_five": _mean(best_sentences[:5]),
        "absent": _absent(question, terms),
        **{f"raw_{name}": value for name, value in _raw(hits).items()},
        "agreement": _agreement(hits),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _absent(question: Asked, terms: Terms) -> float:
    """Share of the question's weight in words that stand nowhere in the collection."""
    missing = [key for key, word in question.words.items() if not terms.counts.get(word)]
    return sum(question.weights[key] for key in missing) / question.total


def _raw(hits: Sequence[Hit]) -> dict[str, float]:
    names = {signal.name for hit in hits for signal in hit.signals}
    best = {name: max(signal.score for hit in hits for signal in hit.signals if signal.name == name) for name in names}
    return {name: best[name] for name in sorted(best)}


def _agreement(hits: Sequence[Hit]) -> float:
    """Mean over signals of the reciprocal rank that each gives to the first hit."""
    ranks = [1 / signal.rank for signal in hits[0].signals if signal.rank] if hits else []
    return _mean(ranks)


@cache
def model() -> Mapping[str, Any]:
    """The fitted model: weights, bias, threshold, and how it was fitted."""
    found: dict[str, Any] = json.loads(files("app").joinpath("data", "abstention.json").read_text(encoding="utf-8"))
    return found


def confidence(values: Mapping[str, float]) -> float:
    """Chance that the collection answers the question: a logistic function of the features."""
    found = model()
    total = found["bias"] + sum(weight * values.get(name, 0.0) for name, weight in found["weights"].items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def threshold() -> float:
    """Below this chance, no answer is given."""
    return float(model()["threshold"])
