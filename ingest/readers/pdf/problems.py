"""What a person should know of a PDF: pages that had to be recognised or were not, text and pictures left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ingest.model import Problem
from ingest.readers.pdf.pages import covered
from ingest.readers.pdf.records import Sheet
from ingest.readers.pdf.scans import bad_share, garbled, levelled, pictured, recognised, ruled
from ingest.settings import Limits

#: Share of the page that a picture must cover to be worth a word; logos do not.
_PICTURE = 0.06
_STRAY_SHARE = 0.002


def page_problems(sheet: Sheet) -> list[Problem]:
    """What stands on a page and is left out."""
    problems: list[Problem] = []
    if sheet.hidden:
        count = len(sheet.hidden)
        words = "1 word that does" if count == 1 else f"{count} words that do"
        problems.append(
            Problem("hidden-text", f"Page {sheet.number} holds {words} not show on it; left out.", page=sheet.number)
        )
    problems += _put_on(sheet)
    if covered(sheet.images, sheet.width, sheet.height) > _PICTURE and not pictured(sheet) and sheet.words:
        problems.append(
            Problem("picture-not-read", f"A picture on page {sheet.number} was not read.", page=sheet.number)
        )
    share = bad_share(sheet)
    if share > _STRAY_SHARE and not garbled(sheet):
        problems.append(
            Problem(
                "unmapped-characters", f"Some characters on page {sheet.number} stand for no letter.", page=sheet.number
            )
        )
    return problems


def _put_on(sheet: Sheet) -> Iterator[Problem]:
    """What hides words of the page, says other words than it shows, or comments on it."""
    page = sheet.number
    if sheet.redacted:
        places = "1 place is" if sheet.redacted == 1 else f"{sheet.redacted} places are"
        message = f"Page {page}: {places} blacked out (redacted); each stands in the text as [redacted]."
        yield Problem("redaction", message, page=page)
    if sheet.overruled:
        places = "1 place" if sheet.overruled == 1 else f"{sheet.overruled} places"
        message = f"Page {page}: at {places} the file gives other words than the page shows; what shows was read."
        yield Problem("actual-text", message, page=page)
    if sheet.comments:
        named = ", ".join(f"{count} {name}" for name, count in sheet.comments)
        yield Problem("comment", f"Comments on page {page} were left out ({named}).", page=page)


def recognise_pages(
    document: Any, sheets: Sequence[Sheet], limits: Limits, out_of_time: Callable[[], bool]
) -> tuple[list[Sheet], list[Problem]]:
    """The pages, those without a usable text layer recognised; and what was not."""
    result: list[Sheet] = []
    problems: list[Problem] = []
    for sheet in sheets:
        reason = _reason(sheet)
        if not reason:
            result.append(ruled(document, sheet) if sheet.layer and not out_of_time() else sheet)
            continue
        read = recognised(document, sheet) if limits.ocr and not out_of_time() else sheet
        read = read if _better(read, sheet) else sheet
        result.append(read)
        if not read.ocr:
            problems.append(_unread(sheet, reason, limits, out_of_time()))
        elif reason == "garbled":
            message = f"The text layer of page {sheet.number} cannot be trusted; its picture was read instead."
            problems.append(Problem("bad-text-layer", message, page=sheet.number))
    return levelled(result), [problem for problem in problems if problem.message]


def _reason(sheet: Sheet) -> str:
    if not sheet.words and not sheet.turned:
        return "empty"
    if garbled(sheet):
        return "garbled"
    return "pictured" if pictured(sheet) else ""


def _better(read: Sheet, sheet: Sheet) -> bool:
    """Whether recognition gave more than the page's own text; of a cover with a picture it gives the same."""
    if not read.ocr or garbled(sheet):
        return read.ocr
    letters, recognised_letters = (sum(len(word.text) for word in page.words) for page in (sheet, read))
    return recognised_letters > 1.5 * letters + 20


def _unread(sheet: Sheet, reason: str, limits: Limits, late: bool) -> Problem:
    page = sheet.number
    if reason == "pictured" and (limits.ocr or sheet.words):
        return Problem("picture-not-read", f"A picture on page {page} was not read.", page=page)
    if reason == "garbled":
        return Problem("bad-text-layer", f"The text layer of page {page} cannot be trusted.", page=page)
    why = " Recognition is switched off." if not limits.ocr else " Time ran out." if late else ""
    return Problem("page-without-text", f"No text was found on page {page}.{why}", page=page)


def file_problems(document: Any) -> list[Problem]:
    """Attached files, which are not read as text."""
    import pypdfium2.raw as raw

    problems: list[Problem] = []
    attached = int(raw.FPDFDoc_GetAttachmentCount(document.raw))
    if attached:
        files = "1 file is" if attached == 1 else f"{attached} files are"
        problems.append(Problem("attachment", f"{files} attached to the PDF; not read."))
    return problems
