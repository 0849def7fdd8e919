"""What each of the best passages, and each of its sentences, has to say to a question: a few numbers, made into two
chances: that the passage answers, and that the sentence says the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answers import cues, fitted, sentences
from app.answers.kinds import asks_number, asks_when, asks_who, has_date, has_number
from app.answers.model import Kind
from app.answers.near import Near
from app.answers.words import content, stem, stems, words
from index.model import Hit, QueryPart
from index.terms import Terms

Span = tuple[int, int]
Features = dict[str, float]

#: idf from which a word counts as fully specific.
_SPECIFIC = 8.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    Args:
        weights: stem of each word that it asks for -> its idf in the collection.
        words: stem -> the word as typed.
        named: stems of the words that name reviews ("Case R"); they say where to look, not what for.
    """

    text: str
    kind: Kind
    weights: Mapping[int, float]
    words: Mapping[int, str]
    named: frozenset[int] = frozenset()

    @property
    def total(self) -> float:
        """Sum of the weights; 1 for a question without words, so that shares of it are 0."""
        return sum(self.weights.values()) or 1.0

    def covered(self, found: frozenset[int]) -> float:
        """Share of the question's weight whose words are among `found`, 0 to 1."""
        return sum(weight for key, weight in self.weights.items() if key in found) / self.total


@dataclass(frozen=True, slots=True)
class Sentence:
    """A candidate for quotation.

    Args:
        rank: of its unit, from 1.
        span: in its unit's text. stems: of its words.
        answers: chance that its unit is one that answers. says: chance that it says the answer itself.
    """

    hit: Hit
    rank: int
    span: Span
    stems: frozenset[int]
    features: Mapping[str, float]
    answers: float
    says: float

    @property
    def text(self) -> str:
        """Its words as they stand."""
        return self.hit.unit.text[self.span[0] : self.span[1]]


def asked(question: str, kind: Kind, terms: Terms, parts: Sequence[QueryPart] = ()) -> Asked:
    """Take a question apart.

    Args:
        terms: how rare each word is in the collection. parts: what was read into the question.
    """
    wanted = content(question)
    named = frozenset().union(*(stems(part.found) for part in parts if part.kind == "filter"))
    return Asked(question, kind, {key: terms.idf(word) for key, word in wanted.items()}, wanted, named)


def gather(question: Asked, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]], terms: Terms) -> list[Sentence]:
    """Every sentence of the hits, in rank order, with its features and chances."""
    scale = _Scale(hits, near)
    found: list[Sentence] = []
    for rank, hit in enumerate(hits, start=1):
        of_unit = unit_features(question, hit, rank, scale, near.get(hit.unit.id, ()))
        of_unit["answers"] = fitted.load("passages").probability(of_unit)
        found.extend(_of_unit(question, hit, rank, of_unit, near.get(hit.unit.id, ()), scale, terms))
    return found


class _Scale:
    """The range of each signal over the hits of one question, so that features compare across questions."""

    def __init__(self, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]]) -> None:
        self.best = max((hit.score for hit in hits), default=0.0) or 1.0
        self.cosine = max((each.cosine for found in near.values() for each in found), default=0.0)
        self.late = max((each.late for found in near.values() for each in found), default=0.0)
        self._ranges: dict[str, tuple[float, float]] = {}
        for hit in hits:
            for signal in hit.signals:
                low, high = self._ranges.get(signal.name, (signal.score, signal.score))
                self._ranges[signal.name] = min(low, signal.score), max(high, signal.score)

    def scaled(self, name: str, score: float) -> float:
        low, high = self._ranges[name]
        return (score - low) / (high - low) if high > low else 0.0


