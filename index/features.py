"""What fusion weighs of a candidate besides the signals: its neighbours, its kind, what the query names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from index.fusion import Candidate, scaled
from index.payload import head
from index.query import Query
from index.signals import SIGNALS
from index.terms import words

#: A plain sum of scaled signals that stands for "how good at first sight" where a feature looks at other candidates.
FIRST_SIGHT: Mapping[str, float] = {"tokens": 0.5, "dense": 0.15, "sentences": 0.1, "bm25": 0.15, "bm25_headed": 0.1}
#: Units away -> weight of a neighbour.
AROUND: Mapping[int, float] = {1: 1.0, 2: 0.5, 3: 0.25}
_ASKS_RECOMMENDATION = re.compile(
    r"\brecom+end|\b(?:asked|told|required|expected|meant|supposed|need|have|has|want|wants)\b[^?.]{0,40}\bto\b"
    r"|\baction\b|\bshould\b|\bmust\b",
    re.IGNORECASE,
)
_ASKS_WHAT_FAMILY_SAID = (
    re.compile(r"\b(?:say|said|tell|told|words|views?|feel|felt|account)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:mum|mother|father|dad|parents?|family|child|children|relatives?|grandmother|grandfather|son|daughter"
        r"|he|she|they|himself|herself|young)\b",
        re.IGNORECASE,
    ),
)


@lru_cache(maxsize=2_048)
def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words of a text, stop words left out, each cut to its first five letters as a rough stem.

    >>> sorted(pairs_of("the warning letters"))
    [('warni', 'lette')]

    Kept for the last few thousand texts: the passages of a small library come up again and again.
    """
    stems = [word[:5] for word in words(text) if len(word) > 3]
    return frozenset(pairwise(stems))


def _pairs(candidates: Sequence[Candidate], asked: Query) -> None:
    wanted = pairs_of(" ".join((asked.meant, *asked.added)))
    for candidate in candidates:
        candidate.features["pairs"] = math.log1p(_shared(wanted, candidate.keys["text"]))


def _shared(wanted: frozenset[tuple[str, str]], text: str) -> int:
    """How many of the wanted pairs stand in a text; it is read word by word only if both words of one do."""
    plain = text.lower().replace("’", "'")
    likely = any(first in plain and second in plain for first, second in wanted)
    return len(wanted & pairs_of(plain)) if likely else 0


def describe(candidates: list[Candidate], asked: Query, phrases: Mapping[str, frozenset[int]]) -> None:
    """Sets the features of each candidate.

    Args:
        phrases: quoted phrase -> heads of the units in which it stands.
    """
    _neighbours(candidates)
    _pairs(candidates, asked)
    wants = bool(_ASKS_RECOMMENDATION.search(asked.text))
    said = all(pattern.search(asked.text) for pattern in _ASKS_WHAT_FAMILY_SAID)
    for candidate in candidates:
        features, keys = candidate.features, candidate.keys
        features["length"] = math.log(max(int(keys["words"]), 1) / 60)
        # Analysis says what the story showed; the story alone says it at greater length.
        features["narrative"] = float(keys["role"] == "narrative")
        features["named"] = float(keys["review"] in asked.reviews)
        # "Recommendation 3 of Case R" is not recommendation 3 of another case.
        asked_for = keys["label"] in asked.labels and (not asked.reviews or keys["review"] in asked.reviews)
        features["label"] = float(asked_for)
        features["phrase"] = float(sum(head(candidate.unit) in heads for heads in phrases.values()))
        features["recommendation_wanted"] = float(keys["kind"] == "recommendation" and wants)
        # An action plan prints a recommendation beside what came of it; the recommendation itself comes first.
        features["recommendation_itself"] = float(keys["role"] == "recommendation" and wants)
        features["own_words"] = float(keys["voice"] in {"family", "child"} and said)


def scale(candidates: list[Candidate]) -> None:
    """Sets the features that are the signals themselves."""
    for candidate in candidates:
        candidate.features = {}
    for name in SIGNALS:
        for candidate, value in zip(candidates, scaled(c.scores[name] for c in candidates), strict=True):
            candidate.features[name] = value


def best_at_first_sight(candidates: Sequence[Candidate], count: int) -> list[Candidate]:
    """The `count` best, ties by unit id."""
    return sorted(candidates, key=lambda candidate: (-round(first_sight(candidate), 5), candidate.unit))[:count]


def first_sight(candidate: Candidate) -> float:
    """Between 0 and 1."""
    return sum(weight * candidate.features[name] for name, weight in FIRST_SIGHT.items())


def _neighbours(candidates: Sequence[Candidate]) -> None:
    """How good the units around it are, the nearer the more: evidence seldom stands alone."""
    sight = {(c.keys["review"], int(c.keys["place"])): first_sight(c) for c in candidates}
    steps = [(side * step, weight) for step, weight in AROUND.items() for side in (-1, 1)]
    whole = sum(weight for _, weight in steps)
    for candidate in candidates:
        review, place = candidate.keys["review"], int(candidate.keys["place"])
        around = (weight * sight.get((review, place + step), 0.0) for step, weight in steps)
        candidate.features["beside"] = sum(around) / whole
