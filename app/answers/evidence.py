"""What each of the best passages, and each of its sentences, has to say to a question: a few numbers, made into two
chances: that the passage answers, and that the sentence says the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.answers import fitted, reading
from app.answers.near import Near
from app.answers.question.question import Question
from app.answers.sentences import is_unticked
from app.answers.words import covered, stems
from index.model import Hit
from index.terms import Terms

Span = tuple[int, int]
Features = dict[str, float]


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


def gather(
    question: Question,
    hits: Sequence[Hit],
    near: Mapping[str, Sequence[Near]],
    terms: Terms,
    *,
    explain: bool = False,
) -> list[Sentence]:
    """Every sentence of the hits, in rank order, with its features and chances.

    Args:
        explain: with the features of its passage besides its own, for those who fit the models.
    """
    scale = _Scale(hits, near)
    read = [(rank, hit, reading.read(hit.unit)) for rank, hit in enumerate(hits, start=1)]
    read = [(rank, hit, said) for rank, hit, said in read if said]
    if not read:
        return []
    of_units = [unit_features(question, hit, rank, scale, near.get(hit.unit.id, ())) for rank, hit, _ in read]
    for features in of_units:
        features["answers"] = fitted.load("passages").probability(features)
    nearness = [(said, near.get(hit.unit.id, ())) for _, hit, said in read]
    rows = reading.rows(nearness, (scale.cosine, scale.late), question.weights, question.wanted, terms)
    counts = [len(said) for *_, said in read]
    model = fitted.load("sentences")
    parts = np.repeat([model.part(features) for features in of_units], counts)
    says = iter(model.probabilities(reading.NAMES, rows, parts))
    own = (dict(zip(reading.NAMES, row, strict=True)) for row in rows.tolist())
    found = []
    for (rank, hit, said), of_unit in zip(read, of_units, strict=True):
        for each in said:
            features = next(own) | of_unit if explain else next(own)
            found.append(Sentence(hit, rank, each.span, each.stems, features, of_unit["answers"], next(says)))
    return _chosen(found)


def _chosen(found: list[Sentence]) -> list[Sentence]:
    """Without the options of forms that nobody ticked. Where one of them is what a document says to the question,
    what it says less of is no answer."""
    asked_for: dict[str, float] = {}
    for each in found:
        if is_unticked(each.text):
            asked_for[each.hit.review.id] = max(each.says, asked_for.get(each.hit.review.id, 0.0))
    if not asked_for:
        return found
    return [
        each for each in found if not is_unticked(each.text) and each.says > asked_for.get(each.hit.review.id, -1.0)
    ]


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


def unit_features(question: Question, hit: Hit, rank: int, scale: _Scale, near: Sequence[Near]) -> Features:
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
        "unit_coverage": covered(question.weights, stems(unit.text)),
        "headed_coverage": covered(question.weights, stems(unit.text) | heading),
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
