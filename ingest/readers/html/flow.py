"""From the elements of a page to blocks, in order and without recursion: a page may nest thousands deep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.errors import LimitExceeded
from ingest.readers.html.frame import is_contents, is_frame
from ingest.readers.html.lists import ListNumbers
from ingest.readers.html.names import BLOCKS, HEADINGS, name
from ingest.readers.html.notes import Notes
from ingest.readers.html.tables import Grid, is_layout, read_grid
from ingest.readers.html.visible import Sight
from ingest.readers.superscript import note_mark, raised
from ingest.settings import Limits
from ingest.source import Block, BlockKind

_ORDINAL = re.compile(r"^\s*(st|nd|rd|th)\b", re.I)
#: "4.1", "3.", "3A)", "(b)", "iv.", "Recommendation 3:", "R3.", typed at the head of a text.
_TYPED_NUMBER = re.compile(
    r"(\(?\d+[A-Z]?(\.\d+[A-Z]?)+(\.[a-z])?\.?\)?|\d{1,3}(,\d{3})?[A-Za-z]?[.):]|\([a-z]{1,4}\)|\(\d{1,3}\)|\[\d+\]|[a-zA-Z][.)]"
    r"|[ivxIVX]{1,6}[.)]|[A-Z]{1,2}\d{1,3}[.:]|[IVX]+\.\d+\.?|[A-Z][a-z]+ \d+[a-z]?[.:])(\s|$)"
)
_PAGE_BREAK = re.compile(r"(page-)?break-before\s*:\s*(always|page|left|right)", re.I)
_BOLD = frozenset(("b", "strong", "th"))
_LEAD_MARK = re.compile(r"^\s*[\[(]?(\d{1,4}|[*†‡§]+)[\])]?[.:]?\s+")
DEEPEST_TABLES = 20


@dataclass(slots=True)
class Aside:
    """What is on the page and not in the blocks, and what is in the blocks and not in the page."""

    hidden: list[str] = field(default_factory=list)
    framed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    dropped: set[etree._Element] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)  # numbers that the browser prints, table cells' included
    typed_marks: int = 0  # numbers of notes that stand in the page's text


@dataclass(slots=True)
class _State:
    """What holds at the place that is being read."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    label: str = ""
    fresh_item: bool = False
    numbered: bool = False  # the block that begins here, item or not, has a number of the style sheet's
    page_break: bool = False


