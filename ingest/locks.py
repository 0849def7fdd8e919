"""One writer at a time: a lock that the system releases when its holder dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ingest.errors import LibraryBusy, LibraryError

NAME = ".lock"


@contextmanager
def writing(folder: Path, *, wait: float = 2.0) -> Iterator[None]:
    """Hold a library folder for writing.

    Args:
        wait: seconds to wait for another writer to finish.

    Raises:
        LibraryBusy: another process is still writing.
        LibraryError: the folder may not be written to.
    """
    import portalocker

    path = folder / NAME
    until = time.monotonic() + wait
    with _opened(folder, path) as file:
        while True:
            try:
                portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
                break
            except portalocker.LockException as error:
                if time.monotonic() >= until:
                    raise _busy(folder, path) from error
                time.sleep(0.05)
        try:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
        finally:
            portalocker.unlock(file)


def _opened(folder: Path, path: Path) -> IO[str]:
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:  # a folder of another user, a read-only disk
        raise LibraryError(
            f"The library {folder} cannot be changed: {error.strerror or error}.",
            remedy="Check the permissions of its folder.",
        ) from error


def _busy(folder: Path, path: Path) -> LibraryBusy:
    try:
        holder = path.read_text(encoding="utf-8").strip()
    except OSError:  # on some systems a locked file cannot be read
        holder = ""
    who = f"Another process (number {holder})" if holder else "Another process"
    return LibraryBusy(f"{who} is writing to the library {folder}.", remedy="Try again when it has finished.")
