"""What each of the best passages, and each of its sentences, has to say to a question: a few numbers, made into two
chances: that the passage answers, and that the sentence says the answer."""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.answers import cues, fitted, sentences
from app.answers.kinds import asks_number, asks_when, asks_who, has_date, has_number
from app.answers.model import Kind
from app.answers.near import Near
from app.answers.words import content, stem, stems, words
from index.model import Hit, QueryPart
from index.terms import Terms
from ingest.model import Unit

Span = tuple[int, int]
Features = dict[str, float]

#: idf from which a word counts as fully specific.
_SPECIFIC = 8.0
#: So many of a sentence's rarest words say how much of its own it has.
_RAREST = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    Args:
        weights: stem of each word that it asks for -> its idf in the collection.
        words: stem -> the word as typed.
        named: stems of the words that name reviews ("Case R"); they say where to look, not what for.
        when, number, who: whether a date, an amount, a person or body is asked for.
    """

    text: str
    kind: Kind
    weights: Mapping[int, float]
    words: Mapping[int, str]
    named: frozenset[int] = frozenset()
    when: bool = False
    number: bool = False
    who: bool = False

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
    weights = {key: terms.idf(word) for key, word in wanted.items()}
    return Asked(question, kind, weights, wanted, named, asks_when(question), asks_number(question), asks_who(question))


def gather(question: Asked, hits: Sequence[Hit], near: Mapping[str, Sequence[Near]], terms: Terms) -> list[Sentence]:
    """Every sentence of the hits, in rank order, with its features and chances."""
    scale, news = _Scale(hits, near), _News(question, terms)
    found: list[Sentence] = []
    for rank, hit in enumerate(hits, start=1):
        of_unit = unit_features(question, hit, rank, scale, near.get(hit.unit.id, ()))
        of_unit["answers"] = fitted.load("passages").probability(of_unit)
        found.extend(_of_unit(question, hit, rank, of_unit, near.get(hit.unit.id, ()), scale, news))
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
    question: Asked, hit: Hit, rank: int, of_unit: Features, near: Sequence[Near], scale: _Scale, news: _News
) -> list[Sentence]:
    read = _read(hit.unit)
    nearness = [_nearness(each.span, near) for each in read]
    coverages = [question.covered(each.stems) for each in read]
    model = fitted.load("sentences").given(of_unit)
    found = []
    for each, placed in zip(read, _placed(nearness, coverages, scale), strict=True):
        own = {**placed, **each.features, **_wanted(question, each, news)}
        says = model.probability(own)
        features = ChainMap(own, of_unit)
        found.append(Sentence(hit, rank, each.span, each.stems, features, of_unit["answers"], says))
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as it stands, whatever is asked.

    Args:
        words: its words by their stems, stop words left out. features: of its form.
        capitals, date, number, reason, duty, judgement: whether it has such a word.
    """

    span: Span
    stems: frozenset[int]
    words: Mapping[str, int]
    features: Features
    capitals: bool
    date: bool
    number: bool
    reason: bool
    duty: bool
    judgement: bool


@lru_cache(maxsize=2048)
def _read(unit: Unit) -> tuple[_Read, ...]:
    """The sentences of a unit, kept for the last few thousand units: to read them is most of an answer's work."""
    return tuple(_read_sentence(span, unit.text[slice(*span)]) for span in sentences.spans(unit))


def _read_sentence(span: Span, text: str) -> _Read:
    found = words(text)
    capitals = sum(word[:1].isupper() for word in text.split()[1:])
    return _Read(
        span=span,
        stems=stems(text),
        words={word: stem(word) for word in found if stem(word)},
        features={
            "length": min(len(found), 60) / 60,
            "log_length": math.log(max(1, len(found))),
            "short": float(len(found) < 8),
            "label": float(sum(word.isalpha() for word in found) < 5),
            "verbless": float(not cues.states(text)),
            "capitals": min(1.0, capitals / 8),
            "digits": float(any(char.isdigit() for char in text)),
            "asks": float(text.rstrip().endswith("?")),
            "leads_in": float(text.rstrip().endswith(":")),
        },
        capitals=capitals > 0,
        date=has_date(text),
        number=has_number(text),
        reason=cues.gives_reason(text),
        duty=cues.states_duty(text),
        judgement=cues.judges(text),
    )


def _placed(nearness: Sequence[tuple[float, float]], coverages: Sequence[float], scale: _Scale) -> Iterator[Features]:
    """Features of each sentence among the others of its passage and of all passages."""
    nearest, latest = (max(values) for values in zip(*nearness, strict=True)) if nearness else (0.0, 0.0)
    for place, ((cosine, late), coverage) in enumerate(zip(nearness, coverages, strict=True)):
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(nearness)]
        yield {
            "cosine": cosine,
            "late": late,
            "nearest_here": float(cosine >= nearest),
            "latest_here": float(late >= latest),
            "late_behind_here": late - latest,
            "cosine_behind_best": cosine - scale.cosine,
            "late_behind_best": late - scale.late,
            "cosine_beside": max([nearness[other][0] for other in beside], default=0.0),
            "late_beside": max([nearness[other][1] for other in beside], default=0.0),
            "coverage": coverage,
            "coverage_beside": max([coverages[other] for other in beside], default=0.0),
            "first": float(place == 0),
            "sentences": min(1.0, len(nearness) / 12),
        }


class _News:
    """How much of its own a sentence has: the weight of its rarest words that are not the question's, 0 to 1."""

    def __init__(self, question: Asked, terms: Terms) -> None:
        self._asked, self._terms = question.weights.keys(), terms
        self._weights: dict[int, float] = {}

    def of(self, words: Mapping[str, int]) -> float:
        """Args: words: with their stems."""
        counts = self._terms.counts
        new = sorted([counts.get(word, 0) for word, number in words.items() if number not in self._asked])
        return sum(self._weight(count) for count in reversed(new[:_RAREST])) / (_RAREST * _SPECIFIC)

    def _weight(self, count: int) -> float:
        if count not in self._weights:
            self._weights[count] = min(self._terms.idf_of(count), _SPECIFIC)
        return self._weights[count]


def _wanted(question: Asked, read: _Read, news: _News) -> Features:
    """Features of a sentence's own words: what sort of answer they could be."""
    return {
        "news": news.of(read.words),
        "date_wanted": float(question.when and read.date),
        "number_wanted": float(question.number and read.number),
        "name_wanted": float(question.who and read.capitals),
        "reason_wanted": float(question.kind == "explain" and read.reason),
        "duty_wanted": float(question.kind == "recommend" and read.duty),
        "judgement_said": float(question.kind in ("explain", "theme", "compare") and read.judgement),
    }


def _nearness(span: Span, near: Sequence[Near]) -> tuple[float, float]:
    over = [each for each in near if each.span[0] < span[1] and span[0] < each.span[1]]
    return max((each.cosine for each in over), default=0.0), max((each.late for each in over), default=0.0)
