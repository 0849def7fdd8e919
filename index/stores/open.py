"""Chooses the store that the settings name."""

from __future__ import annotations

from pathlib import Path

from index.stores.store import Dimensions, Store
from ingest.settings import Settings


def open_store(folder: Path, settings: Settings, dimensions: Dimensions) -> Store:
    """A Qdrant server where `qdrant_url` is set, else a Qdrant Edge shard in `folder`.

    Raises:
        IndexBusy: another process holds the shard. StoreUnavailable: the server does not answer.
    """
    if settings.qdrant_url:
        from index.stores.server import ServerStore

        return ServerStore.connect(settings, dimensions)
    from index.stores.edge import EdgeStore

    return EdgeStore(folder / "shard", dimensions)


def drop_store(folder: Path, settings: Settings) -> None:
    """Removes what `open_store` would open, of whatever version it is.

    Raises:
        IndexBusy: another process holds the shard. StoreUnavailable: the server does not answer.
    """
    if settings.qdrant_url:
        from index.stores.server import drop_collection

        drop_collection(settings)
    else:
        from index.stores.edge import drop_shard

        drop_shard(folder / "shard")
