"""What a reader hands on: the file's text as a stream of blocks, before any structure is recovered.

A reader knows one file format and nothing of reviews. It turns a file into blocks in reading order,
joins the lines that the source sets as one paragraph, and says what only the format knows: heading
levels, computed list numbers, table cells, footnote markers, page numbers. Everything about reviews
(labels, sections, recommendations, continuation over a page break) is `ingest/structure/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ingest.model import Problem
from ingest.settings import Limits

#: Stands where a source blacks words out. The first character, which no text has, tells it from a bracket that is
#: printed; the structure parser takes it away and keeps the place (`Unit.redactions`).
REDACTION_MARK = "\ufdd0"
REDACTED = f"{REDACTION_MARK}[redacted]"

BlockKind = Literal["text", "heading", "list_item", "table_row", "footnote", "furniture", "toc"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that the source sets as one: a paragraph, a heading, a table row.

    Args:
        text: without markup; superscript ordinals joined ("20th"), a note marker kept as a superscript
            digit ("word²"). Of a table row: the cells joined by " | ".
        kind: what the format itself says; "text" where it says nothing. "furniture" is a running header,
            footer or page number: it stands in no unit but counts as boilerplate.
        label: a number that the format computes and does not write in the text (automatic numbering,
            HTML ordered lists), as it is printed; "" where the number is in `text` already.
        level: heading level from 1, or list depth from 1; 0 where unknown.
        cells, header, table: of a table row: its cells, whether it is a column-heading row, and the
            ordinal of the table in the file (from 1; a table continued on the next page keeps its ordinal).
        marker: of a footnote: its marker as printed.
        page: 1-based page in the file, None where the format has none. until: the page on which it ends, where
            the reader has joined it over a page break.
        bold: all of it is set in bold. size: font size relative to the body text (1.0), 0 where unknown.
        indent: left edge relative to the body text's, in points; 0 where unknown.
        ocr: mean confidence of recognised text, 0 to 1; None where the text was in the file.
        box: of text in a shaded or framed box that is no table: the same number for all in one box; 0 outside.
        break_before: the source has a page break between this block and the one before.
    """

    text: str
    kind: BlockKind = "text"
    label: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    header: bool = False
    table: int = 0
    marker: str = ""
    page: int | None = None
    bold: bool = False
    size: float = 0.0
    indent: float = 0.0
    ocr: float | None = None
    break_before: bool = False
    until: int | None = None
    box: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the file: `number` is 1-based, `printed` the number as printed on it, "" where none is."""

    number: int
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read.

    Args:
        blocks: in reading order.
        pages: one for each page, empty where the format has none.
        words: all words of the file in any order, as the format's plainest extraction gives them: the
            independent count against which the parse is held (see `ingest/fidelity.py`).
        properties: what the file says of itself: title, author, created.
        problems: what the reader noticed: hidden text, pictures of text, undecodable bytes, pages without text.
    """

    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    words: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    ocr_pages: tuple[int, ...] = ()


class Reader(Protocol):
    """Reads one file format. See `ingest/readers/` for one module each."""

    def __call__(self, path: Path, limits: Limits) -> Source:
        """Read the file.

        Raises:
            UnreadableFile: it is damaged, encrypted, or not what its name says.
            LimitExceeded: it is larger or deeper than `limits` allow.
        """
        ...