def unit_features(question: Asked, hit: Hit, rank: int, scale: _Scale, near: Sequence[Near]) -> Features:
    """Features of a passage: how it was ranked, how it matches, what it is."""
    unit = hit.unit
    advice = unit.kind == "recommendation" or unit.role == "recommendation"
    judged = unit.role in ("finding", "analysis", "missed_opportunity", "good_practice")
    heading = stems(" ".join(unit.section))
    cosine = max((each.cosine for each in near), default=0.0)
    late = max((each.late for each in near), default=0.0)
    return {
        "share": hit.score / scale.best,
        "reciprocal_rank": 1 / rank,
        "log_rank": math.log(rank),
        "unit_coverage": question.covered(stems(unit.text)),
        "headed_coverage": question.covered(stems(unit.text) | heading),
        "unit_cosine": cosine,
        "unit_late": late,
        "cosine_behind": cosine - scale.cosine,
        "late_behind": late - scale.late,
        "unit_length": min(1.0, len(unit.text.split()) / 300),
        "advice_wanted": float(advice and question.kind == "recommend"),
        "advice_unwanted": float(advice and question.kind != "recommend"),
        "judgement_wanted": float(judged and question.kind in ("explain", "theme", "compare")),
        "narrative_unwanted": float(unit.role == "narrative" and question.kind != "fact"),
        "table": float(unit.kind == "table_row"),
        "footnote": float(unit.kind == "footnote"),
        "methodology": float(unit.role in ("methodology", "reference")),
        **{f"signal_{each.name}": scale.scaled(each.name, each.score) for each in hit.signals},
    }


def _of_unit(
    question: Asked, hit: Hit, rank: int, of_unit: Features, near: Sequence[Near], scale: _Scale, terms: Terms
) -> list[Sentence]:
    spans = sentences.spans(hit.unit)
    texts = [hit.unit.text[start:end] for start, end in spans]
    nearness = [_nearness(span, near) for span in spans]
    coverages = [question.covered(stems(text)) for text in texts]
    found = []
    for place, (span, text) in enumerate(zip(spans, texts, strict=True)):
        features = {
            **of_unit,
            **_placed(place, nearness, coverages, scale),
            **sentence_features(question, text, terms),
        }
        says = fitted.load("sentences").probability(features)
        found.append(Sentence(hit, rank, span, stems(text), features, of_unit["answers"], says))
    return found


def _placed(place: int, nearness: Sequence[tuple[float, float]], coverages: Sequence[float], scale: _Scale) -> Features:
    """Features of a sentence among the others of its passage and of all passages."""
    beside = [other for other in (place - 1, place + 1) if 0 <= other < len(nearness)]
    cosine, late = nearness[place]
    latest = max(late for _, late in nearness)
    return {
        "cosine": cosine,
        "late": late,
        "nearest_here": float(cosine >= max(cosine for cosine, _ in nearness)),
        "latest_here": float(late >= latest),
        "late_behind_here": late - latest,
        "cosine_behind_best": cosine - scale.cosine,
        "late_behind_best": late - scale.late,
        "cosine_beside": max((nearness[other][0] for other in beside), default=0.0),
        "late_beside": max((nearness[other][1] for other in beside), default=0.0),
        "coverage": coverages[place],
        "coverage_beside": max((coverages[other] for other in beside), default=0.0),
        "first": float(place == 0),
        "sentences": min(1.0, len(nearness) / 12),
    }


def sentence_features(question: Asked, text: str, terms: Terms) -> Features:
    """Features of a sentence's own words: what sort of answer they could be."""
    found = words(text)
    new = sorted(terms.idf(word) for word in set(found) if stem(word) and stem(word) not in question.weights)
    capitals = sum(word[:1].isupper() for word in text.split()[1:])
    return {
        "length": min(len(found), 60) / 60,
        "log_length": math.log(max(1, len(found))),
        "short": float(len(found) < 8),
        "label": float(sum(word.isalpha() for word in found) < 5),
        "verbless": float(not cues.states(text)),
        "news": sum(min(value, _SPECIFIC) for value in new[-6:]) / (6 * _SPECIFIC),
        "date_wanted": float(asks_when(question.text) and has_date(text)),
        "number_wanted": float(asks_number(question.text) and has_number(text)),
        "name_wanted": float(asks_who(question.text) and capitals > 0),
        "reason_wanted": float(question.kind == "explain" and cues.gives_reason(text)),
        "duty_wanted": float(question.kind == "recommend" and cues.states_duty(text)),
        "judgement_said": float(question.kind in ("explain", "theme", "compare") and cues.judges(text)),
        "capitals": min(1.0, capitals / 8),
        "digits": float(any(char.isdigit() for char in text)),
        "asks": float(text.rstrip().endswith("?")),
        "leads_in": float(text.rstrip().endswith(":")),
    }


def _nearness(span: Span, near: Sequence[Near]) -> tuple[float, float]:
    over = [each for each in near if each.span[0] < span[1] and span[0] < each.span[1]]
    return max((each.cosine for each in over), default=0.0), max((each.late for each in over), default=0.0)
