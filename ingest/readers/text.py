"""Plain text as extraction leaves it: lines to blocks, with page breaks, tables, lists, notes and markup remnants."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from ingest import numbering
from ingest.readers import markup
from ingest.readers.decoding import decode
from ingest.readers.lengths import check_length
from ingest.readers.lines import Line, join_wrapped, split_lines
from ingest.readers.notes import mark_page_notes
from ingest.readers.paging import furniture_lines, number_pages
from ingest.settings import Limits
from ingest.source import Block, Source

_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+•●▪■◦‣·∙○o➢➤✓✔►▶§–—]|\uf0b7|\uf0a7)\s+(?=\S)")
_HEADING = re.compile(r"\s{0,8}(#{1,6})\s+(?=\S)")
_NOTE = re.compile(
    rf"\s*(?:<sup>\s*\[?(?P<tag>\d{{1,3}})\]?\s*</sup>|\[\^(?P<link>\w{{1,8}})\]:|(?P<mark>[{markup.SUPERSCRIPT_DIGITS}]{{1,3}}))\s*(?=\S)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(?=[\s|:=+-]*?--)[\s|:=+-]++")
# A month or year in bold at the end of a paragraph is the next heading, drawn in by the extraction.
_RUN_IN = re.compile(
    r"(.*[.!?][”\"'’)]?)\s+(\*\*(?:(?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)(?:\s+(?:19|20)\d\d)?)\*\*)\s*"
)
_UNDERLINE = re.compile(r"\s{0,3}(=|-){3,}\s*")


def read_text(path: Path, limits: Limits) -> Source:
    """Read a text file.

    Raises:
        UnreadableFile: it holds no text.
        LimitExceeded: a line is longer than the limits allow.
    """
    text, problems = decode(path.read_bytes(), path.name)
    source = from_text(text, limits, name=path.name)
    return Source(source.blocks, source.pages, source.words, source.properties, problems + source.problems)


def from_text(text: str, limits: Limits | None = None, *, name: str = "text") -> Source:
    """The same from text in memory."""
    limits = limits or Limits()
    text, struck = markup.without_struck(text)
    lines, pages = split_lines(text)
    check_length(max((len(line.text) for line in lines), default=0), limits, name)
    lines, pages = number_pages(lines, pages)
    lines = mark_page_notes(_fenced(lines))
    pages, furniture = furniture_lines(lines, pages)
    blocks = _Blocks()
    joined = join_wrapped(lines)
    for line in joined:
        blocks.add(line, furniture)
    words = [word for line in joined for word in markup.plain(_without_marks(line.text)).split()]
    return Source(tuple(blocks.blocks), pages, tuple(words), problems=struck)


def _fenced(lines: list[Line]) -> list[Line]:
    """Rows of a table whose cells bars part ("5.1.15 | Visit | Police") with the outer bars that they lack."""
    bars = [0 if line.text.lstrip().startswith("|") else line.text.count(" | ") for line in lines]
    fenced = []
    for at, line in enumerate(lines):
        above = at > 0 and not line.blank_before and bars[at - 1] == bars[at]
        below = at + 1 < len(lines) and not lines[at + 1].blank_before and bars[at + 1] == bars[at]
        fenced.append(replace(line, text=f"| {line.text.strip()} |") if bars[at] and (above or below) else line)
    return fenced


@dataclass(slots=True)
class _Table:
    number: int
    columns: int
    piped: bool
    open: bool = True


class _Blocks:
    """Builds blocks line by line."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._table: _Table | None = None
        self._tables = 0
        self._rows = 0
        self._turned = False  # an empty head row said that the table goes on from the page before

    def add(self, line: Line, furniture: frozenset[int]) -> None:
        text = line.text
        if line.number in furniture:
            self._append(line, markup.plain(text), kind="furniture")
        elif self._row(line):
            return
        elif match := _NOTE.match(text):
            marker = match["tag"] or match["link"] or markup.from_superscript(match["mark"])
            self._append(line, markup.plain(text[match.end() :]), kind="footnote", marker=marker)
        elif match := _HEADING.match(text):
            self._append(
                line, markup.plain(text[match.end() :].rstrip("# ")), kind="heading", level=len(match[1]), bold=True
            )
        elif match := _bullet(text):
            self._item(line, match)
        elif self._under_heading(line):
            return
        elif self._continues(line):
            self._extend(markup.plain(text))
        elif match := _RUN_IN.fullmatch(text):
            self._append(line, markup.plain(match[1]))
            self._append(Line(match[2], line.number, page=line.page), markup.plain(match[2]), bold=True)
        else:
            self._append(line, markup.plain(text), bold=markup.is_bold(text))

    def _item(self, line: Line, match: re.Match[str]) -> None:
        body = line.text[match.end() :]
        level = 1 + len(match["indent"].expandtabs(4)) // 2
        text = markup.plain(body)
        number = numbering.read(text, "decimal")
        if number and len(number.value) == 2 and not (number.rest[:1].islower() or numbering.is_padded(number.printed)):
            # "- 18.2 The plan": a numbered paragraph that lost its layout, neither a date nor a time of day
            self._append(line, text, bold=markup.is_bold(body))
        else:
            self._append(line, text, kind="list_item", level=level, bold=markup.is_bold(body))

    def _under_heading(self, line: Line) -> bool:
        """A title underlined with === or --- on the next line."""
        if not (_UNDERLINE.fullmatch(line.text) and line.blank_before == 0 and self.blocks):
            return False
        last = self.blocks[-1]
        if last.kind != "text" or len(last.text.split()) > 16 or last.text.endswith((".", ";", ",")):
            return False
        level = 1 if "=" in line.text else 2
        self.blocks[-1] = Block(
            last.text, "heading", level=level, page=last.page, bold=True, break_before=last.break_before
        )
        return True

    def _continues(self, line: Line) -> bool:
        """The line belongs to the block above: no blank between, and a list item or a two-line title above."""
        if line.blank_before or not self.blocks or line.page_break:
            return False
        last = self.blocks[-1]
        if last.kind == "list_item" and not markup.is_bold(line.text) and not numbering.read(markup.plain(line.text)):
            return True
        return last.kind == "text" and line.hard_break_before and not numbering.read(markup.plain(line.text), "decimal")

    def _extend(self, text: str) -> None:
        last = self.blocks[-1]
        self.blocks[-1] = Block(
            f"{last.text}\n{text}", last.kind, level=last.level, page=last.page, bold=last.bold,
            break_before=last.break_before,
        )  # fmt: skip

    def _append(self, line: Line, text: str, **fields: object) -> None:
        if not text:
            return
        if fields.get("kind") != "furniture" and self._table and fields.get("kind") != "footnote":
            self._table.open = False
        self.blocks.append(Block(text, page=line.page, break_before=line.page_break, **fields))  # type: ignore[arg-type]

    def _row(self, line: Line) -> bool:
        """A table row: tab-separated, or between pipes. An empty head row continues the table above."""
        text = line.text
        piped = text.lstrip().startswith("|") and text.count("|") >= 2
        if _SEPARATOR.fullmatch(text) and (piped or "\t" in text):
            if piped and self._rows == 1 and self.blocks[-1].kind == "table_row":
                self._mark_header()
            return True
        if not piped and "\t" not in text.strip() and not self._one_cell(text, line):
            return False
        raw = re.split(r"(?<!\\)\|", text.strip().removeprefix("|").removesuffix("|")) if piped else text.split("\t")
        cells = tuple(markup.plain(cell) for cell in raw)
        if not piped and _bullet_cell(cells):
            self._append(line, cells[1], kind="list_item", level=1)
            return True
        if not any(cells):
            if piped:
                self._open_table(len(cells), piped=True, continued=True)
            return True
        self._place(line, cells, piped)
        bold = all(markup.is_bold(cell) or not markup.plain(cell) for cell in raw)
        heads = [markup.is_bold(cell.split("  ")[0]) for cell in raw if cell.strip()]
        header = bold or (self._rows == 0 and len(heads) > 1 and sum(heads) >= 0.7 * len(heads))
        table = self._table.number if self._table else 0
        joined = " | ".join(cell for cell in cells if cell)
        self.blocks.append(
            Block(joined, "table_row", cells=cells, header=header and len(heads) > 1, table=table, page=line.page,
                  bold=bold, break_before=self._turned or line.page_break or line.blank_before > 0)
        )  # fmt: skip
        self._turned = False
        self._rows += 1
        return True

    def _one_cell(self, text: str, line: Line) -> bool:
        """A row with one filled cell: after a tab where a table is open, or short and before a tab."""
        if text.startswith("\t"):
            return self._table_open(line)
        title = text.strip()
        return text.endswith("\t") and len(title.split()) <= 16 and not title.endswith((".", ",", ";"))

    def _table_open(self, line: Line) -> bool:
        return bool(self._table and self._table.open and line.blank_before <= 3)

    def _place(self, line: Line, cells: tuple[str, ...], piped: bool) -> None:
        """Choose the table that a row belongs to, a new one where the row cannot continue the last."""
        table = self._table
        if (
            table is None
            or not table.open
            or piped != table.piped
            or (line.blank_before and len(cells) != table.columns and cells[0])
        ):
            self._open_table(len(cells), piped)

    def _open_table(self, columns: int, piped: bool, *, continued: bool = False) -> None:
        if continued and self._table and self._table.piped and self._table.columns == columns:
            self._table.open = True
            self._rows += 1  # its next row is no column heading
            self._turned = True
            return
        self._tables += 1
        self._table = _Table(self._tables, columns, piped)
        self._rows = 0

    def _mark_header(self) -> None:
        last = self.blocks[-1]
        if max(len(cell.split()) for cell in last.cells) <= 25 and all(last.cells):
            self.blocks[-1] = Block(
                last.text, "table_row", cells=last.cells, header=True, table=last.table, page=last.page,
                bold=last.bold, break_before=last.break_before,
            )  # fmt: skip


def _bullet(text: str) -> re.Match[str] | None:
    match = _BULLET.match(text)
    if not match or (match["mark"] in "*-+" and _SEPARATOR.fullmatch(text)):
        return None
    if match["mark"] in "–—" and not match["indent"] and text[match.end() :][:1].islower():
        return None  # a dash that the wrapping brought to the head of a line
    return match


def _bullet_cell(cells: tuple[str, ...]) -> bool:
    return len(cells) == 2 and bool(cells[1]) and bool(re.fullmatch(r"[-•●▪■◦‣·∙○o➢✓►§–\uf0b7\uf0a7]", cells[0]))


def _without_marks(text: str) -> str:
    """A line without what only its layout says: bullets, heading marks, table rules."""
    if _SEPARATOR.fullmatch(text):
        return ""
    match = _HEADING.match(text) or _bullet(text)
    text = text[match.end() :] if match else text
    return text.replace("|", " ") if text.lstrip().startswith("|") else text
