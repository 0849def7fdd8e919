"""The PDF reader: pages, furniture, layout, headings, and what a person should look at."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.errors import LimitExceeded
from ingest.readers.pdf.assemble import page_drafts
from ingest.readers.pdf.blocks import finish
from ingest.readers.pdf.furniture import Furniture, find_furniture
from ingest.readers.pdf.headings import bookmarks
from ingest.readers.pdf.joins import Vocabulary, join_lines
from ingest.readers.pdf.labels import Series
from ingest.readers.pdf.linenumbers import without_line_numbers
from ingest.readers.pdf.measures import body_size, measure, vocabulary
from ingest.readers.pdf.opening import open_pdf, refuse_placeholder
from ingest.readers.pdf.pages import read_sheet
from ingest.readers.pdf.problems import file_problems, page_problems, recognise_pages
from ingest.readers.pdf.records import Sheet
from ingest.readers.pdf.rows import rows
from ingest.readers.pdf.tables import ruled_tables
from ingest.readers.pdf.watermarks import without_watermarks
from ingest.settings import Limits
from ingest.source import Page, Source

_ORDINAL = re.compile(r"(\d)\s+(st|nd|rd|th)\b")


def read_pdf(path: Path, limits: Limits) -> Source:
    """Read a PDF.

    Raises:
        UnreadableFile: missing, damaged, encrypted, without pages, or no PDF.
        LimitExceeded: too large, too many pages, or too slow to read.
    """
    clock = _Clock(path, limits)
    document = open_pdf(path, limits)
    try:
        form = _form(document)
        sheets = [_timed(document, number, form, clock) for number in range(1, len(document) + 1)]
        refuse_placeholder(path, " ".join(sheet.plain for sheet in sheets[:2]) if len(sheets) <= 2 else "")
        problems = [problem for sheet in sheets for problem in page_problems(sheet)]
        sheets, unread = recognise_pages(document, sheets, limits, clock.nearly_over)
        problems += [*unread, *file_problems(document)]
        outline = bookmarks(document)
        properties = _properties(document)
        page_labels = [document.get_page_label(index) for index in range(len(document))]
    finally:
        document.close()
    sheets, counted = without_line_numbers(without_watermarks(sheets, body_size(sheets)))
    problems += counted
    lines = [rows(sheet.words) for sheet in sheets]
    known = vocabulary(lines)
    tables = [ruled_tables(sheet, known) for sheet in sheets]
    body = body_size(sheets, tables)
    furniture = find_furniture(sheets, lines, body, tables)
    kept = [
        [word for word in sheet.words if word not in own.words] for sheet, own in zip(sheets, furniture, strict=True)
    ]
    measures = measure(kept, body, known)
    series = Series()
    drafts = [
        page_drafts(sheet, own, ruled, measures, series)
        for sheet, own, ruled in zip(sheets, furniture, tables, strict=True)
    ]
    return Source(
        blocks=tuple(finish(drafts, outline, measures)),
        pages=_pages(sheets, furniture, page_labels),
        words=tuple(word for sheet in sheets for word in _words(sheet, known)),
        properties=properties,
        problems=tuple(sorted(problems, key=lambda problem: problem.page or 0)),
        ocr_pages=tuple(sheet.number for sheet in sheets if sheet.ocr),
    )


class _Clock:
    """The time that reading a file may take."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._seconds = path, limits.seconds
        self._start = time.monotonic()

    def check(self, page: int) -> None:
        """Raise LimitExceeded where the time is over."""
        if time.monotonic() - self._start > self._seconds:
            raise LimitExceeded(
                f"{self._path.name} took longer than {self._seconds:.0f} seconds to read (page {page}).",
                remedy="Raise max_seconds in the settings.",
            )

    def nearly_over(self) -> bool:
        """Whether there is just time left to lay out what was read."""
        return time.monotonic() - self._start > 0.85 * self._seconds


def _form(document: Any) -> Any:
    """The form that the file is, as PDFium's handle, None for most files; fields without a look are given one."""
    document.init_forms()
    return document.formenv.raw if document.formenv else None


def _timed(document: Any, number: int, form: Any, clock: _Clock) -> Sheet:
    clock.check(number)
    return read_sheet(document, number, form)


def _pages(sheets: Sequence[Sheet], furniture: Sequence[Furniture], labels: Sequence[str]) -> tuple[Page, ...]:
    """Page numbers as printed; the file's own page labels where it prints none at all but labels them."""
    printed = [own.printed for own in furniture]
    if not any(printed):
        printed = list(labels)
    return tuple(Page(sheet.number, number) for sheet, number in zip(sheets, printed, strict=True))


def _words(sheet: Sheet, vocabulary: Vocabulary) -> list[str]:
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
