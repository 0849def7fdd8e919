"""What the two decisions weigh, whether a sentence states what was asked and whether anything does.

Each rests on two numbers: how likely it is by rank, words and vectors, and what the reader gives. The first is fitted
on much labelled evidence, their weights beside each other on reviews that the reader had not seen (docs/reader.md):
together they tell more than either, and more than one model of all features.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from app.answers.evidence import Features, Sentence

#: Of the features of a sentence (`app.answers.reading`) those that tell how likely it is.
KEPT = (
    "cosine", "late", "late_behind_best", "cosine_behind_best", "coverage", "first", "sentences", "log_length", "short",
    "label", "verbless", "capitals", "digits", "asks", "leads_in", "news", "date_wanted", "number_wanted",
    "name_wanted", "reason_wanted", "duty_wanted", "judgement_said",
)  # fmt: skip
#: Of them those whose best, and the mean of whose best three, tell of the question as a whole.
_OF_ALL = ("cosine", "late", "coverage")
#: So many of the best scores of the reader are taken together, since the best one alone is chance; unless it stands so
#: far above them (log-odds) that it alone states it, as in a short review with one sentence on the subject.
BEST, ALONE = 5, 1.0
#: What a sentence counts that the reader was not given, in log-odds.
UNREAD = -4.0
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the log-odds that it states what was asked, as the reader gives them; None: not read closely."""

    sentence: Sentence
    states: float | None = None


def of_sentence(sentence: Sentence, best_score: float) -> Features:
    """What tells how likely a sentence is, before it is read closely.

    Args:
        best_score: of the passages found, by their rank.
    """
    return {
        "says": log_odds(sentence.says),
        "answers": log_odds(sentence.answers),
        "log_rank": math.log(sentence.rank),
        "share": sentence.hit.score / best_score if best_score else 0.0,
        **{name: sentence.features.get(name, 0.0) for name in KEPT},
    }


def of_sentences(sentences: Sequence[Sentence]) -> list[Features]:
    """The same of all sentences of a question."""
    best = max((each.hit.score for each in sentences), default=0.0)
    return [of_sentence(each, best) for each in sentences]


def of_question(rows: Sequence[Features], found: Mapping[str, float]) -> Features:
    """What tells how likely there is an answer, before anything is read closely.

    Args:
        rows: of its sentences. found: how the passages found fit the question (`app.answers.abstention.features`).
    """
    telling: Features = {}
    for name in ("says", "answers", *_OF_ALL):
        best = sorted((row[name] for row in rows), reverse=True)[:3] or [0.0]
        telling |= {f"best_{name}": best[0], f"three_{name}": fmean(best)}
    return telling | {f"found_{name}": value for name, value in found.items()}


def together(scored: Sequence[Scored]) -> float:
    """The mean of the reader's best scores, or little less than the very best where that stands alone."""
    read = sorted((each.states for each in scored if each.states is not None), reverse=True)
    return max(fmean(read[:BEST]), read[0] - ALONE) if read else UNREAD


def log_odds(chance: float) -> float:
    """Kept from the infinite."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