class Flow:
    """Reads the blocks below one element."""

    def __init__(
        self, main: etree._Element, sight: Sight, notes: Notes, numbers: ListNumbers, aside: Aside, limits: Limits
    ) -> None:
        self._main = main
        self._sight = sight
        self._notes = notes
        self._numbers = numbers
        self._aside = aside
        self._limits = limits
        self._contents: dict[etree._Element, bool] = {}
        self._tables = 0
        self._depth = 0
        self._count = 0

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """The blocks of an element's content, in reading order; the paragraphs of a note are one block."""
        note: Block | None = None
        for block in self._parts(root):
            if note is not None and block.kind == "footnote" and block.marker == note.marker:
                note = replace(note, text=f"{note.text}\n{block.text}")
                continue
            if note is not None:
                yield note
            note = block if block.kind == "footnote" else None
            if note is None:
                yield block
        if note is not None:
            yield note

    def _parts(self, root: etree._Element) -> Iterator[Block]:
        state = _State()
        stack: list[tuple[str, etree._Element | str]] = [("leave", root), *_content(root)]
        path: list[etree._Element] = [root]
        while stack:
            what, item = stack.pop()
            if isinstance(item, str):
                self._text(item, state, path)
            elif what == "enter":
                yield from self._enter(item, state, path, stack)
            else:
                yield from self._leave(item, state, path)
        yield from self._flush(state, [root])

    def _enter(
        self,
        node: etree._Element,
        state: _State,
        path: list[etree._Element],
        stack: list[tuple[str, etree._Element | str]],
    ) -> Iterator[Block]:
        tag = name(node)
        if self._left_out(node, tag):
            return
        if node in self._notes.markers:
            state.pieces.append(note_mark(self._notes.markers[node]))
            state.bold.append(False)
            return
        if tag == "br":
            yield from self._line_break(state, path)
            return
        if tag in BLOCKS or node in self._notes.holders:
            yield from self._flush(state, path)
            if _PAGE_BREAK.search(node.get("style", "")):
                state.page_break = True
        if tag == "table" and not is_layout(node):
            yield from self._table(node, state)
            return
        if tag == "li":
            state.label, state.fresh_item = self._numbers.label(node), True
        elif counted := self._numbers.counted(node):
            self._generated(counted, tag, state)
        path.append(node)
        stack.append(("leave", node))
        stack.extend(_content(node))

    def _generated(self, counted: str, tag: str, state: _State) -> None:
        """A number that the sheet prints: of a block its label, within a line a part of its text."""
        if tag in BLOCKS:
            state.label, state.numbered = counted, True
        else:
            state.pieces.append(f"{counted} ")
            self._aside.labels.append(counted)

    def _leave(self, node: etree._Element, state: _State, path: list[etree._Element]) -> Iterator[Block]:
        if name(node) in BLOCKS or node in self._notes.holders:
            yield from self._flush(state, path)
        path.pop()
        if name(node) == "li":
            state.fresh_item, state.label = False, ""

    def _left_out(self, node: etree._Element, tag: str) -> bool:
        """Whether an element is not read; what it would have said is noted for the report."""
        if node in self._notes.backs:
            self._aside.dropped.add(node)
            return True
        said = None
        if tag == "img" and (alt := node.get("alt", "").strip()):
            self._aside.pictures.append(alt)
        elif tag == "svg":
            self._aside.pictures.append(" ".join("".join(_strings(node)).split()))
        if self._sight.drops(node):
            if self._sight.strikes(node):
                self._aside.deleted.append(" ".join("".join(_strings(node)).split()))
            self._aside.dropped.add(node)
            return True
        if self._sight.hides(node):
            said = self._aside.hidden
        elif is_frame(node, self._main):
            said = self._aside.framed
        if said is None:
            return False
        self._aside.dropped.add(node)
        if text := " ".join("".join(_strings(node)).split()):
            said.append(text)
        return True

    def _text(self, text: str, state: _State, path: list[etree._Element]) -> None:
        text = text.replace("\u00ad", "")
        above = [name(node) for node in path[-8:]]
        if "pre" not in above:
            text = re.sub(r"[ \t\n\r\f\u00a0]+", " ", text)
        if "sup" in above:
            before = state.pieces[-1] if state.pieces else ""
            if _ORDINAL.match(text) and re.search(r"\d\s+$", before):
                state.pieces[-1] = before.rstrip()
            text = raised(text)
        state.pieces.append(text)
        if text.strip():
            state.bold.append(any(tag in _BOLD or tag in HEADINGS for tag in above))

    def _line_break(self, state: _State, path: list[etree._Element]) -> Iterator[Block]:
        """One `<br>` ends a line, two in a row end a paragraph."""
        if state.pieces and "".join(state.pieces[-2:]).rstrip(" ").endswith("\n"):
            yield from self._flush(state, path)
        else:
            state.pieces.append("\n")

    def _flush(self, state: _State, path: list[etree._Element]) -> Iterator[Block]:
        lines = ("".join(state.pieces)).split("\n")
        text = "\n".join(line for line in (" ".join(part.split()) for part in lines) if line)
        bold = bool(state.bold) and all(state.bold)
        state.pieces.clear()
        state.bold.clear()
        if not text:
            return
        self._counted()
        yield self._block(text, bold, state, path)
        state.fresh_item, state.numbered, state.label, state.page_break = False, False, "", False

    def _block(self, text: str, bold: bool, state: _State, path: list[etree._Element]) -> Block:
        holder = next((node for node in reversed(path) if node in self._notes.holders), None)
        kind: BlockKind = "text"
        level, label, marker = 0, "", ""
        heading = next((node for node in reversed(path) if _heading_level(node)), None)
        if holder is not None:
            kind, marker = "footnote", self._notes.holders[holder]
            found = _LEAD_MARK.match(text)
            if found and marker in ("", found[1]):
                marker, text = found[1], text[found.end() :]
                self._aside.typed_marks += 1
        elif any(map(self._is_contents, path)):
            kind = "toc"
            label = state.label
        elif heading is not None:
            kind, level = "heading", _heading_level(heading)
            label = state.label if state.fresh_item or state.numbered else ""
        elif state.fresh_item:
            kind, level = "list_item", sum(name(node) in ("ol", "ul", "menu", "dir") for node in path)
            label = state.label
        elif any(name(node) in ("dt", "dd") for node in path[-3:]):
            kind, level = "list_item", 1
        elif state.numbered:
            label = state.label
        label = "" if _is_typed(text, label) else label
        if label:
            self._aside.labels.append(label)
        return Block(
            text=text, kind=kind, label=label, level=level, marker=marker, bold=bold, break_before=state.page_break
        )

    def _is_contents(self, node: etree._Element) -> bool:
        if node not in self._contents:
            self._contents[node] = is_contents(node)
        return self._contents[node]

    def _table(self, node: etree._Element, state: _State) -> Iterator[Block]:
        self._depth += 1
        if self._depth > DEEPEST_TABLES:
            raise LimitExceeded(f"Tables are nested more than {DEEPEST_TABLES} deep.")
        self._tables += 1
        table = self._tables
        after: list[Block] = []
        for caption in node.iterchildren("caption"):
            yield from self.blocks(caption)
        grid: Grid = read_grid(node)
        for row in grid.rows:
            if self._sight.hides(row.node) or self._sight.strikes(row.node):
                self._left_out(row.node, "tr")
                continue
            cells: list[str] = []
            bold: list[bool] = []
            for cell in row.cells:
                cells.append("" if cell is None else self._cell(cell, bold, after))
            if any(cells):
                self._counted(row=True)
                yield Block(
                    text=" | ".join(text for text in cells if text),
                    kind="table_row",
                    cells=tuple(cells),
                    header=row.header,
                    table=table,
                    bold=bool(bold) and all(bold),
                    break_before=state.page_break,
                )
                state.page_break = False
        self._depth -= 1
        yield from after

    def _cell(self, cell: etree._Element, bold: list[bool], after: list[Block]) -> str:
        if self._left_out(cell, name(cell)):
            return ""
        lines = []
        for block in self.blocks(cell):
            if block.kind in ("footnote", "table_row"):
                after.append(block)
            else:
                lines.append(f"{block.label} {block.text}".strip())
                bold.append(block.bold or name(cell) == "th")
        return "\n".join(lines)

    def _counted(self, row: bool = False) -> None:
        """Counts a paragraph outside tables, or a row."""
        self._count += row or not self._depth
        if self._count > self._limits.units:
            raise LimitExceeded(f"There are more than {self._limits.units:,} paragraphs and rows.")


def _is_typed(text: str, label: str) -> bool:
    """Whether the text begins with a number of its own, which the list's would only double."""
    own = label.rstrip(".")
    return bool(_TYPED_NUMBER.match(text)) or (own.isdigit() and text.split(maxsplit=1)[0] == own)


def _content(node: etree._Element) -> list[tuple[str, etree._Element | str]]:
    """An element's text and children, last first, as the stack takes them."""
    found: list[tuple[str, etree._Element | str]] = []
    if node.text:
        found.append(("text", node.text))
    for inner in node:
        found.append(("enter", inner))
        if inner.tail:
            found.append(("text", inner.tail))
    return found[::-1]


def _heading_level(node: etree._Element) -> int:
    if (tag := name(node)) in HEADINGS:
        return HEADINGS[tag]
    if node.get("role") != "heading":
        return 0
    level = node.get("aria-level", "2")
    return int(level) if level.isdigit() and 0 < int(level) < 10 else 2


def _strings(node: etree._Element) -> Iterator[str]:
    return (text for text in node.itertext() if isinstance(text, str))
