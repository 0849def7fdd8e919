"""A collection on a server belongs to one library: no other writes to it, empties it or removes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from qdrant_client import QdrantClient, models

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.manifest import Manifest, check_manifest
from index.projection import DIMENSIONS
from index.stores import server_form
from index.stores.ownership import KEY, Owner
from index.stores.server import ServerStore, remove
from index.stores.store import Dimensions
from ingest.errors import ForeignCollection, IndexMismatch
from ingest.identity import identity

from .conftest import CASE_Q, MERLIN, Shelf, review

pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
OTTER = review("otter", [("1.1", "paragraph", "1.1 Nobody asked the ferryman what he had seen of the child.")])
HERON = review("heron", [("1.1", "paragraph", "1.1 The school nurse kept no record of the weight of the boy.")])


@dataclass
class Library:
    """A library whose index is a collection of a shared client; each call opens it anew, as each command does."""

    client: QdrantClient
    shelf: Shelf
    encoder: OnnxEncoder
    collection: str = "casebook"

    @property
    def owner(self) -> Owner:
        folder = self.shelf.index_path.parent
        return Owner(identity(folder), folder.name, frozenset(self.shelf.held))

    def opened(self) -> Index:
        sizes = Dimensions(self.encoder.size, DIMENSIONS)
        store = ServerStore(self.client, self.collection, sizes, self.owner)
        check_manifest(store, Manifest(self.encoder.name, self.encoder.digest, self.encoder.size))
        return Index(self.shelf, store, self.encoder)

    def add(self) -> None:
        self.shelf.put(HERON)
        self.opened().sync()

    def search(self) -> list[str]:
        index = self.opened()
        index.sync()
        return sorted({hit.review.id for hit in index.search("What was seen of the child?").hits})

    def rebuild(self) -> None:
        remove(self.client, self.collection, self.owner)
        self.search()

    def remove(self) -> None:
        self.shelf.held.popitem()
        self.opened().sync()

    def renew(self) -> None:
        self.opened().sync(anew=True)


OPERATIONS: tuple[Callable[[Library], Any], ...] = (Library.add, Library.search, Library.rebuild, Library.remove)
#: Orders in which each operation comes first once, last once, and once right after each other one (Williams 1949).
ORDERS = ((0, 1, 3, 2), (1, 2, 0, 3), (2, 3, 1, 0), (3, 0, 2, 1))


@pytest.fixture
def client() -> QdrantClient:
    return QdrantClient(":memory:")


@pytest.fixture
def made(client: QdrantClient, tmp_path: Path, encoder: OnnxEncoder) -> Callable[..., Library]:
    def library(name: str, *reviews: Any, collection: str = "casebook") -> Library:
        (tmp_path / name).mkdir()
        return Library(client, Shelf(tmp_path / name / "index").put(*reviews), encoder, collection)

    return library


def points(client: QdrantClient, collection: str = "casebook") -> list[Any]:
    records, _ = client.scroll(collection, limit=10_000, with_vectors=True)
    return sorted((str(record.id), repr(record.payload), repr(record.vector)) for record in records)


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_of_two_libraries_neither_loses_a_point_in_whatever_order_they_work(
    client: QdrantClient, made: Callable[..., Library], first: str
) -> None:
    both = made("ours", MERLIN, CASE_Q), made("theirs", OTTER, MERLIN)
    holder, other = both if first == "ours" else both[::-1]
    for order in ORDERS:
        holder.search()
        other.shelf.put(OTTER, MERLIN)
        holder.shelf.put(MERLIN, CASE_Q)
        for operation in (OPERATIONS[at] for at in order):
            before = points(client)
            with pytest.raises(ForeignCollection, match=rf"'{holder.owner.name}', id {holder.owner.id}"):
                operation(other)
            assert points(client) == before
            operation(holder)
            assert {payload.payload["review"] for payload in reviews(client)} == set(holder.shelf.held)


def reviews(client: QdrantClient) -> list[Any]:
    about = models.FieldCondition(key="doc", match=models.MatchValue(value="review"))
    return client.scroll("casebook", scroll_filter=models.Filter(must=[about]), limit=100)[0]


def test_the_other_library_works_beside_it_under_another_name(
    client: QdrantClient, made: Callable[..., Library]
) -> None:
    ours, theirs = made("ours", MERLIN, CASE_Q), made("theirs", OTTER)
    assert ours.search() == ["case-q", "merlin"]
    with pytest.raises(ForeignCollection, match="CASEBOOK_QDRANT_COLLECTION=NAME"):
        theirs.search()
    theirs.collection = "theirs"
    assert theirs.search() == ["otter"]
    theirs.rebuild()
    assert (ours.search(), theirs.search()) == (["case-q", "merlin"], ["otter"])


def unmarked(client: QdrantClient) -> None:
    """As an earlier Casebook made it."""
    client.update_collection("casebook", metadata={KEY: None})


def test_a_collection_of_before_is_taken_over_by_the_library_whose_reviews_it_holds(
    client: QdrantClient, made: Callable[..., Library]
) -> None:
    ours = made("ours", MERLIN, CASE_Q)
    ours.search()
    unmarked(client)
    before = points(client)
    for other in (made("theirs", OTTER), made("part", MERLIN), made("none")):
        for operation in (Library.search, Library.rebuild, Library.renew):
            with pytest.raises(ForeignCollection, match="which this library does not have") as refused:
                operation(other)
            assert "rebuild" not in str(refused.value)
    assert points(client) == before
    ours.shelf.put(OTTER)  # added while the server was away
    assert ours.search() == ["case-q", "merlin", "otter"]
    assert client.get_collection("casebook").config.metadata == ours.owner.mark


def test_an_empty_collection_of_before_may_be_taken(client: QdrantClient, made: Callable[..., Library]) -> None:
    ours = made("ours", MERLIN)
    client.create_collection("casebook", **server_form.config(Dimensions(ours.encoder.size, DIMENSIONS)))
    assert ours.search() == ["merlin"]
    with pytest.raises(ForeignCollection):
        made("theirs", OTTER).search()


@pytest.mark.parametrize("payload", [{}, {"doc": "invoice"}, {"review": "merlin"}])
def test_what_no_casebook_made_is_not_touched_whatever_its_form(
    client: QdrantClient, made: Callable[..., Library], payload: dict[str, str]
) -> None:
    ours = made("ours", MERLIN)
    client.create_collection("casebook", **server_form.config(Dimensions(ours.encoder.size, DIMENSIONS)))
    client.upsert("casebook", [models.PointStruct(id=1, vector={}, payload=payload)])
    before = points(client)
    for operation in OPERATIONS:
        with pytest.raises(ForeignCollection, match="not made by Casebook") as refused:
            operation(ours)
        assert "rebuild" not in str(refused.value)
    assert points(client) == before
    assert not client.get_collection("casebook").config.metadata


@pytest.mark.parametrize("change", [Index.sync, lambda index: index.sync(anew=True), Index.drop])
def test_one_that_has_become_anothers_since_it_was_opened_is_not_changed(
    client: QdrantClient, made: Callable[..., Library], change: Callable[[Index], None]
) -> None:
    ours, theirs = made("ours", MERLIN), made("theirs", OTTER)
    index = ours.opened()
    index.sync()
    client.delete_collection("casebook")
    theirs.search()
    before = points(client)
    with pytest.raises(ForeignCollection, match="'theirs'"):
        change(index)
    assert points(client) == before


def test_its_own_of_another_model_is_rebuilt(client: QdrantClient, made: Callable[..., Library]) -> None:
    ours = made("ours", MERLIN)
    client.create_collection("casebook", **server_form.config(Dimensions(3, 3)), metadata=ours.owner.mark)
    with pytest.raises(IndexMismatch, match="casebook index --rebuild"):
        ours.search()
    ours.rebuild()
    assert ours.search() == ["merlin"]
