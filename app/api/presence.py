"""How commands find the server of a library: a file in the library's folder with its address and its key.

The file is mode 0600. It names the process; where that process is gone, or does not answer under the key, the file is
stale and counts for nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = ".serve.json"
#: Stands beside it while a server is starting: it holds the index already and cannot be asked yet.
STARTING = ".serve.starting"
#: Seconds that a start may take; an older file of that name counts for nothing.
LONGEST_START = 60.0


@dataclass(frozen=True, slots=True)
class Presence:
    """A running server: its process, its address on this machine, its key."""

    pid: int
    address: str
    key: str = field(repr=False)


def read(library: Path) -> Presence | None:
    """The server that says it serves a library, None where none does or its process is gone."""
    try:
        found = Presence(**json.loads((library / NAME).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return found if isinstance(found.pid, int) and alive(found.pid) else None


def read_soon(library: Path) -> Presence | None:
    """As `read`; where a server is starting, the one that it will be."""
    while (found := read(library)) is None and _is_starting(library):
        time.sleep(0.1)
    return found


def is_young(library: Path, seconds: float = 10.0) -> bool:
    """Whether a server was announced just now: it may not answer yet."""
    try:
        return time.time() - (library / NAME).stat().st_mtime < seconds
    except OSError:
        return False


def _is_starting(library: Path) -> bool:
    try:
        file = library / STARTING
        young = time.time() - file.stat().st_mtime < LONGEST_START
        return young and alive(int(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return False


@contextmanager
def starting(library: Path) -> Iterator[None]:
    """Say that a server of this process is starting, until it is announced or has failed."""
    path = library / STARTING
    path.write_text(str(os.getpid()), encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def announced(library: Path, presence: Presence) -> Iterator[None]:
    """Stand in the library's folder while serving it."""
    path = library / NAME
    draft = library / f"{NAME}.{os.getpid()}"
    # Opened with its final mode: the key is at no moment readable by others.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(presence), file)
    draft.replace(path)
    (library / STARTING).unlink(missing_ok=True)
    try:
        yield
    finally:
        mine = read(library)
        if mine is not None and mine.pid == presence.pid:
            path.unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it runs, under another user
        return True
    return True
