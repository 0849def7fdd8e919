"""Qdrant Edge: Qdrant's own engine in this process, one shard in the library folder.

Only this module and the two beside it (`edge_form`, `edge_trouble`) know it.

The shard belongs to one process at a time: a second one that opens it, even to read, is refused with IndexBusy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
import qdrant_edge as edge
from numpy.typing import NDArray

from index.embedding.encoder import Floats
from index.stores import edge_form as form
from index.stores.edge_trouble import explain, number
from index.stores.holding import hold, remove
from index.stores.kept import Kept
from index.stores.places import copied, make_current, unused
from index.stores.space import on_disk, require_space
from index.stores.store import DENSE, GRAPH_WIDTH, Dimensions, Probe, Scored, StoredPoint, Where
from ingest.errors import IndexBusy, IndexError_

Payload = dict[str, Any]
Halves = NDArray[np.float16]

#: Bytes of vectors held at most, the token and sentence vectors of about 5,000 passages; and of payloads.
KEPT_VECTORS, KEPT_PAYLOADS = 96_000_000, 24_000_000
SCROLL = 1_000
FACET_VALUES = 100_000
#: Points after which what is written goes from the engine's log, which it would double, into its segments.
FLUSH_EVERY = 2_000


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
        self._vectors: Kept[Halves] = Kept(KEPT_VECTORS, lambda half: half.nbytes)
        self._payloads: Kept[Payload] = Kept(KEPT_PAYLOADS, _bytes)
        require_space(folder)
        self._held = _held(folder)
        try:
            if (folder / "edge_config.json").exists() or (folder / "segments").exists():
                self._shard = edge.EdgeShard.load(str(folder))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                self._shard = edge.EdgeShard.create(str(folder), form.config(dimensions))
            if not self.count(Where()):  # new, or its maker was killed before it was done with this
                self._index_payload()
        except BaseException as error:
            self._held.close()
            explain(folder, error)

    def _index_payload(self) -> None:
        for key, kind in form.payload_kinds():
            self._open.update(edge.UpdateOperation.create_field_index(key, kind))

    @property
    def _open(self) -> edge.EdgeShard:
        if self._shard is None:
            raise IndexError_("The index is closed.", remedy="Open it again with Index.open(...).")
        return self._shard

    def upsert(self, points: Sequence[StoredPoint]) -> None:
        """See Store."""
        made = [
            edge.Point(
                point.id, {name: form.vector(vector) for name, vector in point.vectors.items()}, dict(point.payload)
            )
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
        found = form.filtered(where)
        if found is not None:
            self._update(edge.UpdateOperation.delete_points_by_filter(found))

    def _update(self, operation: edge.UpdateOperation) -> None:
        require_space(self._folder)
        with self._explained():
            self._open.update(operation)
        self._vectors.forget()
        self._payloads.forget()

    def probe(self, probes: Sequence[Probe]) -> list[list[Scored]]:
        """See Store."""
        requests = [
            edge.QueryRequest(
                limit=probe.limit,
                query=edge.Query.Nearest(form.asked(probe.vector), probe.using),
                filter=form.filtered(probe.where),
                params=edge.SearchParams(exact=probe.exact, hnsw_ef=None if probe.exact else GRAPH_WIDTH),
            )
            for probe in probes
        ]
        with self._explained():
            answers = self._open.query_batch(edge.QueryBatchRequest(requests))
        return [[Scored(number(point), point.score) for point in points] for points in answers]

    def fetch(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, dict[str, Any]]:
        """See Store. What is asked for by its keys is kept, and is not to be changed."""
        if keys is None:
            return self._read(ids, with_payload=True)
        return self._payloads.get(ids, tuple(keys), lambda missing: self._read(missing, with_payload=list(keys)))

    def _read(self, ids: Sequence[int], with_payload: bool | list[str]) -> dict[int, Payload]:
        with self._explained():
            records = self._open.retrieve(list(ids), with_payload, False)
        return {number(record): record.payload or {} for record in records}

    def vectors(self, ids: Sequence[int], name: str) -> dict[int, Floats]:
        """See Store."""
        if name == DENSE:  # not in half precision, and few are ever read
            return {point: np.asarray(rows, np.float32) for point, rows in self._rows(ids, name)}

        def halves(missing: Sequence[int]) -> dict[int, Halves]:
            return {point: np.asarray(rows, np.float16) for point, rows in self._rows(missing, name)}

        return {point: half.astype(np.float32) for point, half in self._vectors.get(ids, name, halves).items()}

    def _rows(self, ids: Sequence[int], name: str) -> Iterator[tuple[int, Any]]:
        with self._explained():
            records = self._open.retrieve(list(ids), False, [name])
        for record in records:
            vectors = record.vector  # made anew, number by number, each time it is asked for
            if isinstance(vectors, dict) and name in vectors:
                yield number(record), vectors[name]

    def scroll(self, where: Where, keys: Sequence[str] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """See Store."""
        offset: Any = None
        while True:
            request = edge.ScrollRequest(
                offset=offset,
                limit=SCROLL,
                filter=form.filtered(where),
                with_payload=True if keys is None else list(keys),
                with_vector=False,
            )
            with self._explained():
                records, offset = self._open.scroll(request)
            for record in records:
                yield number(record), record.payload or {}
            if offset is None:
                return

    def count(self, where: Where) -> int:
        """See Store."""
        with self._explained():
            return self._open.count(edge.CountRequest(exact=True, filter=form.filtered(where)))

    def facet(self, key: str, where: Where) -> dict[str, int]:
        """See Store."""
        request = edge.FacetRequest(key=key, limit=FACET_VALUES, exact=True, filter=form.filtered(where))
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

    def _explained(self) -> AbstractContextManager[None]:
        return _explaining(self._folder)


@contextmanager
def _explaining(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        explain(folder, error)


def drop_shard(folder: Path) -> None:
    """Removes a shard of whatever version.

    Raises:
        IndexBusy: another process holds it.
    """
    if not folder.exists():
        return
    with _held(folder):
        try:
            with _explaining(folder):
                edge.EdgeShard.load(str(folder)).close()
        except IndexBusy:
            raise
        except IndexError_:
            pass  # it goes, whatever it is
        shutil.rmtree(folder)


def _held(folder: Path) -> IO[str]:
    try:
        return hold(folder)
    except OSError as error:
        explain(folder, error)


def _bytes(payload: Payload) -> int:
    """What a payload takes up, about."""
    return 600 + sum(len(value) for value in payload.values() if isinstance(value, str))
