"""How each sentence of the passages stands to a question: in its words and form, and among the others.

What does not hang on the question is read once a unit and kept; the rest is reckoned for all sentences at once, a row
of numbers for each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.answers import cues, sentences
from app.answers.model import Kind
from app.answers.near import Near
from app.answers.question.kind import asks_number, asks_when, asks_who, has_date, has_number
from app.answers.words import stem, words
from index.terms import Terms
from ingest.model import Unit

Span = tuple[int, int]
Floats = NDArray[np.float64]
Cue = Callable[[str], bool]

_PLACED = (
    "cosine", "late", "nearest_here", "latest_here", "late_behind_here", "cosine_behind_best", "late_behind_best",
    "cosine_beside", "late_beside", "coverage", "coverage_beside", "first", "sentences",
)  # fmt: skip
_FORM = ("length", "log_length", "short", "label", "verbless", "capitals", "digits", "asks", "leads_in")
WANTED = ("date_wanted", "number_wanted", "name_wanted", "reason_wanted", "duty_wanted", "judgement_said")
#: The columns of a row.
NAMES = (*_PLACED, *_FORM, "news", *WANTED)
#: idf from which a word counts as fully specific.
_SPECIFIC = 8.0
#: So many of a sentence's rarest words say how much of its own it has.
_RAREST = 6


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence as it stands, whatever is asked.

    Args:
        words: with their stems, stop words left out. form: values of the features of its form.
    """

    span: Span
    text: str
    stems: frozenset[int]
    words: Mapping[str, int]
    form: tuple[float, ...]


@lru_cache(maxsize=2048)
def read(unit: Unit) -> tuple[Read, ...]:
    """The sentences of a unit, options that nobody ticked among them; kept for the last few thousand units."""
    return tuple(_read(span, unit.text[slice(*span)]) for span in sentences.with_options(unit))


def _read(span: Span, text: str) -> Read:
    found = words(text)
    meant = {word: stem(word) for word in found if stem(word)}
    form = (
        min(len(found), 60) / 60,
        math.log(max(1, len(found))),
        float(len(found) < 8),
        float(sum(word.isalpha() for word in found) < 5),
        float(not cues.states(text)),
        min(1.0, _capitals(text) / 8),
        float(any(char.isdigit() for char in text)),
        float(text.rstrip().endswith("?")),
        float(text.rstrip().endswith(":")),
    )
    return Read(span, text, frozenset(meant.values()), meant, form)


def _capitals(text: str) -> int:
    return sum(word[:1].isupper() for word in text.split()[1:])


def wanted(question: str, kind: Kind) -> tuple[Cue | None, ...]:
    """What shows that a sentence gives the sort of answer wanted, by column; None where that sort is not."""
    return (
        has_date if asks_when(question) else None,
        has_number if asks_number(question) else None,
        _has_capitals if asks_who(question) else None,
        cues.gives_reason if kind == "explain" else None,
        cues.states_duty if kind == "recommend" else None,
        cues.judges if kind in ("explain", "theme", "compare") else None,
    )


def _has_capitals(text: str) -> bool:
    return _capitals(text) > 0


@lru_cache(maxsize=16384)
def _shows(cue: Cue, text: str) -> bool:
    return cue(text)


def rows(
    several: Sequence[tuple[Sequence[Read], Sequence[Near]]],
    best: tuple[float, float],
    weights: Mapping[int, float],
    wanted: Sequence[Cue | None],
    terms: Terms,
) -> Floats:
    """One row a sentence, shape (sentences, len(NAMES)).

    Args:
        several: of each passage its sentences, one at least, and how near its embedded ones are.
        best: the best cosine and late interaction of all. weights: stem of each word of the question -> its weight.
    """
    counts = np.array([len(each) for each, _ in several])
    flat = [sentence for each, _ in several for sentence in each]
    nearness = np.array([near for each, found in several for near in _nearness(each, found)])
    coverage = np.array(_coverages(flat, weights))
    shown = ([float(_shows(cue, each.text)) for each in flat] if cue else np.zeros(len(flat)) for cue in wanted)
    form = np.array([each.form for each in flat]).T
    placed = _placed(nearness[:, 0], nearness[:, 1], coverage, counts, best)
    return np.column_stack([*placed, *form, list(_news(flat, weights, terms)), *shown])


def _nearness(each: Sequence[Read], near: Sequence[Near]) -> Iterator[tuple[float, float]]:
    """Of each sentence that of the nearest embedded one which it overlaps: its cosine, its late interaction."""
    for start, end in (sentence.span for sentence in each):
        over = [other for other in near if other.span[0] < end and start < other.span[1]]
        yield max([other.cosine for other in over], default=0.0), max([other.late for other in over], default=0.0)


def _coverages(flat: Sequence[Read], weights: Mapping[int, float]) -> list[float]:
    """Share of the question's weight whose words stand in each sentence."""
    total = sum(weights.values()) or 1.0
    return [sum([weight for key, weight in weights.items() if key in each.stems]) / total for each in flat]


def _placed(
    cosine: Floats, late: Floats, coverage: Floats, counts: NDArray[np.int64], best: tuple[float, float]
) -> Iterator[Floats]:
    """The columns that place each sentence among the others of its passage and of all passages.

    Args:
        counts: sentences of each passage. best: the best cosine and late interaction of all.
    """
    firsts = np.cumsum(counts) - counts
    of = np.repeat(np.arange(len(counts)), counts)
    begins = np.zeros(len(of), bool)
    begins[firsts] = True
    ends = np.roll(begins, -1)

    def beside(values: Floats) -> Floats:
        before, after = np.where(begins, -np.inf, np.roll(values, 1)), np.where(ends, -np.inf, np.roll(values, -1))
        nearest: Floats = np.where(begins & ends, 0.0, np.maximum(before, after))
        return nearest

    latest = np.maximum.reduceat(late, firsts)[of]
    yield from (cosine, late)
    yield (cosine >= np.maximum.reduceat(cosine, firsts)[of]).astype(float)
    yield (late >= latest).astype(float)
    yield from (late - latest, cosine - best[0], late - best[1], beside(cosine), beside(late), coverage)
    yield from (beside(coverage), begins.astype(float), np.minimum(1.0, counts / 12)[of])


def _news(flat: Sequence[Read], weights: Mapping[int, float], terms: Terms) -> Iterator[float]:
    """How much of its own each sentence has: the weight of its rarest words that are not the question's, 0 to 1."""
    counts = terms.counts
    specific: dict[int, float] = {}
    for each in flat:
        new = sorted([counts.get(word, 0) for word, number in each.words.items() if number not in weights])[:_RAREST]
        for count in new:
            if count not in specific:
                specific[count] = min(terms.idf_of(count), _SPECIFIC)
        yield sum([specific[count] for count in new]) / (_RAREST * _SPECIFIC)
