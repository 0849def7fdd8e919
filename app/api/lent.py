"""A Casebook on a copy of the index, which the server that holds the index lends: for commands that measure."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.api.served import found_server, post
from app.casebook import Casebook
from ingest.library import Library

if TYPE_CHECKING:
    from ingest.settings import Settings


class LentLibrary(Library):
    """A library whose index lies elsewhere."""

    def __init__(self, path: Path, index: Path) -> None:
        super().__init__(path)
        self._index = index

    @property
    def index_path(self) -> Path:
        """Where the copy lies."""
        return self._index


class LentCasebook(Casebook):
    """Searches and answers in this process, with its own settings, on a copy that is removed when it is closed.

    A measurement beside a server measures what it would measure without one.
    """

    @classmethod
    def borrow(cls, path: Path, settings: Settings) -> Self | None:
        """The Casebook of a library that is being served now, None where it is not.

        Raises:
            IndexError_: the disk has no room for the copy.
        """
        server = found_server(path)
        if server is None:
            return None
        folder = Path(json.loads(post(server, "/api/v1/local/index", {"process": os.getpid()}))["folder"])
        return cls(LentLibrary(Library.open(path).path, folder), settings)

    def close(self) -> None:
        """Give the copy back."""
        super().close()
        shutil.rmtree(self.library.index_path, ignore_errors=True)
