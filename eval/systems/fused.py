"""BM25 and dense vectors over the same units, their ranks fused: what "hybrid search" means elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from eval.systems.base import Passage, System

#: Cormack, Clarke and Büttcher 2009.
K = 60
DEPTH = 100


class Fused:
    """Reciprocal rank fusion of some systems that rank units: the sum of 1 / (K + rank), ties by unit id."""

    name = "bm25+dense"

    def __init__(self, systems: Sequence[System]) -> None:
        self._systems = systems

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, best first."""
        scores: dict[str, float] = defaultdict(float)
        found: dict[str, Passage] = {}
        for system in self._systems:
            for place, passage in enumerate(system.rank(question, max(k, DEPTH)), start=1):
                scores[passage.unit] += 1 / (K + place)
                found[passage.unit] = passage
        return tuple(found[unit] for unit in sorted(scores, key=lambda unit: (-scores[unit], unit))[:k])
