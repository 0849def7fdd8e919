"""Qdrant Edge: Qdrant's own engine in this process, one shard in the library folder. The only module that knows it.

The shard belongs to one process at a time: a second one that opens it, even to read, is refused with IndexBusy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

import numpy as np
import qdrant_edge as edge

from index.embedding.encoder import Floats
from index.stores.holding import busy, hold, remove
from index.stores.kept import KeptVectors
from index.stores.places import copied, make_current, unused
from index.stores.space import on_disk, require_space
from index.stores.store import (
    BM25,
    BM25_HEADED,
    DENSE,
    GRAPH_WIDTH,
    INTEGER_KEYS,
    KEYWORD_KEYS,
    SENTENCES,
    TEXT_KEY,
    TOKENS,
    Condition,
    Dimensions,
    Probe,
    Scored,
    Sparse,
    StoredPoint,
    Vector,
    Where,
    query_rows,
)
from ingest.errors import IndexError_, IndexMismatch

SCROLL = 1_000
FACET_VALUES = 100_000
#: Points after which what is written goes from the engine's log, which it would double, into its segments.
FLUSH_EVERY = 2_000
#: Segments smaller than this (in kilobytes of dense vectors) are searched exactly: about 20,000 passages.
INDEXING_KILOBYTES = 30_000


def _config(dimensions: Dimensions) -> edge.EdgeConfig:
    many = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim)
    # Multivectors only rescore candidates: a graph over them would cost minutes and never be used.
    no_graph = edge.HnswIndexConfig(m=0, ef_construct=16, full_scan_threshold=10_000)
    half = edge.VectorStorageDatatype.Float16

    def multi(size: int) -> edge.EdgeVectorParams:
        return edge.EdgeVectorParams(
            size=size,
            distance=edge.Distance.Dot,
            multivector_config=many,
            datatype=half,
            hnsw_config=no_graph,
            memory=edge.Memory.Cold,
        )

    return edge.EdgeConfig(
        vectors={
            DENSE: edge.EdgeVectorParams(size=dimensions.dense, distance=edge.Distance.Dot),
            SENTENCES: multi(dimensions.dense),
            TOKENS: multi(dimensions.tokens),
        },
        sparse_vectors={name: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf) for name in (BM25, BM25_HEADED)},
        hnsw_config=edge.HnswIndexConfig(m=16, ef_construct=128, full_scan_threshold=10_000),
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=INDEXING_KILOBYTES, default_segment_number=1),
    )


class EdgeStore:
    """One shard in a folder; made there if there is none.

    Raises:
        IndexBusy: another process holds it.
        IndexError_: it is damaged or the disk is full.
    """

    def __init__(self, folder: Path, dimensions: Dimensions) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._shard: edge.EdgeShard | None = None
        self._unflushed = 0
        self._kept = KeptVectors()
        require_space(folder)
        self._held = _held(folder)
        try:
            if (folder / "edge_config.json").exists() or (folder / "segments").exists():
                self._shard = edge.EdgeShard.load(str(folder))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                self._shard = edge.EdgeShard.create(str(folder), _config(dimensions))
                self._index_payload()
        except Exception as error:  # the engine raises bare Exception
            self._held.close()
            _explain(folder, error)

    def _index_payload(self) -> None:
        kinds: list[tuple[str, Any]] = [(key, edge.PayloadSchemaType.Keyword) for key in KEYWORD_KEYS]
        kinds += [(key, edge.PayloadSchemaType.Integer) for key in INTEGER_KEYS]
        words = edge.TextIndexParams(tokenizer=edge.TokenizerType.Word, lowercase=True, phrase_matching=True)
        for key, kind in [*kinds, (TEXT_KEY, words)]:
            self._open.update(edge.UpdateOperation.create_field_index(key, kind))

    @property
    def _open(self) -> edge.EdgeShard:
        if self._shard is None:
            raise IndexError_("The index is closed.", remedy="Open it again with Index.open(...).")
        return self._shard

    def upsert(self, points: Sequence[StoredPoint]) -> None:
        """See Store."""
        made = [
            edge.Point(point.id, {name: _vector(vector) for name, vector in point.vectors.items()}, dict(point.payload))
            for point in points
        ]
        self._update(edge.UpdateOperation.upsert_points(made))
        self._unflushed += len(made)
        if self._unflushed >= FLUSH_EVERY:
            with self._explained():
                self._open.flush()
            self._unflushed = 0

    def delete(self, where: Where) -> None:
        """See Store."""
        found = _filter(where)
        if found is not None:
            self._update(edge.UpdateOperation.delete_points_by_filter(found))

    def _update(self, operation: edge.UpdateOperation) -> None:
        require_space(self._folder)
        with self._explained():
            self._open.update(operation)
        self._kept.forget()

    def probe(self, probes: Sequence[Probe]) -> list[list[Scored]]:
        """See Store."""
        requests = [
            edge.QueryRequest(
                limit=probe.limit,
                query=edge.Query.Nearest(_asked(probe.vector), probe.using),
                filter=_filter(probe.where),
                params=edge.SearchParams(exact=probe.exact, hnsw_ef=None if probe.exact else GRAPH_WIDTH),
            )
            for probe in probes
        ]
        with self._explained():
            answers = self._open.query_batch(edge.QueryBatchRequest(requests))
        return [[Scored(_number(point), point.score) for point in points] for points in answers]

    def fetch(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, dict[str, Any]]:
        """See Store."""
        with self._explained():
            records = self._open.retrieve(list(ids), True if keys is None else list(keys), False)
        return {_number(record): record.payload or {} for record in records}

    def vectors(self, ids: Sequence[int], name: str) -> dict[int, Floats]:
        """See Store."""
        if name == DENSE:  # not in half precision, and few are ever read
            return self._read(ids, name)
        return self._kept.get(ids, name, self._read)

    def _read(self, ids: Sequence[int], name: str) -> dict[int, Floats]:
        with self._explained():
            records = self._open.retrieve(list(ids), False, [name])
        found: dict[int, Floats] = {}
        for record in records:
            if isinstance(record.vector, dict) and name in record.vector:
                found[_number(record)] = np.asarray(record.vector[name], np.float32)
        return found

    def scroll(self, where: Where, keys: Sequence[str] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """See Store."""
        offset: Any = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=SCROLL,
                filter=_filter(where),
                with_payload=True if keys is None else list(keys),
                with_vector=False,
            )
            with self._explained():
                records, offset = self._open.scroll(request)
            for record in records:
                yield _number(record), record.payload or {}
            if offset is None:
                return

    def count(self, where: Where) -> int:
        """See Store."""
        with self._explained():
            return self._open.count(edge.CountRequest(exact=True, filter=_filter(where)))

    def facet(self, key: str, where: Where) -> dict[str, int]:
        """See Store."""
        request = edge.FacetRequest(key=key, limit=FACET_VALUES, exact=True, filter=_filter(where))
        with self._explained():
            return {str(hit.value): hit.count for hit in self._open.facet(request).hits}

    def optimize(self) -> None:
        """See Store. Segments are written anew beside the old ones: as much space again must be free."""
        require_space(self._folder, on_disk(self._folder))
        with self._explained():
            self._open.optimize()
            self._open.flush()

    def beside(self) -> EdgeStore:
        """See Store."""
        return EdgeStore(unused(self._folder.parent), self._dimensions)

    def take_place(self) -> None:
        """See Store."""
        with self._explained():
            self._open.flush()
        make_current(self._folder)

    def copy(self, folder: Path) -> None:
        """See Store."""
        require_space(folder, on_disk(self._folder))
        with self._explained():
            self._open.flush()
            copied(self._folder, folder / "shard")

    def close(self) -> None:
        """See Store."""
        if self._shard is not None:
            self._shard.close()
            self._shard = None
        self._held.close()

    def drop(self) -> None:
        """See Store."""
        self.close()
        remove(self._folder)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # the engine raises bare Exception
            _explain(self._folder, error)


def drop_shard(folder: Path) -> None:
    """Removes a shard of whatever version.

    Raises:
        IndexBusy: another process holds it.
    """
    if not folder.exists():
        return
    with _held(folder):
        try:
            edge.EdgeShard.load(str(folder)).close()
        except Exception as error:  # the engine raises bare Exception
            if "WouldBlock" in str(error):
                _explain(folder, error)
        shutil.rmtree(folder)


def _held(folder: Path) -> IO[str]:
    try:
        return hold(folder)
    except OSError as error:
        _explain(folder, error)


def _explain(folder: Path, error: Exception) -> NoReturn:
    if isinstance(error, IndexError_):
        raise error
    said = str(error)
    if "WouldBlock" in said:
        raise busy(folder) from error
    if "Permission denied" in said or "Read-only file system" in said:
        raise IndexError_(
            f"The index in {folder.parent} may not be written to, and its engine cannot open it read-only.",
            remedy="Allow writing there, or copy the library to a folder of your own and use it with --library.",
        ) from error
    if "uuid" in said.lower():
        raise _foreign() from error
    if "No space left" in said or "StorageFull" in said or "out of disk" in said.lower():
        raise IndexError_(
            f"The disk is full; the index in {folder.parent} could not be written.",
            remedy="Free some space and run the command again: it goes on where it stopped.",
        ) from error
    raise IndexError_(
        f"The index in {folder.parent} cannot be used: {said.splitlines()[0] if said else error!r}",
        remedy="Rebuild it from the parsed reviews with: casebook index --rebuild",
    ) from error


def _foreign() -> IndexMismatch:
    return IndexMismatch(
        "The index has entries that this Casebook did not make: another version of it did, or another program.",
        remedy="Rebuild it from the parsed reviews with: casebook index --rebuild",
    )


def _number(point: Any) -> int:
    """The id of a point; a UUID, which the engine gives as a larger number, is not ours."""
    number = int(point.id)
    if number >= 1 << 64:
        raise _foreign()
    return number


def _asked(vector: Vector) -> Any:
    return _vector(query_rows(vector) if isinstance(vector, np.ndarray) and vector.ndim == 2 else vector)


def _vector(vector: Vector) -> Any:
    if isinstance(vector, Sparse):
        return edge.SparseVector(list(vector.indices), list(vector.values))
    return vector.tolist()


def _filter(where: Where) -> edge.Filter | None:
    must: list[Any] = [_condition(condition) for condition in where.conditions]
    if where.among is not None:
        must.append(edge.HasIdCondition(set(where.among)))
    must_not: list[Any] = [_condition(condition) for condition in where.unless]
    return edge.Filter(must=must or None, must_not=must_not or None) if must or must_not else None


def _condition(condition: Condition) -> edge.FieldCondition:
    if condition.between:
        low, high = condition.between
        return edge.FieldCondition(condition.key, range=edge.RangeFloat(gte=low, lte=high))
    if condition.phrase:
        return edge.FieldCondition(condition.key, match=edge.MatchPhrase(condition.phrase))
    values: Any = list(condition.any)
    return edge.FieldCondition(condition.key, match=edge.MatchAny(values))
