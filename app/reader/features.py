"""What the two decisions weigh: of each sentence read closely, and of all of them together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.answers.evidence import Features, Sentence
from app.answers.fitted import Floats

#: Of the features of a sentence (`app.answers.reading`) those that are weighed again beside the reader's scores.
KEPT = (
    "cosine", "late", "late_behind_best", "cosine_behind_best", "coverage", "first", "sentences", "log_length", "short",
    "label", "verbless", "capitals", "digits", "asks", "leads_in", "news", "date_wanted", "number_wanted",
    "name_wanted", "reason_wanted", "duty_wanted", "judgement_said",
)  # fmt: skip
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with what the reader gave it, in log-odds: that it states what was asked, that it denies it."""

    sentence: Sentence
    states: float
    denies: float


def of_sentences(scored: Sequence[Scored]) -> list[Features]:
    """One row a sentence, in order."""
    if not scored:
        return []
    states = np.array([each.states for each in scored])
    place = np.argsort(np.argsort(-states))
    best = float(states.max())
    best_score = max(each.sentence.hit.score for each in scored) or 1.0
    of_unit: dict[str, float] = {}
    for each in scored:
        unit = each.sentence.hit.unit.id
        of_unit[unit] = max(of_unit.get(unit, -math.inf), each.states)
    return [
        {
            "states": each.states,
            "states_behind": each.states - best,
            "states_rank": math.log1p(float(place[at])),
            "denies": each.denies,
            "unit_behind": of_unit[each.sentence.hit.unit.id] - best,
            "says": log_odds(each.sentence.says),
            "answers": log_odds(each.sentence.answers),
            "log_rank": math.log(each.sentence.rank),
            "share": each.sentence.hit.score / best_score,
            **{name: each.sentence.features.get(name, 0.0) for name in KEPT},
        }
        for at, each in enumerate(scored)
    ]


def of_question(scored: Sequence[Scored], stated: Floats, abstention: Mapping[str, float]) -> Features:
    """What tells whether there is an answer at all.

    Args:
        stated: log-odds that each sentence states it, by all features. abstention: `abstention.features`.
    """
    if not scored:
        return {"nothing": 1.0}
    order = np.sort(stated)[::-1]
    states = np.sort([each.states for each in scored])[::-1]
    lead = scored[int(np.argmax(stated))]
    return {
        "states": float(states[0]),
        "states_three": float(states[:3].mean()),
        "lead_states": lead.states,
        "lead_denies": lead.denies,
        "denies": max(each.denies for each in scored),
        "stated": float(order[0]),
        "stated_three": float(order[:3].mean()),
        "stated_ahead": float(order[0] - order[1]) if len(order) > 1 else 0.0,
        "stated_all": float(np.log(np.exp(np.clip(order, -20, 20)).sum())),
        "says": max(log_odds(each.sentence.says) for each in scored),
        "answers": max(log_odds(each.sentence.answers) for each in scored),
        **{f"found_{name}": value for name, value in abstention.items()},
    }


def log_odds(chance: float) -> float:
    """Kept from the infinite."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
