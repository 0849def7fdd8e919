"""Vector stores behind one interface: Qdrant Edge in this process, or a Qdrant server."""

from index.stores.open import drop_store, open_store
from index.stores.store import Store

__all__ = ["Store", "drop_store", "open_store"]
