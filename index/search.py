"""One query, from its words to ranked candidates."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.catalogue import Catalogue
from index.embedding import Encoder
from index.features import describe
from index.fusion import Candidate, by_unit, fuse, rank_by_signal
from index.payload import RANKING_KEYS
from index.query import Understood
from index.signals import gather, question, rescore
from index.stores.store import Condition, Store, Where

#: Up to so many passages every vector is compared; above, the approximate graph is used.
EXACT_PASSAGES = 20_000
#: Passages brought in because they have the label or the phrase that the query asks for.
MOST_ASKED_FOR = 200


@dataclass(frozen=True, slots=True)
class Searcher:
    """The parts that a search needs."""

    store: Store
    encoder: Encoder
    catalogue: Catalogue

    def rank(self, asked: Understood, scope: Where) -> list[Candidate]:
        """Candidates, best first."""
        return fuse(self.candidates(asked, scope))

    def candidates(self, asked: Understood, scope: Where) -> list[Candidate]:
        """Candidates with their scores and features, in no order."""
        put = question(asked, self.encoder.encode_one(asked.meant), self.catalogue.about.terms)
        exact = self.catalogue.units <= EXACT_PASSAGES
        scores = gather(self.store, put, scope, exact=exact)
        phrases = {phrase: self._holding(scope, Condition("text", phrase=phrase)) for phrase in asked.phrases}
        more = set().union(*phrases.values())
        if asked.labels:
            more |= self._holding(scope, Condition("label", any=asked.labels))
        if asked.reviews:
            # Without this the named reviews could be crowded out in a large library.
            named = replace(scope, conditions=(*scope.conditions, Condition("review", any=asked.reviews)))
            scores |= gather(self.store, put, named, exact=True)
        scores |= rescore(self.store, put, sorted(more - scores.keys()))
        found = by_unit(scores, self.store.fetch(sorted(scores), RANKING_KEYS))
        rank_by_signal(found)
        describe(found, asked, phrases)
        return found

    def _holding(self, scope: Where, condition: Condition) -> frozenset[str]:
        where = replace(scope, conditions=(*scope.conditions, condition))
        found: set[str] = set()
        for point, _ in self.store.scroll(where, keys=("unit",)):
            found.add(point)
            if len(found) >= MOST_ASKED_FOR:
                break
        return frozenset(found)
