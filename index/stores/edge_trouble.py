"""What Qdrant Edge raises, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

from index.stores.holding import busy
from ingest.errors import IndexDamaged, IndexError_, IndexMismatch


def explain(folder: Path, error: BaseException) -> NoReturn:
    """Raise what an exception of the engine means for the index in `folder`.

    The engine raises bare Exception, and where a file is shorter than it must be, a PanicException, which is none.
    """
    ours = isinstance(error, Exception) or type(error).__name__ == "PanicException"
    if isinstance(error, IndexError_) or not ours:
        raise error
    said = str(error)
    if "WouldBlock" in said:
        raise busy(folder) from error
    if "Permission denied" in said or "Read-only file system" in said:
        raise IndexError_(
            f"The index in {folder.parent} may not be written to, and its engine cannot open it read-only.",
            remedy="Allow writing there, or copy the library to a folder of your own and use it with --library.",
        ) from error
    if "uuid" in said.lower():
        raise _foreign() from error
    if "No space left" in said or "StorageFull" in said or "out of disk" in said.lower():
        raise IndexError_(
            f"The disk is full; the index in {folder.parent} could not be written.",
            remedy="Free some space and run the command again: it goes on where it stopped.",
        ) from error
    raise IndexDamaged(
        f"The index in {folder.parent} cannot be used: {said.splitlines()[0] if said else error!r}",
        remedy="Rebuild it from the parsed reviews with: casebook index --rebuild",
    ) from error


def _foreign() -> IndexMismatch:
    return IndexMismatch(
        "The index has entries that this Casebook did not make: another version of it did, or another program.",
        remedy="Rebuild it from the parsed reviews with: casebook index --rebuild",
    )


def number(point: Any) -> int:
    """The id of a point; a UUID, which the engine gives as a larger number, is not ours."""
    found = int(point.id)
    if found >= 1 << 64:
        raise _foreign()
    return found
