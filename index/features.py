"""What fusion weighs of a candidate besides the signals: its neighbours, its kind, what the query names."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.fusion import Candidate, scaled
from index.query import Understood
from index.signals import SIGNALS

#: A plain sum of scaled signals that stands for "how good at first sight" where a feature looks at other candidates.
FIRST_SIGHT: Mapping[str, float] = {"tokens": 0.5, "dense": 0.15, "sentences": 0.1, "bm25": 0.15, "bm25_headed": 0.1}
_ASKS_RECOMMENDATION = re.compile(
    r"\brecom+end|\b(?:asked|told|required|expected|meant|supposed|need|have|has|want|wants)\b[^?.]{0,40}\bto\b"
    r"|\baction\b|\bshould\b|\bmust\b",
    re.IGNORECASE,
)


def describe(candidates: list[Candidate], asked: Understood, phrases: Mapping[str, frozenset[str]]) -> None:
    """Sets the features of each candidate.

    Args:
        phrases: quoted phrase -> points in which it stands.
    """
    for candidate in candidates:
        candidate.features = {}
    for name in SIGNALS:
        for candidate, value in zip(candidates, scaled(c.scores[name] for c in candidates), strict=True):
            candidate.features[name] = value
    _neighbours(candidates)
    wants = bool(_ASKS_RECOMMENDATION.search(asked.text))
    for candidate in candidates:
        features, keys = candidate.features, candidate.keys
        words = max(int(keys["words"]), 1)
        features["length"] = math.log(words / 60)
        features["short"] = float(words < 12)
        features["named"] = float(keys["review"] in asked.reviews)
        # "Recommendation 3 of Case R" is not recommendation 3 of another case.
        asked_for = keys["label"] in asked.labels and (not asked.reviews or keys["review"] in asked.reviews)
        features["label"] = float(asked_for)
        features["phrase"] = float(sum(candidate.point in points for points in phrases.values()))
        features["footnote"] = float(keys["kind"] == "footnote")
        features["table_row"] = float(keys["kind"] == "table_row")
        features["recommendation"] = float(keys["kind"] == "recommendation")
        features["recommendation_wanted"] = features["recommendation"] * wants


def first_sight(candidate: Candidate) -> float:
    """Between 0 and 1."""
    return sum(weight * candidate.features[name] for name, weight in FIRST_SIGHT.items())


def _neighbours(candidates: Sequence[Candidate]) -> None:
    """How good the units beside it are, and the best units of its section: evidence seldom stands alone."""
    sight = {(c.keys["review"], int(c.keys["place"])): first_sight(c) for c in candidates}
    sections: dict[tuple[str, str], list[float]] = defaultdict(list)
    for candidate in candidates:
        sections[candidate.keys["review"], candidate.keys["section"]].append(first_sight(candidate))
    best = {key: sum(sorted(values, reverse=True)[:3]) / 3 for key, values in sections.items()}
    for candidate in candidates:
        review, place = candidate.keys["review"], int(candidate.keys["place"])
        beside = (sight.get((review, place + step), 0.0) for step in (-1, 1))
        candidate.features["beside"] = sum(beside) / 2
        candidate.features["section"] = best[review, candidate.keys["section"]]
