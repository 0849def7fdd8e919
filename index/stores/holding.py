"""One process at a time holds a shard: a lock that the system releases when its holder dies, and who that is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO

from ingest.errors import IndexBusy


def hold(shard: Path) -> IO[str]:
    """Takes the shard for this process until the file returned is closed.

    Raises:
        IndexBusy: another process, or another part of this one, holds it.
        OSError: the folder may not be written to.
    """
    import portalocker

    shard.parent.mkdir(parents=True, exist_ok=True)
    file = lock_of(shard).open("a+", encoding="utf-8")
    try:
        portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except portalocker.LockException as error:
        file.close()
        raise busy(shard) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def busy(shard: Path) -> IndexBusy:
    """The error that says who holds it."""
    try:
        holder = lock_of(shard).read_text(encoding="utf-8").strip()
    except OSError:  # on some systems a locked file cannot be read
        holder = ""
    who = f"Another process (number {holder})" if holder else "Another process"
    return IndexBusy(
        f"{who} is using the index in {shard.parent}.",
        remedy="Wait until it has finished, or stop it (is `casebook serve` running?).",
    )


def lock_of(shard: Path) -> Path:
    """The file beside a shard that its holder keeps locked."""
    return shard.with_name(f"{shard.name}.lock")


def remove_unheld(shard: Path) -> None:
    """Removes a shard that nobody holds; one that is held stays."""
    try:
        with hold(shard):
            remove(shard)
    except (IndexBusy, OSError):
        return


def remove(shard: Path) -> None:
    """Removes the files of a shard, and its lock where no other shard will come to that place."""
    shutil.rmtree(shard, ignore_errors=True)
    if shard.name != "shard":
        lock_of(shard).unlink(missing_ok=True)
