"""The index of a library: kept in step with it, searched, explained. The one name that the rooms above use."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from index.embedding import Encoder, load_encoder
from index.fusion import Candidate, by_unit, fuse
from index.manifest import Manifest, check_manifest
from index.model import Filters, Hit, Searched, SearchResult, Signal
from index.nearness import NearSentence, sentence_scores
from index.payload import RANKING_KEYS, read_card, read_unit
from index.projection import DIMENSIONS
from index.scope import FIRST_WINDOW, where
from index.signals import gather, question
from index.stores import Store, drop_store, open_store
from index.stores.store import Dimensions, Where
from index.sync import Reviews, sync
from index.terms import Terms, read_terms
from ingest.model import Unit
from ingest.progress import Report
from ingest.settings import Settings

#: Up to so many passages every vector is compared; above, the approximate graph is used.
EXACT_PASSAGES = 20_000


class Indexed(Reviews, Protocol):
    """What the index asks of a library."""

    @property
    def index_path(self) -> Path:
        """Folder in which the index lies."""
        ...


class Index:
    """Search over the passages of a library. Use as a context manager, or call `close`.

    Args:
        library: the parsed reviews. store, encoder: finished parts; `open` assembles them.
    """

    def __init__(self, library: Indexed, store: Store, encoder: Encoder) -> None:
        self._library = library
        self._store = store
        self._encoder = encoder
        self._terms: Terms | None = None
        self._passages: int | None = None

    @classmethod
    def open(cls, library: Indexed, settings: Settings) -> Self:
        """The index in the library's folder, or on the Qdrant server that the settings name.

        Raises:
            IndexBusy: another process holds it. IndexMismatch: made by another model or version.
            StoreUnavailable: the server does not answer. ModelError: the embedding model cannot be loaded.
        """
        encoder = load_encoder(settings)
        store = open_store(library.index_path, settings, Dimensions(encoder.size, DIMENSIONS))
        try:
            check_manifest(store, Manifest(encoder.name, encoder.digest, encoder.size))
        except BaseException:
            store.close()
            raise
        return cls(library, store, encoder)

    @classmethod
    def rebuild(cls, library: Indexed, settings: Settings, progress: Report | None = None) -> None:
        """Throws the index away, whatever made it, and makes it anew from the parsed reviews.

        Raises:
            IndexBusy: another process holds it. StoreUnavailable: the server does not answer.
        """
        drop_store(library.index_path, settings)
        with cls.open(library, settings) as index:
            index.sync(progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    def sync(self, progress: Report | None = None) -> None:
        """Brings the index to the library's state; embeds only what is new. Does nothing where nothing changed."""
        if sync(self._store, self._encoder, self._library, progress):
            self._terms = self._passages = None

    @property
    def terms(self) -> Terms:
        """In how many passages each word stands."""
        if self._terms is None:
            self._terms = read_terms(self._store)
        return self._terms

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        filters: Filters = Filters(),
        per_review: int | None = None,
        coverage: bool = False,
    ) -> SearchResult:
        """The units that answer a query best, best first.

        Args:
            k: most units returned. per_review: most from one review.
            coverage: the best evidence of every review that has any comes first.
        """
        started = time.perf_counter()
        searched = self.searched(filters)
        hits: tuple[Hit, ...] = ()
        if query.strip() and searched.passages:
            ranked = self._rank(query, where(filters))
            hits = self._hits(ranked[:k])
        return SearchResult(query, hits, searched, (), filters, time.perf_counter() - started)

    def _rank(self, query: str, scope: Where) -> list[Candidate]:
        asked = question(query, self._encoder.encode_one(query), self.terms)
        scores = gather(self._store, asked, scope, exact=self._exact)
        return fuse(by_unit(scores, self._store.fetch(sorted(scores), RANKING_KEYS)))

    @property
    def _exact(self) -> bool:
        if self._passages is None:
            self._passages = self._store.count(where(Filters()))
        return self._passages <= EXACT_PASSAGES

    def _hits(self, ranked: list[Candidate]) -> tuple[Hit, ...]:
        payloads = self._store.fetch([candidate.point for candidate in ranked])
        hits = []
        for candidate in ranked:
            payload = payloads[candidate.point]
            signals = tuple(
                Signal(name, candidate.ranks[name] if score else 0, round(score, 6))
                for name, score in candidate.scores.items()
            )
            hits.append(Hit(read_unit(payload), read_card(payload), round(candidate.score, 6), signals))
        return tuple(hits)

    def sentence_scores(self, query: str, units: Sequence[Unit]) -> Mapping[str, tuple[NearSentence, ...]]:
        """Unit id -> its sentences, each with how near it is to the query; a unit that is not indexed is left out."""
        return sentence_scores(self._store, self._encoder, self.terms, query, units)

    def searched(self, filters: Filters = Filters()) -> Searched:
        """How many reviews, cases and passages (units) the filters leave to search."""
        scope = where(filters)
        counted = Where((*scope.conditions, FIRST_WINDOW))
        reviews = self._store.facet("review", counted)
        cases = self._store.facet("case", counted)
        return Searched(len(reviews), len(cases), sum(reviews.values()))
