"""The two stores that every contract test runs on."""

from __future__ import annotations

import os
from pathlib import Path

from qdrant_client import QdrantClient

from index.stores.edge import EdgeStore
from index.stores.ownership import Owner
from index.stores.server import ServerStore
from index.stores.store import Dimensions, Store

STORES = ("edge", "server")
#: Address of a Qdrant server to test with; none of the user's own settings, whose collections are no test's.
SERVER = os.environ.get("TEST_QDRANT_URL", "")
#: The library that the stores are of.
OWNER = Owner("0" * 32, "contract", frozenset())


def make_store(kind: str, folder: Path, dimensions: Dimensions, *, shared: bool = False) -> Store:
    """An empty store. The server is the one that TEST_QDRANT_URL names, else qdrant-client's in-process mode.

    Args:
        shared: it serves a whole module, while others are made beside it.
    """
    if kind == "edge":
        return EdgeStore(folder / "shard", dimensions)
    client, collection = QdrantClient(**({"url": SERVER} if SERVER else {"location": ":memory:"})), "casebook"
    if SERVER:
        collection = f"casebook-contract-test{'-shared' if shared else ''}"
        client.delete_collection(collection)
    return ServerStore(client, collection, dimensions, OWNER)
