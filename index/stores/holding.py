"""One process at a time holds a shard: a lock that the system releases when its holder dies, and who that is."""

from __future__ import annotations

import os
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
    file = _lock_of(shard).open("a+", encoding="utf-8")
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
        holder = _lock_of(shard).read_text(encoding="utf-8").strip()
    except OSError:  # on some systems a locked file cannot be read
        holder = ""
    who = f"Another process (number {holder})" if holder else "Another process"
    return IndexBusy(
        f"{who} is using the index in {shard.parent}.",
        remedy="Wait until it has finished, or stop it (is `casebook serve` running?).",
    )


def _lock_of(shard: Path) -> Path:
    return shard.with_name(f"{shard.name}.lock")
