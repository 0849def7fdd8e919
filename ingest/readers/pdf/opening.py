"""Opening a PDF: what cannot be opened is refused in plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.settings import Limits

_HEADER_WITHIN = 4096
#: What Adobe's programs put on the only page of a form (XFA) or a portfolio for programs that cannot show it.
_PLACEHOLDER = re.compile(
    r"please wait\b.{0,40}if this message is not eventually replaced|"
    r"to view the full contents of this document, you need a later version of the PDF viewer|"
    r"(?:open|view) this PDF portfolio in (?:adobe )?(?:acrobat|reader)|"
    r"your PDF viewer may not be able to display this type of document",
    re.IGNORECASE,
)
_PLACEHOLDER_WORDS = 200


def open_pdf(path: Path, limits: Limits) -> Any:
    """A pypdfium2 document.

    Raises:
        UnreadableFile: missing, empty, not a PDF, damaged, encrypted, without pages.
        LimitExceeded: too large or too many pages.
    """
    _check_bytes(path, limits)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unopened(path, str(error)) from error
    pages = len(document)
    if pages == 0:
        raise UnreadableFile(f"{path.name} is a PDF without pages.", remedy="Save the document as a PDF again.")
    if pages > limits.pages:
        document.close()
        raise LimitExceeded(
            f"{path.name} has {pages} pages, more than the {limits.pages} allowed.",
            remedy="Raise max_pages in the settings, or split the file.",
        )
    return document


def refuse_placeholder(path: Path, text: str) -> None:
    """Refuse a file that holds a form of another kind (XFA), or other files, behind a page that says to wait.

    Args:
        text: of all its pages.

    Raises:
        UnreadableFile: what the document says is not on its pages.
    """
    if len(text.split()) > _PLACEHOLDER_WORDS or not _PLACEHOLDER.search(" ".join(text.split())):
        return
    raise UnreadableFile(
        f"{path.name} shows only a notice in place of its content, which is a form that few programs can open.",
        remedy="Open it in Adobe Acrobat or Reader, print it to a PDF, and add that.",
    )


def _check_bytes(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEADER_WITHIN)
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if size > limits.file_bytes:
        raise LimitExceeded(
            f"{path.name} has {size:,} bytes, more than the {limits.file_bytes:,} allowed.",
            remedy="Raise max_file_mb in the settings.",
        )
    if not head:
        raise UnreadableFile(f"{path.name} is empty.")
    if b"%PDF-" not in head:
        raise UnreadableFile(
            f"{path.name} is not a PDF, whatever its name says.", remedy="Save the document as a PDF again."
        )


def _unopened(path: Path, reason: str) -> UnreadableFile:
    if "password" in reason.lower():
        return UnreadableFile(
            f"{path.name} is encrypted: it opens only with a password.",
            remedy="Save a copy without a password and add that.",
        )
    if "security" in reason.lower():
        return UnreadableFile(
            f"{path.name} is encrypted in a way that cannot be opened.",
            remedy="Save a copy without protection and add that.",
        )
    return UnreadableFile(
        f"{path.name} is damaged or cut short: no page can be read from it.",
        remedy="Fetch the file again from where it was published.",
    )
