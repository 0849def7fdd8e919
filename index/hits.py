"""Reads the chosen candidates whole."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Hit, Signal
from index.payload import head, read_card, read_unit
from index.selection import Chosen
from index.stores.store import Store

#: Payload keys that hold a unit and its review.
KEYS = ("record", "card")


def read_hits(store: Store, chosen: Sequence[Chosen]) -> tuple[Hit, ...]:
    """Hits in the order given, each with every signal's rank and raw score (rank 0: it said nothing of it)."""
    points = [head(candidate.unit) for one in chosen for candidate in (one.candidate, *one.also)]
    payloads = store.fetch(points, KEYS) if points else {}
    hits = []
    for one in chosen:
        candidate = one.candidate
        payload = payloads[head(candidate.unit)]
        signals = tuple(
            Signal(name, candidate.ranks[name] if score else 0, round(score, 6))
            for name, score in candidate.scores.items()
        )
        also = tuple(read_unit(payloads[head(other.unit)]) for other in one.also)
        hits.append(Hit(read_unit(payload), read_card(payload), candidate.score, signals, also))
    return tuple(hits)
