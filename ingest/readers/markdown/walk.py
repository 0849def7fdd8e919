"""From the tokens of CommonMark to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.errors import UnreadableFile
from ingest.model import Problem
from ingest.readers.html.reader import read_markup
from ingest.readers.markdown.notes import REFERENCE, Note
from ingest.readers.superscript import note_mark, raised
from ingest.readers.text import from_text
from ingest.settings import Limits
from ingest.source import Block, BlockKind

_NEXT_PARAGRAPH = re.compile(r"\d+(?:\.\d+)+\.?\s+[A-Z“\"'‘(]")
_SENTENCE_END = re.compile(r"[.:;?!][\"'”’)\]]*[¹²³⁰⁴-⁹]*\s*$")
_ORDINAL = re.compile(r"\s*(st|nd|rd|th)\b", re.I)
_TAG = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_TABBED = re.compile(r"\S *\t+ *\S")
_NOTE_LINE = re.compile(r" {0,3}(?:<sup>\s*\[?\d{1,3}\]?\s*</sup>|[¹²³⁰⁴-⁹]{1,3})\s*\S", re.I)
_LONG_HEADING = 40  # words: a rule under a paragraph is no heading


@dataclass(slots=True)
class _State:
    """Where the walk over the tokens stands."""

    lists: list[str] = field(default_factory=list)  # "ul" or "ol", outermost first
    mark: str = ""  # the number of a list item whose text has not come yet
    item: bool = False
    heading: int = 0
    cells: list[str] = field(default_factory=list)
    bold_cells: list[bool] = field(default_factory=list)
    head_row: bool = False
    in_row: bool = False
    page_break: bool = False


class Walk:
    """Turns CommonMark's tokens into blocks with the source line each begins on."""

    def __init__(self, marks: dict[str, str], limits: Limits, name: str, lines: list[str]) -> None:
        self.problems: list[Problem] = []
        self._marks = marks
        self._limits = limits
        self._name = name
        self._lines = lines
        self._tables = 0
        self._columns = 0  # of the rows parted by tabs that stand right above
        self._piped = 0  # of the last table between pipes
        self._pictures = 0

    def blocks(self, tokens: list[Token]) -> Iterator[tuple[int, Block]]:
        """The blocks in order."""
        state, line = _State(), 0
        html: list[str] = []
        for token in tokens:
            line = token.map[0] if token.map else line
            if token.type == "html_block":
                html.append(token.content)
                continue
            if html:
                yield from ((line - 1, block) for block in self._html("".join(html)))
                html.clear()
            for block in self._token(token, state):
                yield line, block
        if html:
            yield from ((line, block) for block in self._html("".join(html)))
        if self._pictures:
            many = f"{self._pictures} picture{'s' if self._pictures > 1 else ''}"
            self.problems.append(Problem("picture", f"{many} not read as text."))

    def note(self, note: Note, parser: MarkdownIt) -> Block:
        """A footnote's definition as a block."""
        inline = [child for token in parser.parseInline(note.text) for child in token.children or ()]
        text, _ = self._inline(inline)
        return Block(text=_joined(text), kind="footnote", marker=self._marks.get(note.name, note.name))

    def _token(self, token: Token, state: _State) -> Iterator[Block]:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            state.lists.append(kind[:1])
        elif kind in ("bullet_list_close", "ordered_list_close"):
            state.lists.pop()
        elif kind == "list_item_open":
            state.item = True
            state.mark = f"{token.info}{token.markup}" if token.info else ""
        elif kind == "list_item_close":
            state.item = False
        elif kind == "heading_open":
            state.heading = int(token.tag[1])
        elif kind == "hr":
            state.page_break = True
        elif kind == "table_open":
            self._tables += 1
        elif kind == "tr_open":
            state.in_row = True
            state.cells, state.bold_cells = [], []
        elif kind in ("th_open", "td_open"):
            state.head_row = kind == "th_open"
        elif kind == "tr_close":
            state.in_row = False
            yield from self._row(state)
        elif kind in ("inline", "fence", "code_block"):
            yield from self._text(token, state)

    def _row(self, state: _State) -> Iterator[Block]:
        cells = tuple(state.cells)
        if state.head_row:
            # CommonMark asks for a head row: an extraction leaves it empty where a table goes on over the page.
            if not any(cells) and len(cells) == self._piped:
                self._tables -= 1
                state.page_break = True
            self._piped = len(cells)
        if any(cells):
            yield Block(
                text=" | ".join(cell for cell in cells if cell),
                kind="table_row",
                cells=cells,
                header=state.head_row,
                table=self._tables,
                bold=all(state.bold_cells),
                break_before=state.page_break,
            )
            state.page_break = False

    def _text(self, token: Token, state: _State) -> Iterator[Block]:
        if token.type == "inline":
            text, bold = self._inline(token.children or [])
        else:
            text, bold = token.content.strip("\n"), False
        columns, self._columns = self._columns, 0
        if state.in_row:
            state.cells.append(_joined(text))
            state.bold_cells.append(bold or not text)
            return
        if token.map and not state.heading and not state.item and (left := self._as_extracted(token.map, columns)):
            yield from left
            return
        heading, state.heading = state.heading, 0
        if heading and not token.content.startswith("#") and len(text.split()) > _LONG_HEADING:
            heading = 0
        for index, part in enumerate([_joined(text)] if heading else _paragraphs(text)):
            yield self._block(part, bold, heading, state, first=index == 0)

    def _as_extracted(self, span: list[int], columns: int) -> list[Block]:
        """Rows parted by tabs and notes that begin with their raised number: text that was never Markdown."""
        lines = self._lines[span[0] : span[1]]
        tabbed = any(_TABBED.search(line) for line in lines)
        if not tabbed and not _NOTE_LINE.match(lines[0]):
            return []
        if not tabbed:
            starts = [at for at, line in enumerate(lines) if _NOTE_LINE.match(line)]
            lines = [" ".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        blocks = [block for line in lines for block in from_text(line, self._limits).blocks]
        rows = [block for block in blocks if block.kind == "table_row"]
        if rows and columns != len(rows[0].cells):
            self._tables += 1
        self._columns = len(rows[-1].cells) if rows else 0
        return [replace(block, table=self._tables) if block.kind == "table_row" else block for block in blocks]

    def _block(self, text: str, bold: bool, heading: int, state: _State, *, first: bool) -> Block:
        kind: BlockKind = "text"
        level = 0
        if heading:
            kind, level = "heading", heading
        elif state.item and first and (not state.mark or len(state.lists) > 1):
            kind, level = "list_item", len(state.lists)
        if state.item and first and state.mark:
            text = f"{state.mark} {text}"  # the number is printed in the source, and not always the next one
        state.item = state.item and not text
        broken, state.page_break = state.page_break, False
        return Block(text=text, kind=kind, level=level, bold=bold, break_before=broken)

    def _inline(self, children: list[Token]) -> tuple[str, bool]:
        """The text of a paragraph without its markup, and whether all of it is bold."""
        pieces: list[str] = []
        bold: list[bool] = []
        strong = 0
        sup = False
        for child in children:
            tag = _TAG.match(child.content) if child.type == "html_inline" else None
            if child.type in ("strong_open", "strong_close"):
                strong += child.nesting
            elif tag and tag[1].lower() in ("b", "strong"):
                strong += -1 if child.content.startswith("</") else 1
            elif tag and tag[1].lower() == "sup":
                sup = not child.content.startswith("</")
            elif tag and tag[1].lower() == "br":
                pieces.append("\n")
            elif child.type == "softbreak":
                pieces.append("\v")
            elif child.type == "hardbreak":
                pieces.append("\n")
            elif child.type == "image":
                self._pictures += 1
                pieces.append(child.content)
            elif child.type in ("text", "code_inline"):
                text = REFERENCE.sub(self._mark, child.content)
                if sup:
                    if _ORDINAL.match(text) and pieces and re.search(r"\d\s+$", pieces[-1]):
                        pieces[-1] = pieces[-1].rstrip()
                    text = raised(text)
                pieces.append(text)
                if text.strip():
                    bold.append(strong > 0)
        return _collapsed("".join(pieces)), bool(bold) and all(bold)

    def _mark(self, found: re.Match[str]) -> str:
        mark = self._marks.get(found[1])
        return found[0] if mark is None else note_mark(mark)

    def _html(self, content: str) -> list[Block]:
        """A block of HTML in Markdown, by the reader of web pages."""
        try:
            source = read_markup(f"<main>{content}</main>", self._name, self._limits)
        except UnreadableFile:
            return []  # a comment, or the tags around what follows
        self.problems.extend(source.problems)
        before, self._tables = self._tables, self._tables + max((b.table for b in source.blocks), default=0)
        return [replace(block, table=block.table + before if block.table else 0) for block in source.blocks]


def _collapsed(text: str) -> str:
    text = text.replace("\u00ad", "").replace("\u00a0", " ")
    lines = (re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _joined(text: str) -> str:
    return " ".join(part for part in text.split("\v") if part)


def _paragraphs(text: str) -> list[str]:
    """A paragraph's lines joined; a new one begins where a sentence ended and the next line starts with a number."""
    found = [""]
    for line in text.split("\v"):
        line = line.strip(" ")
        if not found[-1]:
            found[-1] = line
        elif _NEXT_PARAGRAPH.match(line) and _SENTENCE_END.search(found[-1]):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}".strip(" ")
    return [part for part in found if part]
