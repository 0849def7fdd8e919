"""What only a server has to hold: it may be down, refuse, or hold somebody else's collection."""

from __future__ import annotations

import pytest
from qdrant_client import QdrantClient, models

from index.stores.server import ServerStore
from index.stores.store import Dimensions
from ingest.errors import IndexMismatch, StoreUnavailable
from ingest.settings import Settings


def test_a_server_that_is_down_is_named_with_the_setting() -> None:
    settings = Settings(qdrant_url="http://127.0.0.1:9", qdrant_timeout=1)
    with pytest.raises(StoreUnavailable, match="CASEBOOK_QDRANT_URL"):
        ServerStore.connect(settings, Dimensions(2, 2))


def test_a_collection_of_another_form_is_not_touched() -> None:
    client = QdrantClient(":memory:")
    client.create_collection("casebook", models.VectorParams(size=4, distance=models.Distance.COSINE))
    with pytest.raises(IndexMismatch, match="CASEBOOK_QDRANT_COLLECTION"):
        ServerStore(client, "casebook", Dimensions(2, 2))
    assert client.collection_exists("casebook")
