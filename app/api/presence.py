"""How commands find the server of a library: a file in the library's folder with its address and its key.

The file is mode 0600. It names the process; where that process is gone, or does not answer under the key, the file is
stale and counts for nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = ".serve.json"


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
