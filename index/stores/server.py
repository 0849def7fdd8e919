"""A Qdrant server or cluster through qdrant-client: the same points, vectors and probes as Qdrant Edge."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ResponseHandlingException, UnexpectedResponse

from index.embedding.encoder import Floats
from index.stores import ownership
from index.stores import server_form as form
from index.stores.ownership import Owner
from index.stores.store import GRAPH_WIDTH, Dimensions, Probe, Scored, StoredPoint, Where
from ingest.errors import IndexError_, IndexMismatch, SettingsError, StoreUnavailable
from ingest.settings import Settings

SCROLL = 1_000
FACET_VALUES = 100_000
#: Points in one request: token vectors make them large, and servers refuse bodies over 32 MB.
UPSERT = 32
#: Status of HTTP where a collection is there already.
CONFLICT = 409


class ServerStore:
    """One collection of one library; made on the server if there is none.

    Args:
        client: connected to a server, or in-process (`QdrantClient(":memory:")`). owner: the library.

    Raises:
        StoreUnavailable: the server is down, slow or refuses. IndexMismatch: it was made with another model.
        ForeignCollection: it is not the library's; raised by each change too, where it has become another's since.
    """

    def __init__(self, client: QdrantClient, collection: str, dimensions: Dimensions, owner: Owner) -> None:
        self._client = client
        self._collection = collection
        self._owner = owner
        with _explained(), _greeting():
            if not client.collection_exists(collection):
                self._create(dimensions)
            ownership.claim(client, collection, owner)
            self._check(dimensions)

    @classmethod
    def connect(cls, settings: Settings, dimensions: Dimensions, owner: Owner) -> ServerStore:
        """Connects to the server that the settings name."""
        return cls(_client(settings), settings.qdrant_collection, dimensions, owner)

    def _create(self, dimensions: Dimensions) -> None:
        try:
            ownership.make(self._client, self._collection, self._owner, form.config(dimensions))
        except UnexpectedResponse as error:
            if error.status_code != CONFLICT:  # another process has made it at this moment: whose it is will be seen
                raise

    def _check(self, dimensions: Dimensions) -> None:
        info = self._client.get_collection(self._collection)
        if not form.is_ours(info.config.params) or not form.fits(info.config.params, dimensions):
            raise IndexMismatch(
                f"The collection {self._collection!r} on the Qdrant server was made with another embedding model.",
                remedy="Rebuild it from the parsed reviews with: casebook index --rebuild",
            )
        for key, kind in form.payload_kinds():
            if key not in info.payload_schema:
                self._client.create_payload_index(self._collection, key, kind)

    def _own(self) -> None:
        """Before each change: the collection may have been made anew by another library since it was opened."""
        ownership.claim(self._client, self._collection, self._owner)

    def upsert(self, points: Sequence[StoredPoint]) -> None:
        """See Store."""
        made = [
            models.PointStruct(
                id=point.id,
                vector={name: form.vector(each) for name, each in point.vectors.items()},
                payload=dict(point.payload),
            )
            for point in points
        ]
        with _explained():
            self._own()
            for start in range(0, len(made), UPSERT):
                self._client.upsert(self._collection, made[start : start + UPSERT], wait=True)

    def delete(self, where: Where) -> None:
        """See Store."""
        found = form.filtered(where)
        if found is None:
            return
        with _explained():
            self._own()
            self._client.delete(self._collection, models.FilterSelector(filter=found), wait=True)

    def probe(self, probes: Sequence[Probe]) -> list[list[Scored]]:
        """See Store."""
        requests = [
            models.QueryRequest(
                query=form.asked(probe.vector),
                using=probe.using,
                filter=form.filtered(probe.where),
                limit=probe.limit,
                params=models.SearchParams(exact=probe.exact, hnsw_ef=None if probe.exact else GRAPH_WIDTH),
                with_payload=False,
            )
            for probe in probes
        ]
        with _explained():
            answers = self._client.query_batch_points(self._collection, requests)
        return [[Scored(int(point.id), point.score) for point in answer.points] for answer in answers]

    def fetch(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, dict[str, Any]]:
        """See Store."""
        with _explained():
            records = self._client.retrieve(
                self._collection, list(ids), with_payload=True if keys is None else list(keys), with_vectors=False
            )
        return {int(record.id): record.payload or {} for record in records}

    def vectors(self, ids: Sequence[int], name: str) -> dict[int, Floats]:
        """See Store."""
        with _explained():
            records = self._client.retrieve(self._collection, list(ids), with_payload=False, with_vectors=[name])
        found: dict[int, Floats] = {}
        for record in records:
            if isinstance(record.vector, dict) and name in record.vector:
                found[int(record.id)] = np.asarray(record.vector[name], np.float32)
        return found

    def scroll(self, where: Where, keys: Sequence[str] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """See Store."""
        offset: Any = None
        while True:
            with _explained():
                records, offset = self._client.scroll(
                    self._collection,
                    scroll_filter=form.filtered(where),
                    limit=SCROLL,
                    offset=offset,
                    with_payload=True if keys is None else list(keys),
                )
            for record in records:
                yield int(record.id), record.payload or {}
            if offset is None:
                return

    def count(self, where: Where) -> int:
        """See Store."""
        with _explained():
            return int(self._client.count(self._collection, count_filter=form.filtered(where), exact=True).count)

    def facet(self, key: str, where: Where) -> dict[str, int]:
        """See Store."""
        with _explained():
            found = self._client.facet(
                self._collection, key, facet_filter=form.filtered(where), limit=FACET_VALUES, exact=True
            )
        return {str(hit.value): hit.count for hit in found.hits}

    def optimize(self) -> None:
        """Nothing to do: a server optimizes by itself."""

    def beside(self) -> None:
        """None: a collection of one name has one place."""

    def take_place(self) -> None:
        """Nothing to do: it is in its place."""

    def copy(self, folder: Path) -> None:
        """Nothing to copy: a server serves any number of processes."""
        raise IndexError_(
            f"This index is the collection {self._collection} on a Qdrant server, which needs no copy.",
            remedy="Set CASEBOOK_QDRANT_URL for this command as for the server.",
        )

    def close(self) -> None:
        """See Store."""
        self._client.close()

    def drop(self) -> None:
        """Removes the collection and closes the connection."""
        with _explained():
            self._own()
            self._client.delete_collection(self._collection)
        self.close()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ResponseHandlingException as error:
        raise StoreUnavailable(
            f"The Qdrant server does not answer ({error}).",
            remedy="Check CASEBOOK_QDRANT_URL and that the server runs; without it, Qdrant Edge is used.",
        ) from error
    except UnexpectedResponse as error:
        raise StoreUnavailable(
            f"The Qdrant server refuses the request: {error.status_code} {error.reason_phrase}{_reason(error)}.",
            remedy="Check CASEBOOK_QDRANT_API_KEY and the server's log and disk; nothing written before is lost, "
            "and the same command goes on from there.",
        ) from error


def _reason(error: UnexpectedResponse) -> str:
    """What the server itself says of it, in one line."""
    try:
        said = json.loads(error.content)["status"]["error"]
    except (ValueError, KeyError, TypeError):
        return ""
    return f" ({' '.join(str(said).split())[:200]})"


@contextmanager
def _greeting() -> Iterator[None]:
    """The first words: what answers may be no Qdrant server."""
    try:
        yield
    except (ValueError, AssertionError) as error:  # what qdrant-client makes of an answer in another form
        raise StoreUnavailable(
            "What answers at CASEBOOK_QDRANT_URL is not a Qdrant server.",
            remedy="Check the address and its port (Qdrant's own is 6333); without it, Qdrant Edge is used.",
        ) from error


def _client(settings: Settings) -> QdrantClient:
    try:
        with warnings.catch_warnings():
            # Said in our words where it matters: ingest.offline.key_in_the_open.
            warnings.filterwarnings("ignore", "Api key is used with an insecure connection")
            return QdrantClient(
                url=settings.qdrant_url,
                api_key=settings.qdrant_api_key or None,
                timeout=max(1, round(settings.qdrant_timeout)),
                check_compatibility=False,
            )
    except ValueError as error:
        raise SettingsError(
            f"CASEBOOK_QDRANT_URL is {settings.qdrant_url!r}, which is no address of a server.",
            remedy="Give it as http://HOST:PORT or https://HOST:PORT.",
        ) from error


def drop_collection(settings: Settings, owner: Owner) -> None:
    """Removes the collection that the settings name, made with whatever model, if it is the library's.

    Raises:
        ForeignCollection: it is another's. StoreUnavailable: the server does not answer.
    """
    client = _client(settings)
    try:
        remove(client, settings.qdrant_collection, owner)
    finally:
        client.close()


def remove(client: QdrantClient, collection: str, owner: Owner) -> None:
    """As `drop_collection`."""
    with _explained(), _greeting():
        if client.collection_exists(collection):
            ownership.check(client, collection, owner)
            client.delete_collection(collection)
