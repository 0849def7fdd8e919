"""The parsed reviews of a library, read and written one record at a time."""

from __future__ import annotations

from pathlib import Path

from ingest.catalog import Catalog, Entry
from ingest.errors import LibraryError
from ingest.originals import Originals
from ingest.storage import Record, dumps, read_record, sync_folder, unwritable, write_atomic


class Shelf:
    """The parsed reviews of a library as a writer sees them; hold the lock of `ingest/locks.py`."""

    def __init__(self, library: Path) -> None:
        self.reviews = library / "reviews"
        self.originals = Originals(library)
        self.catalog = Catalog(library)

    def record(self, review: str) -> Record:
        """Read one record.

        Raises:
            FileNotFoundError: there is none. LibraryError: it cannot be read.
        """
        try:
            return read_record(self.reviews / f"{review}.json")[0]
        except LibraryError as error:
            self.catalog.spoilt(review, error)
            raise

    def write(self, record: Record) -> Entry:
        """Write one record; from here on it is in the library."""
        data = dumps(record)
        write_atomic(self.reviews / f"{record.review.id}.json", data)
        return self.catalog.put(record, data)

    def remove(self, review: str) -> None:
        """Delete a review: its original first, so that what a crash leaves can still be named and removed again.

        Raises:
            LibraryError: the folder may not be written to.
        """
        try:
            self.originals.discard(review)
            (self.reviews / f"{review}.json").unlink(missing_ok=True)
            sync_folder(self.reviews)
        except OSError as error:
            raise unwritable(self.reviews, error) from error

    def sweep(self) -> None:
        """Clear away what an interrupted run left."""
        for leftover in self.reviews.glob(".*.tmp"):
            leftover.unlink(missing_ok=True)
        here = list(self.catalog.entries())
        if len(here) == len(self.catalog.ids()):  # a damaged review's original is not ours to delete
            self.originals.sweep(entry.original for entry in here)
