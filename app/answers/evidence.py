"""What each sentence of the best passages has to say to a question, as a few numbers, and one score made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.answers import sentences
from app.answers.kinds import asks_number, asks_when, asks_who, has_date, has_number
from app.answers.model import Kind
from app.answers.words import content, stems, words
from index.model import Hit
from index.terms import Terms

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    Args:
        weights: stem of each word that it asks for -> its idf in the collection.
        words: stem -> the word as typed.
    """

    text: str
    kind: Kind
    weights: Mapping[int, float]
    words: Mapping[int, str]

    @property
    def total(self) -> float:
        """Sum of the weights; 1 for a question without words, so that shares of it are 0."""
        return sum(self.weights.values()) or 1.0

    def covered(self, found: frozenset[int]) -> float:
        """Share of the question's weight whose words are among `found`, 0 to 1."""
        return sum(weight for key, weight in self.weights.items() if key in found) / self.total


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate for quotation: a span of a unit, the stems in it, its features and its score."""

    hit: Hit
    rank: int
    span: Span
    stems: frozenset[int]
    features: Mapping[str, float]
    score: float

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.hit.unit.text[self.span[0] : self.span[1]]


def asked(question: str, kind: Kind, terms: Terms) -> Asked:
    """Take a question apart; `terms` says how rare each word is in the collection."""
    wanted = content(question)
    return Asked(question, kind, {key: terms.idf(word) for key, word in wanted.items()}, wanted)


def gather(question: Asked, hits: Sequence[Hit], near: Mapping[str, Sequence[tuple[Span, float]]]) -> list[Sentence]:
    """Every sentence of the hits, in rank order, with its features and score.

    Args:
        near: unit id -> spans of its text with their cosine to the question.
    """
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    found: list[Sentence] = []
    for rank, hit in enumerate(hits, start=1):
        found.extend(_of_unit(question, hit, rank, hit.score / best, near.get(hit.unit.id, ())))
    return found


def _of_unit(question: Asked, hit: Hit, rank: int, share: float, near: Sequence[tuple[Span, float]]) -> list[Sentence]:
    spans = sentences.spans(hit.unit)
    of_unit = stems(hit.unit.text)
    found = []
    for place, span in enumerate(spans):
        text = hit.unit.text[span[0] : span[1]]
        features = {
            **_unit_features(question, hit, rank, share, of_unit),
            **_sentence_features(question, text, place, len(spans)),
            "cosine": _nearness(span, near),
        }
        found.append(Sentence(hit, rank, span, stems(text), features, score(features)))
    return found


def _unit_features(question: Asked, hit: Hit, rank: int, share: float, of_unit: frozenset[int]) -> dict[str, float]:
    unit = hit.unit
    advice = unit.kind == "recommendation" or unit.role == "recommendation"
    judged = unit.role in ("finding", "analysis", "missed_opportunity", "good_practice")
    return {
        "share": share,
        "reciprocal_rank": 1 / rank,
        "unit_coverage": question.covered(of_unit),
        "advice_wanted": float(advice and question.kind == "recommend"),
        "advice_unwanted": float(advice and question.kind != "recommend"),
        "judgement_wanted": float(judged and question.kind in ("explain", "theme", "compare")),
        "table": float(unit.kind == "table_row"),
        "footnote": float(unit.kind == "footnote"),
        "methodology": float(unit.role in ("methodology", "reference")),
    }


def _sentence_features(question: Asked, text: str, place: int, count: int) -> dict[str, float]:
    length = len(words(text))
    return {
        "coverage": question.covered(stems(text)),
        "first": float(place == 0),
        "later": place / count,
        "alone": float(count == 1),
        "short": float(length < 8),
        "long": max(0.0, (length - 40) / 40),
        "date_wanted": float(asks_when(question.text) and has_date(text)),
        "number_wanted": float(asks_number(question.text) and has_number(text)),
        "name_wanted": float(asks_who(question.text) and _has_name(text)),
        "asks": float(text.rstrip().endswith("?")),
        "leads_in": float(text.rstrip().endswith(":")),
    }


def _has_name(text: str) -> bool:
    """Whether a capital letter stands anywhere but at the beginning."""
    return any(word[:1].isupper() for word in text.split()[1:])


def _nearness(span: Span, near: Sequence[tuple[Span, float]]) -> float:
    return max((value for other, value in near if other[0] < span[1] and span[0] < other[1]), default=0.0)


@cache
def _weights() -> Mapping[str, float]:
    content = json.loads(files("app").joinpath("data", "sentences.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = content["weights"]
    return weights


def score(features: Mapping[str, float]) -> float:
    """Weighted sum of the features. The weights stand in `app/data/sentences.json` with how they were fitted."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
