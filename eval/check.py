"""Does every gold reference of a dataset name one unit of the library?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.gold import Trouble, find
from eval.pairs import Pair
from ingest.model import Review


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check; `counts` are pairs by type, persona and review."""

    pairs: int
    references: int
    troubles: tuple[Trouble, ...]
    counts: Mapping[str, Mapping[str, int]]


def check(pairs: Sequence[Pair], reviews: Mapping[str, Review]) -> Checked:
    """Verify every gold reference, scope and review list of a dataset against the library."""
    troubles: list[Trouble] = []
    for pair in pairs:
        for gold in pair.gold:
            units, reason = find(gold, reviews)
            if not reason and len(units) > 1:
                reason = f"it names {len(units)} units: {', '.join(unit.id for unit in units)}"
            if reason:
                troubles.append(Trouble(pair.id, gold, reason))
        troubles += _unknown_reviews(pair, reviews)
    return Checked(
        pairs=len(pairs),
        references=sum(len(pair.gold) for pair in pairs),
        troubles=tuple(troubles),
        counts={
            "type": Counter(pair.type for pair in pairs),
            "persona": Counter(pair.persona for pair in pairs),
            "scope": Counter(pair.scope or "all reviews" for pair in pairs),
        },
    )


def _unknown_reviews(pair: Pair, reviews: Mapping[str, Review]) -> list[Trouble]:
    named = {*pair.speaks, *pair.silent} | ({pair.scope} if pair.scope else set())
    return [
        Trouble(pair.id, None, f"it names the review {name!r}, which is not in the library")
        for name in sorted(named - reviews.keys())
    ]
