"""Chooses the store that the settings name."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from index.stores.holding import remove_unheld
from index.stores.places import current, sweep
from index.stores.store import Dimensions, Store
from ingest.errors import IndexBusy, IndexDamaged
from ingest.progress import Progress, Report
from ingest.settings import Settings

if TYPE_CHECKING:
    from index.stores.ownership import Whose

#: Seconds between two tries.
AGAIN = 0.2


def open_store(
    folder: Path,
    settings: Settings,
    dimensions: Dimensions,
    whose: Whose,
    *,
    patience: float = 0.0,
    report: Report | None = None,
) -> Store:
    """A Qdrant server where `qdrant_url` is set, else a Qdrant Edge shard in `folder`.

    Args:
        whose: tells which library it is of.
        patience: seconds to wait while another process holds the shard; `report` is told what is waited for.

    Raises:
        IndexBusy: another process holds the shard. StoreUnavailable: the server does not answer.
        ForeignCollection: the collection on the server is another library's, or no Casebook's.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return _open(folder, settings, dimensions, whose)
        except IndexBusy as error:
            if time.monotonic() >= until:
                raise
            if report:
                report(Progress("wait", 0, 1, error.message))
            time.sleep(AGAIN)


def _open(folder: Path, settings: Settings, dimensions: Dimensions, whose: Whose) -> Store:
    if settings.qdrant_url:
        from index.stores.server import ServerStore

        return ServerStore.connect(settings, dimensions, whose())
    return _open_current(folder, dimensions)


def _open_current(folder: Path, dimensions: Dimensions) -> Store:
    from index.stores.edge import EdgeStore, drop_shard

    while True:
        shard = current(folder)
        try:
            store = EdgeStore(shard, dimensions)
        except IndexDamaged:  # half made when its maker was killed: all of it stands in the parsed reviews
            drop_shard(shard)
            store = EdgeStore(shard, dimensions)
        if shard == current(folder):
            sweep(folder, remove_unheld)
            return store
        store.drop()  # another process has put a new one in its place at that moment


def drop_store(folder: Path, settings: Settings, whose: Whose) -> None:
    """Removes what `open_store` would open, of whatever version it is.

    Raises:
        IndexBusy: another process holds the shard. StoreUnavailable: the server does not answer.
        ForeignCollection: the collection on the server is another library's, or no Casebook's.
    """
    if settings.qdrant_url:
        from index.stores.server import drop_collection

        drop_collection(settings, whose())
    else:
        from index.stores.edge import drop_shard

        drop_shard(current(folder))
