"""Space on the disk: what an index takes up, and what must be free before its engine may touch its files."""

from __future__ import annotations

import shutil
from pathlib import Path

from ingest.errors import IndexError_

#: Least free space, in bytes, with which the shard is opened or written. The engine maps its files sparsely: a disk
#: that fills while one is touched ends the process with a bus error, which nothing in it can catch.
LEAST_FREE = 96_000_000


def on_disk(folder: Path) -> int:
    """Bytes that the files of a folder take up; those of the engine have holes."""
    found = (file.stat() for file in folder.rglob("*") if file.is_file())
    return sum(getattr(each, "st_blocks", each.st_size // 512) * 512 for each in found)


def require_space(folder: Path, more: int = 0) -> None:
    """Refuse to map files on a disk that is nearly full. `more`: bytes about to be written.

    Raises:
        IndexError_: says how much is free and how much is needed.
    """
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(nearest).free
    if free < LEAST_FREE + more:
        raise IndexError_(
            f"The disk is full: {free // 1_000_000} MB are free for the index in {folder.parent}, "
            f"{(LEAST_FREE + more) // 1_000_000} MB are needed.",
            remedy="Free some space and run the command again: it goes on where it stopped.",
        )
