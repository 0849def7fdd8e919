"""File formats, one module each, behind one call: `read(path, limits)`.

A reader for another format is a module here with a function `read(path, limits) -> Source` (or
`read_<module>`), and a line in `READERS`. It is imported only when a file of its kind is read.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from ingest.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from ingest.readers.lengths import check_length
from ingest.settings import Limits
from ingest.source import Reader, Source

__all__ = ["READERS", "read", "reader_for"]

#: Suffix -> module of this package.
READERS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
}
_WORD_PROCESSORS = frozenset((".doc", ".dot", ".odt", ".rtf", ".wpd", ".pages"))
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "a PDF"),
    (b"PK\x03\x04", "docx", "a zip archive (a Word file is one)"),
    (b"\xd0\xcf\x11\xe0", "", "an old Office file"),
    (b"{\\rtf", "", "Rich Text"),
    (b"\x89PNG", "", "a picture"),
    (b"\xff\xd8\xff", "", "a picture"),
    (b"\x1f\x8b", "", "a compressed file"),
    (b"\x7fELF", "", "a program"),
)


def read(path: Path, limits: Limits | None = None) -> Source:
    """Read one file by its suffix, after a look at its first bytes.

    Raises:
        UnsupportedFormat: no reader takes files of that suffix.
        UnreadableFile: missing, not permitted, empty, damaged, or not what its name says.
        LimitExceeded: larger or deeper than `limits` allow.
    """
    limits = limits or Limits()
    head = _head(path, limits)
    reader = reader_for(path)
    _refuse_wrong_kind(path, head)
    source = reader(path, limits)
    check_length(max((len(block.text) for block in source.blocks), default=0), limits, path.name)
    return source


def reader_for(path: Path) -> Reader:
    """The reader for a file name.

    Raises:
        UnsupportedFormat: there is none.
    """
    name = READERS.get(path.suffix.lower())
    if path.suffix.lower() in _WORD_PROCESSORS:
        raise UnsupportedFormat(
            f"{path.name}: files of Word before 2007 and of other word processors are not read.",
            remedy="Open it there and save it as .docx.",
        )
    if name is None:
        raise UnsupportedFormat(
            f"{path.name}: files of this kind are not read.",
            remedy=f"Formats that are: {', '.join(sorted(READERS))}.",
        )
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise UnsupportedFormat(
            f"{path.name}: the reader for {path.suffix.lower()} files is not installed ({error.name} is missing).",
            remedy="Install Casebook again with all its dependencies.",
        ) from error
    function = getattr(module, f"read_{name}", None) or module.read
    return cast(Reader, function)


def _head(path: Path, limits: Limits) -> bytes:
    """The first bytes of a file that is there, permitted, not empty and not too large."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableFile(f"{path.name} is a folder, not a file.", remedy="Give the files in it.")
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path.name} is not there.", remedy="Look for a slip in the path.") from error
    except PermissionError as error:
        raise UnreadableFile(f"{path.name} may not be read.", remedy="Give yourself permission to read it.") from error
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if not size:
        raise UnreadableFile(f"{path.name} is empty.", remedy="Look whether it was copied or downloaded whole.")
    if size > limits.file_bytes:
        raise LimitExceeded(
            f"{path.name} has {size / 1e6:.0f} MB; at most {limits.file_bytes / 1e6:.0f} MB are read.",
            remedy="Raise CASEBOOK_MAX_FILE_MB to read it.",
        )
    return head


def _refuse_wrong_kind(path: Path, head: bytes) -> None:
    expected = READERS[path.suffix.lower()]
    if expected == "docx":
        return  # its reader tells apart what goes by that name: locked, older, cut off, another format
    for signature, reader, kind in _SIGNATURES:
        if head.startswith(signature) and reader != expected:
            suffix = f"Rename it to end in .{reader} and add it again." if reader else "Save it as PDF, Word or text."
            raise UnreadableFile(f"{path.name} is {kind}, not what its name says.", remedy=suffix)
