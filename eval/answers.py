"""Measures of an answer: what it says, whom it cites, whether its quotations stand, whether it knew to say no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from eval.gold import words
from eval.pairs import AnswerPoint
from eval.statistics import Values

_CITATION = re.compile(r"\[\d+(?:\s*[,;]\s*\d+)*\]")


def first_words(text: str, count: int) -> str:
    """The first `count` words of a text; citation markers such as "[3]" are not read as words."""
    return " ".join(_CITATION.sub(" ", text).split()[:count])


def points_made(text: str, points: Sequence[AnswerPoint]) -> float:
    """Share of the answer points whose words stand in the text: any alternative of a point, whole words, case aside."""
    if not points:
        return 0.0
    said = f" {' '.join(words(_fold(text)))} "
    made = sum(any(f" {' '.join(words(_fold(way)))} " in said for way in point.must) for point in points)
    return made / len(points)


def citation_precision(cited: Sequence[str], grades: Mapping[str, int]) -> float:
    """Share of the cited units that are gold of any grade; 0 where nothing is cited."""
    return sum(unit in grades for unit in cited) / len(cited) if cited else 0.0


def citation_recall(cited: Sequence[str], grades: Mapping[str, int]) -> float:
    """Share of the essential units that are cited; 0 where nothing is essential."""
    essential = [unit for unit, grade in grades.items() if grade == 2]
    return sum(unit in cited for unit in essential) / len(essential) if essential else 0.0


def auroc(answerable: Sequence[float] | Values, unanswerable: Sequence[float] | Values) -> float:
    """Chance that an answerable question has the higher confidence, ties half (Mann-Whitney U over pairs)."""
    yes, no = np.asarray(answerable, dtype=float), np.sort(np.asarray(unanswerable, dtype=float))
    if not len(yes) or not len(no):
        return 0.0
    below, not_above = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    return float((below + not_above).sum() / 2 / (len(yes) * len(no)))


def refused_at(
    answerable: Sequence[float] | Values, unanswerable: Sequence[float] | Values, answered: float = 0.95
) -> float:
    """Share of the unanswerable refused at the threshold that still answers that share of the answerable."""
    yes, no = np.sort(np.asarray(answerable, dtype=float)), np.asarray(unanswerable, dtype=float)
    if not len(yes) or not len(no):
        return 0.0
    return float((no < yes[int(len(yes) * (1 - answered))]).mean())


def quotation_stands(quote: str, unit: str) -> bool:
    """Whether a quotation is one contiguous span of a unit, checked independently of the product's own gate.

    White space, soft and line-end hyphens, ligatures and the glyphs of quotation marks are normalised; case, digits and
    all other punctuation must agree. "[...]" and "[word]" part the quotation into segments, found in order.
    """
    text, place = _plain(unit), 0
    segments = [_plain(part) for part in re.split(r"\[[^\]\d][^\]]*\]", quote)]
    segments = [segment for segment in segments if segment]
    if not any(re.search(r"\w", segment) for segment in segments):
        return False
    for segment in segments:
        found = text.find(segment, place)
        if found < 0:
            return False
        place = found + len(segment)
    return True


_GLYPHS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"}
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _plain(text: str) -> str:
    text = re.sub(r"(?<=\w)-[ \t]*\n\s*", "", text).replace("\u00ad", "")
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return " ".join(text.translate(_GLYPHS).split())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
