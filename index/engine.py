"""The index of a library: kept in step with it, searched, explained. The one name that the rooms above use."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from index.catalogue import Catalogue, read_catalogue
from index.embedding import Encoder, load_encoder
from index.embedding.cross_encoder import CrossEncoder
from index.facets import Facets, facets
from index.filters import check_filters
from index.hits import read_hits
from index.manifest import Manifest, check_manifest, write_manifest
from index.model import Filters, QueryPart, Searched, SearchResult
from index.nearness import NearSentence, cut, sentence_scores
from index.passages import search_text
from index.payload import read_unit
from index.points import passage_id
from index.projection import DIMENSIONS
from index.query import Query, clean, understand
from index.reranking import Reranker, load_reranker
from index.scope import FIRST_WINDOW, where
from index.search import Searcher
from index.selection import EVIDENCE, at_most_per_review, collapse, covering
from index.stores import Store, drop_store, open_store
from index.stores.store import Condition, Dimensions, Where
from index.sync import Reviews, sync
from index.terms import Terms
from ingest.errors import IndexError_, UnknownReview
from ingest.identity import identity
from ingest.model import Unit
from ingest.progress import Report
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from index.stores.ownership import Owner

#: Units of which it is kept how they were embedded: about 1 kB each.
KEPT_UNITS = 4096


class Indexed(Reviews, Protocol):
    """What the index asks of a library."""

    @property
    def index_path(self) -> Path:
        """Folder in which the index lies."""
        ...


class Index:
    """Search over the passages of a library. Use as a context manager, or call `close`.

    Args:
        library: the parsed reviews. store, encoder, reranker: finished parts; `open` assembles them.
    """

    def __init__(
        self,
        library: Indexed,
        store: Store,
        encoder: Encoder,
        reranker: Reranker | None = None,
        settings: Settings | None = None,
    ) -> None:
        self._library = library
        self._store = store
        self._encoder = encoder
        self._reranker = reranker
        self._catalogue: Catalogue | None = None
        self._syncing = False
        self.failed: dict[str, IndexError_] = {}
        """Id of each review that the last `sync` could not index -> why, and what to do."""
        self._cut = lru_cache(maxsize=KEPT_UNITS)(partial(cut, encoder))
        self._settings = settings or load_settings()
        self._cross_encoders: dict[Path, CrossEncoder] = {}

    @classmethod
    def open(
        cls, library: Indexed, settings: Settings, *, patience: float = 0.0, progress: Report | None = None
    ) -> Self:
        """The index in the library's folder, or on the Qdrant server that the settings name.

        Args:
            patience: seconds to wait while another process holds it; `progress` is told.

        Raises:
            IndexBusy: another process holds it. IndexMismatch: made by another model or version.
            StoreUnavailable: the server does not answer. ForeignCollection: what is on the server is another's.
            ModelError: the embedding model cannot be loaded.
        """
        encoder = load_encoder(settings)
        reranker = load_reranker(settings)
        sizes = Dimensions(encoder.size, DIMENSIONS)
        store = open_store(
            library.index_path, settings, sizes, partial(_owner, library), patience=patience, report=progress
        )
        try:
            check_manifest(store, Manifest(encoder.name, encoder.digest, encoder.size))
        except BaseException:
            store.close()
            raise
        return cls(library, store, encoder, reranker, settings)

    @classmethod
    def rebuild(cls, library: Indexed, settings: Settings, progress: Report | None = None) -> None:
        """Throws the library's index away, of whatever model and version, and makes it anew from the parsed reviews.

        Raises:
            IndexBusy: another process holds it. StoreUnavailable: the server does not answer.
            ForeignCollection: what is on the server is another's.
        """
        drop_store(library.index_path, settings, partial(_owner, library))
        with cls.open(library, settings) as index:
            index.sync(progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def cross_encoder(self, weights: Path) -> CrossEncoder:
        """A cross-encoder of these weights, its graph kept in the cache of the embedding model's; made once.

        Raises:
            ModelError: the weights are damaged, or the cache cannot be written.
        """
        if weights not in self._cross_encoders:
            settings = self._settings
            self._cross_encoders[weights] = CrossEncoder(weights, settings.cache, threads=settings.threads)
        return self._cross_encoders[weights]

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    def drop(self) -> None:
        """Lets go of the store and removes it."""
        self._store.drop()

    def beside(self) -> Index | None:
        """An empty index of the same library, to be filled (`sync`) and put in the place of this one (`take_place`)
        while this one answers on; None where its store has one place only (a Qdrant server): `sync(anew=True)`."""
        store = self._store.beside()
        if store is None:
            return None
        write_manifest(store, Manifest(self._encoder.name, self._encoder.digest, self._encoder.size))
        return Index(self._library, store, self._encoder, self._reranker)

    def take_place(self) -> None:
        """From now on whoever opens the library's index opens this one. The one before is to be dropped."""
        self._store.take_place()

    def copy(self, folder: Path) -> None:
        """Copies the index into another folder, for another process to open; nothing may be written meanwhile.

        Raises:
            IndexError_: the disk is full, or the index is on a server.
        """
        self._store.copy(folder)

    def sync(self, progress: Report | None = None, *, anew: bool = False) -> None:
        """Brings the index to the library's state; embeds only what is new. Does nothing where nothing changed.

        A review that cannot be indexed is left out, and named in `failed`.

        Other threads may search meanwhile; they find what was there before, and none of a review that is half indexed.

        Args:
            anew: index every review again.
        """
        _ = self.catalogue
        self._syncing = True
        try:
            done = sync(self._store, self._encoder, self._library, progress, anew=anew)
            self.failed = done.failed
            if done.changed:
                self._catalogue = None
        finally:
            self._syncing = False

    @property
    def catalogue(self) -> Catalogue:
        """The indexed reviews, and what they tell about words and names."""
        if self._catalogue is None:
            self._catalogue = read_catalogue(self._store, self._encoder)
        return self._catalogue

    @property
    def terms(self) -> Terms:
        """In how many passages each word stands."""
        return self.catalogue.about.terms

    @property
    def searcher(self) -> Searcher:
        """The parts that a search needs, for those who measure or fit them."""
        return Searcher(self._store, self._encoder, self.catalogue, self._reranker)

    def search(
        self,
        query: str | Query,
        *,
        k: int = 10,
        filters: Filters = Filters(),
        per_review: int | None = None,
        coverage: bool = False,
        ignore: Collection[QueryPart] = (),
        evidence: float = EVIDENCE,
    ) -> SearchResult:
        """The units that answer a query best, best first.

        Args:
            k: most units returned. per_review: most from one review.
            coverage: the best evidence of every review that has any comes first, and reviews without any are left out.
            query: as typed, or as it was read already.
            ignore: parts read into the query before, which the user removed.
            evidence: with `coverage`, share of the best score from which a review has any.

        Raises:
            UnknownReview: a filter names what the library does not have.
        """
        started = time.perf_counter()
        check_filters(filters, self.catalogue)
        searched = self.searched(filters)
        asked = query if isinstance(query, Query) else self.read(query, ignore=ignore)
        if not any(char.isalnum() for char in asked.text) or not searched.passages:
            return SearchResult(asked.typed, (), searched, (), filters, time.perf_counter() - started)
        found = self._select(
            asked, self._scope(filters), k=k, per_review=per_review, evidence=evidence if coverage else None
        )
        return replace(
            found, query=asked.typed, searched=searched, filters=filters, seconds=time.perf_counter() - started
        )

    def read(self, query: str, *, ignore: Collection[QueryPart] = ()) -> Query:
        """What a query is taken to ask for, before anything is searched."""
        return understand(query, self.catalogue.about, ignore=ignore)

    def _select(
        self, asked: Query, scope: Where, *, k: int, per_review: int | None = None, evidence: float | None = None
    ) -> SearchResult:
        chosen = collapse(self.searcher.rank(asked, scope))
        if evidence is not None:
            chosen = covering(chosen, evidence)
        if per_review is not None:
            chosen = list(at_most_per_review(chosen, per_review))
        hits = read_hits(self._store, chosen[: max(k, 0)])
        return SearchResult(asked.text, hits, Searched(0, 0, 0), asked.parts)

    def similar(self, unit_id: str, *, k: int = 10, filters: Filters = Filters()) -> SearchResult:
        """Units of other cases that say what this one says: precedent.

        Raises:
            UnknownReview: no unit of that id is indexed, or a filter names what the library does not have.
        """
        started = time.perf_counter()
        check_filters(filters, self.catalogue)
        point = passage_id(unit_id, 0)
        payload = self._store.fetch([point]).get(point)
        if payload is None:
            raise UnknownReview(
                f"No searched unit has the id {unit_id!r}.", remedy="Ids are shown by: casebook show REVIEW --json"
            )
        text = clean(search_text(read_unit(payload)))
        scope = self._scope(filters)
        elsewhere = replace(scope, unless=(Condition("case", any=(payload["case"],)),))
        found = self._select(Query(text, text), elsewhere, k=k)
        return replace(found, searched=self._count(elsewhere), filters=filters, seconds=time.perf_counter() - started)

    def facets(self, filters: Filters = Filters()) -> Facets:
        """Counts of cases and passages beside each value of each filter, within what `filters` leave."""
        check_filters(filters, self.catalogue)
        return facets(self._store, self.catalogue, filters)

    def searched(self, filters: Filters = Filters()) -> Searched:
        """How many reviews, cases and passages (units) the filters leave to search."""
        if filters == Filters():
            cards = [entry.card for entry in self.catalogue.entries]
            return Searched(len(cards), len({card.case for card in cards}), self.catalogue.units)
        return self._count(self._scope(filters))

    def _scope(self, filters: Filters) -> Where:
        """What the filters leave to search."""
        scope = where(filters)
        if not self._syncing:
            return scope
        known = Condition("review", any=tuple(entry.card.id for entry in self.catalogue.entries))
        return replace(scope, conditions=(*scope.conditions, known))

    def _count(self, scope: Where) -> Searched:
        counted = replace(scope, conditions=(*scope.conditions, FIRST_WINDOW))
        reviews = self._store.facet("review", counted)
        return Searched(len(reviews), len(self._store.facet("case", counted)), sum(reviews.values()))

    def sentence_scores(self, query: str, units: Sequence[Unit]) -> Mapping[str, tuple[NearSentence, ...]]:
        """How near each sentence of some units is to a query; see `index.nearness`."""
        windows = {unit.id: self._cut(unit) for unit in units}
        return sentence_scores(self._store, self._encoder, self.terms, query, windows)


def _owner(library: Indexed) -> Owner:
    """The library as a server is told of it."""
    from index.stores.ownership import Owner

    folder = library.index_path.parent
    return Owner(identity(folder), folder.resolve().name, frozenset(library.digests()))
