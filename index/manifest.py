"""What an index was made with, stored in it as a point; one made otherwise is refused, never silently searched."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from index.passages import SCHEME
from index.points import point_id
from index.stores.store import Store, StoredPoint, Where
from ingest.errors import IndexMismatch

VERSION = 1
_ID = point_id("manifest")
_REMEDY = "Rebuild it from the parsed reviews with: casebook index --rebuild"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The model, its weights' digest, how passages are made, and the version of the points' form."""

    model: str
    digest: str
    size: int
    scheme: str = SCHEME
    version: int = VERSION


def read_manifest(store: Store) -> Manifest | None:
    """The manifest of a store, None for a new one.

    Raises:
        IndexMismatch: it was written by a version of Casebook that this one cannot read.
    """
    payload = store.fetch([_ID]).get(_ID)
    if payload is None:
        return None
    try:
        return Manifest(**json.loads(payload["manifest"]))
    except (KeyError, TypeError, ValueError) as error:
        raise IndexMismatch("The index was made by another version of Casebook.", remedy=_REMEDY) from error


def write_manifest(store: Store, manifest: Manifest) -> None:
    """Records what the store is about to hold."""
    store.upsert([StoredPoint(_ID, {}, {"doc": "manifest", "manifest": json.dumps(asdict(manifest))})])


def check_manifest(store: Store, wanted: Manifest) -> None:
    """Compares a store with what this Casebook would make; a new store is marked as made by it.

    Raises:
        IndexMismatch: names what differs and the command that rebuilds.
    """
    found = read_manifest(store)
    if found is None:
        if store.count(Where()):
            raise IndexMismatch("The index was made by another version of Casebook.", remedy=_REMEDY)
        write_manifest(store, wanted)
        return
    for field, words in (("version", "version"), ("scheme", "passage scheme"), ("model", "embedding model"),
                         ("digest", "model weights"), ("size", "vector size")):  # fmt: skip
        was, now = getattr(found, field), getattr(wanted, field)
        if was != now:
            raise IndexMismatch(f"The index was made with another {words} ({was}; now {now}).", remedy=_REMEDY)
