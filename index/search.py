"""One query, from its words to ranked candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from index.catalogue import Catalogue
from index.embedding import Encoder
from index.embedding.encoder import Floats
from index.features import best_at_first_sight, describe, scale
from index.fusion import Candidate, by_unit, fuse, rank_by_signal, scaled
from index.payload import RANKING_KEYS, TEXT, head
from index.query import Query
from index.reranking import Reranker, rerank
from index.selection import take_turns
from index.signals import nearest, question, rescore
from index.stores.store import DENSE, Condition, Probe, Store, Where

#: Up to so many passages every vector is compared; above, the approximate graph is used.
EXACT_PASSAGES = 20_000
#: Passages brought in because they have the label or the phrase that the query asks for.
MOST_ASKED_FOR = 200
#: The best few whose middle a candidate is compared with.
FEEDBACK = 3


@dataclass(frozen=True, slots=True)
class Searcher:
    """The parts that a search needs."""

    store: Store
    encoder: Encoder
    catalogue: Catalogue
    reranker: Reranker | None = None

    def rank(self, asked: Query, scope: Where) -> list[Candidate]:
        """Candidates, best first."""
        return self.order(self.candidates(asked, scope), asked)

    def order(
        self, found: list[Candidate], asked: Query, weights: Mapping[str, float] | None = None
    ) -> list[Candidate]:
        """Candidates, best first, by the shipped weights of fusion or by others."""
        ranked = take_turns(fuse(found, weights), asked.reviews)
        return rerank(self.reranker, asked.meant, ranked) if self.reranker else ranked

    def candidates(self, asked: Query, scope: Where) -> list[Candidate]:
        """Candidates with their scores and features, in no order."""
        put = question(asked, self.encoder.encode_one(asked.meant), self.catalogue.about.terms)
        exact = self.catalogue.units <= EXACT_PASSAGES
        points = nearest(self.store, put, scope, exact=exact)
        phrases = {phrase: self._holding(scope, Condition(TEXT, phrase=phrase)) for phrase in asked.phrases}
        points.update(*(self._windows(scope, heads) for heads in phrases.values()))
        if asked.labels:
            points |= self._holding(scope, Condition("label", any=asked.labels))
        if asked.reviews:
            # Without this the named reviews could be crowded out in a large library.
            named = replace(scope, conditions=(*scope.conditions, Condition("review", any=asked.reviews)))
            points |= nearest(self.store, put, named)
        scores = rescore(self.store, put, sorted(points))
        found = by_unit(scores, self._keys(sorted(scores)))
        rank_by_signal(found)
        scale(found)
        self._feed_back(found)
        describe(found, asked, phrases)
        return found

    def _feed_back(self, found: list[Candidate]) -> None:
        """Adds the feature "feedback": how near a candidate is to the middle of the best few (Rocchio 1971)."""
        best = [candidate.point for candidate in best_at_first_sight(found, FEEDBACK)]
        vectors = self.store.vectors(best, DENSE)
        if not vectors:
            return
        middle: Floats = np.mean([vectors[point] for point in best], axis=0, dtype=np.float32)
        points = tuple(candidate.point for candidate in found)
        (near,) = self.store.probe([Probe(DENSE, middle, len(points), Where(among=points))])
        scores = {point.id: point.score for point in near}
        nearness = scaled(scores.get(candidate.point, 0.0) for candidate in found)
        for candidate, value in zip(found, nearness, strict=True):
            candidate.features["feedback"] = value

    def _keys(self, points: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What ranking reads of each point; that of a further window has the text of its unit too."""
        keys = self.store.fetch(points, RANKING_KEYS)
        further = {point: head(each["unit"]) for point, each in keys.items() if TEXT not in each}
        heads = self.store.fetch(sorted(set(further.values())), (TEXT,)) if further else {}
        for point, first in further.items():
            whole = heads.get(first)  # None where its unit is written anew at this moment
            keys[point] = {**keys[point], TEXT: whole[TEXT] if whole else ""}
        return keys

    def _windows(self, scope: Where, heads: frozenset[int]) -> frozenset[int]:
        """All windows of the units that begin at these points."""
        units = tuple(sorted(each["unit"] for each in self.store.fetch(sorted(heads), ("unit",)).values()))
        return self._holding(scope, Condition("unit", any=units)) | heads if units else heads

    def _holding(self, scope: Where, condition: Condition) -> frozenset[int]:
        where = replace(scope, conditions=(*scope.conditions, condition))
        found: set[int] = set()
        for point, _ in self.store.scroll(where, keys=("unit",)):
            found.add(point)
            if len(found) >= MOST_ASKED_FOR:
                break
        return frozenset(found)
