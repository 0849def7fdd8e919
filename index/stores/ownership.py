"""Whose a collection on a Qdrant server is: the library whose mark stands in the collection's metadata.

A library writes to, empties and removes its own collection alone. One without a mark is either from a Casebook that
made none, and then belongs to the library that has every review in it, or was made by something else. Two copies of a
library folder are one library here: they hold the same id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qdrant_client import QdrantClient, models

from index.stores import server_form as form
from ingest.errors import ForeignCollection, StoreUnavailable

#: Key of the metadata under which the mark stands.
KEY = "casebook"
#: What the points of a Casebook are.
DOCS = frozenset(("passage", "review", "terms", "manifest"))
PAGE = 1_000
_REMEDY = "Nothing in it was changed. Name another for this library, and try again: CASEBOOK_QDRANT_COLLECTION=NAME."


@dataclass(frozen=True, slots=True)
class Owner:
    """A library, as a server is told of it.

    Args:
        id: see `ingest.identity`. name: of its folder, for people. reviews: ids of the reviews it has.
    """

    id: str
    name: str
    reviews: frozenset[str]

    @property
    def mark(self) -> dict[str, Any]:
        """The metadata of a collection that is this library's."""
        return {KEY: {"library": self.id, "folder": self.name}}


#: Asked only where a server is used.
Whose = Callable[[], Owner]


def make(client: QdrantClient, collection: str, owner: Owner, config: dict[str, Any]) -> None:
    """Make a collection with the mark of its library."""
    client.create_collection(collection, **config, metadata=owner.mark)


def claim(client: QdrantClient, collection: str, owner: Owner) -> None:
    """Make sure that a collection is the library's; put its mark on one of before that holds the library's reviews.

    Raises:
        ForeignCollection: it is another's. StoreUnavailable: the server is too old to hold a mark.
    """
    if check(client, collection, owner):
        return
    client.update_collection(collection, metadata=owner.mark)
    if not check(client, collection, owner):
        raise StoreUnavailable(
            "The Qdrant server cannot keep whose a collection is (metadata of collections).",
            remedy="Use Qdrant 1.16 or later.",
        )


def check(client: QdrantClient, collection: str, owner: Owner) -> bool:
    """Whether the library's mark stands on a collection; False where none does, but what it holds is the library's.

    Raises:
        ForeignCollection: it is another's.
    """
    config = client.get_collection(collection).config
    mark = (config.metadata or {}).get(KEY)
    if mark is None:
        _check_content(client, collection, owner, config.params)
        return False
    if not isinstance(mark, dict) or mark.get("library") != owner.id:
        raise _foreign(collection, f"belongs to {_named(mark)}")
    return True


def _check_content(client: QdrantClient, collection: str, owner: Owner, params: models.CollectionParams) -> None:
    """Of a collection without a mark: made by Casebook, and each review in it is one that the library has."""
    if not form.is_ours(params):
        raise _foreign(collection, "was not made by Casebook")
    offset: Any = None
    while True:
        records, offset = client.scroll(
            collection, limit=PAGE, offset=offset, with_payload=["doc", "review"], with_vectors=False
        )
        for payload in (record.payload or {} for record in records):
            if payload.get("doc") not in DOCS:
                raise _foreign(collection, "holds what was not made by Casebook")
            if payload.get("review", "") not in owner.reviews | {""}:
                raise _foreign(collection, f"holds the review {payload['review']}, which this library does not have")
        if offset is None:
            return


def _named(mark: object) -> str:
    """The owner that a mark tells of, in words."""
    if not isinstance(mark, dict) or not mark.get("library"):
        return "another library"
    folder = f"in a folder named {mark['folder']!r}, " if mark.get("folder") else ""
    return f"another library ({folder}id {mark['library']})"


def _foreign(collection: str, why: str) -> ForeignCollection:
    return ForeignCollection(f"The collection {collection!r} on the Qdrant server {why}.", remedy=_REMEDY)
