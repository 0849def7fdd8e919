"""The PDF reader: pages, furniture, layout, headings, and what a person should look at."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from typing import Any

from ingest.errors import LimitExceeded
from ingest.model import Problem
from ingest.readers.pdf.assemble import page_drafts
from ingest.readers.pdf.blocks import finish
from ingest.readers.pdf.furniture import find_furniture
from ingest.readers.pdf.headings import bookmarks
from ingest.readers.pdf.joins import join_lines
from ingest.readers.pdf.measures import body_size, measure, vocabulary
from ingest.readers.pdf.opening import open_pdf
from ingest.readers.pdf.pages import read_sheet
from ingest.readers.pdf.records import Sheet
from ingest.readers.pdf.tables import ruled_tables
from ingest.settings import Limits
from ingest.source import Page, Source

_ORDINAL = re.compile(r"(\d)\s+(st|nd|rd|th)\b")


def read_pdf(path: Path, limits: Limits) -> Source:
    """Read a PDF.

    Raises:
        UnreadableFile: missing, damaged, encrypted, without pages, or no PDF.
        LimitExceeded: too large, too many pages, or too slow to read.
    """
    deadline = time.monotonic() + limits.seconds
    document = open_pdf(path, limits)
    try:
        sheets = []
        for number in range(1, len(document) + 1):
            if time.monotonic() > deadline:
                raise LimitExceeded(
                    f"{path.name} took longer than {limits.seconds:.0f} seconds to read (page {number}).",
                    remedy="Raise max_seconds in the settings.",
                )
            sheets.append(read_sheet(document, number))
        outline = bookmarks(document)
        properties = _properties(document)
    finally:
        document.close()
    body = body_size(sheets)
    known = vocabulary(sheets)
    tables = [ruled_tables(sheet, known) for sheet in sheets]
    furniture = find_furniture(sheets, body, tables)
    kept = [
        [word for word in sheet.words if word not in own.words] for sheet, own in zip(sheets, furniture, strict=True)
    ]
    measures = measure(kept, body, known)
    drafts = [
        page_drafts(sheet, own, ruled, measures) for sheet, own, ruled in zip(sheets, furniture, tables, strict=True)
    ]
    return Source(
        blocks=tuple(finish(drafts, outline, measures)),
        pages=tuple(Page(sheet.number, own.printed) for sheet, own in zip(sheets, furniture, strict=True)),
        words=tuple(word for sheet in sheets for word in _words(sheet, known)),
        properties=properties,
        problems=tuple(problem for sheet in sheets for problem in _problems(sheet)),
        ocr_pages=tuple(sheet.number for sheet in sheets if sheet.ocr),
    )


def _words(sheet: Sheet, vocabulary: frozenset[str]) -> list[str]:
    """Words of the plain text, words broken at a line's end mended."""
    text = re.sub(r"\x02(?=\S)", "\x02\n", sheet.plain)
    plain = join_lines(re.split(r"[\r\n]+", text), vocabulary)
    return _ORDINAL.sub(r"\1\2", unicodedata.normalize("NFKC", plain)).split()


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    """Title, author, subject and dates that the file states."""
    names = {
        "Title": "title",
        "Author": "author",
        "Subject": "subject",
        "CreationDate": "created",
        "ModDate": "modified",
    }
    found = document.get_metadata_dict(skip_empty=True)
    return tuple((name, str(found[key]).strip()) for key, name in names.items() if str(found.get(key, "")).strip())


def _problems(sheet: Sheet) -> list[Problem]:
    """What is wrong with one page."""
    problems: list[Problem] = []
    if not sheet.words and not sheet.turned:
        problems.append(Problem("page-without-text", f"No text was found on page {sheet.number}.", page=sheet.number))
    if sheet.hidden:
        problems.append(
            Problem(
                "hidden-text",
                f"Page {sheet.number} holds {len(sheet.hidden)} words that are not to be seen on it; they were left out.",
                page=sheet.number,
            )
        )
    return problems
