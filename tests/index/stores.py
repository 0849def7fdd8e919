"""The two stores that every contract test runs on."""

from __future__ import annotations

import os
from pathlib import Path

from index.stores.edge import EdgeStore
from index.stores.server import ServerStore, drop_collection
from index.stores.store import Dimensions, Store
from ingest.settings import Settings

STORES = ("edge", "server")


def make_store(kind: str, folder: Path, dimensions: Dimensions, *, shared: bool = False) -> Store:
    """An empty store. The server is the one that CASEBOOK_QDRANT_URL names, else qdrant-client's in-process mode.

    Args:
        shared: it serves a whole module, while others are made beside it.
    """
    if kind == "edge":
        return EdgeStore(folder / "shard", dimensions)
    if os.environ.get("CASEBOOK_QDRANT_URL"):
        settings = Settings(qdrant_collection=f"casebook-contract-test{'-shared' if shared else ''}")
        drop_collection(settings)
        return ServerStore.connect(settings, dimensions)
    from qdrant_client import QdrantClient

    return ServerStore(QdrantClient(":memory:"), "casebook", dimensions)
