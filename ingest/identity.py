"""Who a library is: an id in a file of its folder, by which what lies elsewhere (a collection on a Qdrant server) is
known to be its own. It is made when it is first asked for, and stays when the folder is moved or renamed.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from uuid import uuid4

from ingest.errors import LibraryError
from ingest.storage import unwritable

NAME = "identity"
_FORM = re.compile(r"[0-9a-f]{32}")


def identity(folder: Path) -> str:
    """The id of the library in a folder: 32 hexadecimal digits.

    Raises:
        LibraryError: the file is damaged, or cannot be made.
    """
    path = folder / NAME
    if not path.exists():
        _make(path)
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path} cannot be read ({error}).", remedy="Restore it from a copy.") from error
    if not _FORM.fullmatch(found):
        raise LibraryError(
            f"{path} is damaged: it should hold the id of this library.",
            remedy="Restore it from a copy; or delete it, and name a new collection with CASEBOOK_QDRANT_COLLECTION.",
        )
    return found


def _make(path: Path) -> None:
    """Write a new id; of two that do so at once, the first one's stays."""
    made = uuid4().hex
    draft = path.with_name(f".{NAME}.{made}.tmp")  # threads of one process ask at once too
    try:
        draft.write_text(f"{made}\n", encoding="utf-8")
        try:
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
        except OSError:  # a file system without links
            draft.replace(path)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path.parent, error) from error
