"""The original files of a library, each kept under its review's id and its own digest.

A new edition stands beside the old one until the parsed review that names it is written; so whatever moment a crash
chooses, each review has the file it was made from.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.model import Review
from ingest.storage import sync_folder, unwritable

_STAGING = ".incoming"
_CHUNK = 1 << 20
#: Of a file's SHA-256 that its name carries.
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Staged:
    """A private copy of a file, under its own name, that nothing else can change. `sha256` is of the copy."""

    path: Path
    sha256: str


def name_of(review: str, sha256: str, format_: str) -> str:
    """File name of an original: 'case-r.3f9a2c81d0aa.pdf'."""
    return f"{review}.{sha256[:_DIGITS]}" + (f".{format_}" if format_ else "")


def hash_file(path: Path, *, limit: int) -> str:
    """SHA-256 of a file's bytes.

    Raises:
        UnreadableFile: missing, empty, or not permitted. LimitExceeded: larger than `limit` bytes.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFile(f"{path.name} is empty.", remedy="Check where it came from.")
        if size > limit:
            raise LimitExceeded(
                f"{path.name} is {size / 1e6:,.0f} MB, more than the {limit / 1e6:,.0f} MB allowed.",
                remedy="Raise CASEBOOK_MAX_FILE_MB if it is meant to be read.",
            )
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError as error:
        raise UnreadableFile(
            f"{path.name} cannot be read: permission denied.", remedy="Check its permissions."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error.strerror or error}.") from error


class Originals:
    """The folder `originals/` of a library."""

    def __init__(self, library: Path) -> None:
        self.folder = library / "originals"

    def path(self, review: Review) -> Path:
        """Where the original of a review stands."""
        return self.folder / name_of(review.id, review.sha256, review.format)

    @contextmanager
    def staged(self, path: Path, *, name: str, limit: int) -> Iterator[Staged]:
        """Copy a file in under a name, to be parsed and then kept; what is not kept is gone at the end."""
        folder = self.folder / _STAGING
        copy = folder / name
        try:
            shutil.rmtree(folder, ignore_errors=True)  # the lock is ours: what is there was left by a crash
            _copy(path, copy)
            yield Staged(copy, hash_file(copy, limit=limit))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, staged: Staged, review: Review) -> None:
        """Make a staged copy the original of a review.

        Raises:
            LibraryError: the folder may not be written.
        """
        try:
            staged.path.replace(self.path(review))
            sync_folder(self.folder)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def of(self, review: str) -> list[Path]:
        """The files that are kept for a review: one, or two where a replacement of it was interrupted."""
        named = re.compile(rf"{re.escape(review)}\.[0-9a-f]{{{_DIGITS}}}(?:\.[^.]+)?")
        return sorted(path for path in self.folder.iterdir() if path.is_file() and named.fullmatch(path.name))

    def discard(self, review: str, *, but: str = "") -> None:
        """Delete the originals of a review, except the file of that name."""
        for path in self.of(review):
            if path.name != but:
                path.unlink(missing_ok=True)
        sync_folder(self.folder)

    def sweep(self, kept: Iterable[str]) -> None:
        """Delete what an interrupted run left behind: every file but those named."""
        shutil.rmtree(self.folder / _STAGING, ignore_errors=True)
        wanted = set(kept)
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in wanted:
                path.unlink()


def _copy(path: Path, copy: Path) -> None:
    with path.open("rb") as source:
        try:
            copy.parent.mkdir(parents=True)
            with copy.open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            raise unwritable(copy.parent, error) from error
