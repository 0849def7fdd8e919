"""Markdown by the rules of CommonMark, with tables and footnotes; numbers stay as the author typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.model import Problem
from ingest.readers import markup
from ingest.readers.decoding import decode
from ingest.readers.html.reader import read_markup
from ingest.readers.superscript import note_mark, raised
from ingest.settings import Limits
from ingest.source import Block, BlockKind, Source

_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MATTER = re.compile(
    r"\A---[ \t]*\n((?:[ \t]*(?:[\w-][\w -]*:|-|#).*\n|[ \t]+.*\n|[ \t]*\n){1,200})(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_PAIR = re.compile(r"([\w-][\w -]*):[ \t]*(\S.*)")
_NEXT_PARAGRAPH = re.compile(r"\d+(?:\.\d+)+\.?\s+[A-Z“\"'‘(]")
_SENTENCE_END = re.compile(r"[.:;?!][\"'”’)\]]*[¹²³⁰⁴-⁹]*\s*$")
_ORDINAL = re.compile(r"\s*(st|nd|rd|th)\b", re.I)
_TAG = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
_STARTS = re.compile(r" {0,3}([#>|]|[-+*] |\d{1,9}[.)] |\d+(\.\d+)+|<)")
_LONG_HEADING = 40  # words: a rule under a paragraph is no heading
_NESTING = 240
_MOST_BRACKETS = 5_000


def read_markdown(path: Path, limits: Limits) -> Source:
    """Read a Markdown file.

    Raises:
        UnreadableFile: it holds no text.
        LimitExceeded: a line is longer, or lists are nested deeper, than the limits allow.
    """
    text, problems = decode(path.read_bytes(), path.name)
    source = from_markdown(text, limits, name=path.name)
    return replace(source, problems=(*problems, *source.problems))


def from_markdown(text: str, limits: Limits | None = None, *, name: str = "text") -> Source:
    """The same from text in memory."""
    limits = limits or Limits()
    text = text.replace("\f", "\n\n").expandtabs(4)
    longest = max(map(len, text.split("\n")), default=0)
    if longest > limits.line_chars:
        raise LimitExceeded(f"{name} has a line of {longest:,} characters; at most {limits.line_chars:,} are read.")
    text, properties = _front_matter(text)
    body, notes = _lift_notes(text)
    marks = _note_marks(body, notes)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.disable("code")  # four spaces are an indent in extracted text, not a program
    if max(line.count("[") for line in body.split("\n")) > _MOST_BRACKETS:  # the search for links is quadratic
        parser.disable(["link", "image"])
    try:
        tokens = parser.parse(body)
        if any(token.level >= _NESTING - 4 for token in tokens):  # the parser drops what is deeper without a word
            raise RecursionError
    except RecursionError as error:
        raise LimitExceeded(f"{name} is nested too deeply to read.", remedy="Take out some levels.") from error
    walk = _Walk(marks, limits, name, body.split("\n"))
    placed = list(walk.blocks(tokens))
    placed += [(note.line, walk.note(note, parser)) for note in notes]
    blocks = tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]) if block.text)
    if not blocks:
        raise UnreadableFile(f"{name} holds no text.", remedy="Look whether it was copied or downloaded whole.")
    if len(blocks) > limits.units:
        raise LimitExceeded(f"{name} has more than {limits.units:,} paragraphs and rows.")
    return Source(blocks, words=_words(text, marks), properties=properties, problems=tuple(walk.problems))


@dataclass(frozen=True, slots=True)
class _Note:
    """A footnote's definition, lifted out of the text; `line` is where it stood, from 0."""

    line: int
    name: str
    text: str


def _front_matter(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """'---\\ntitle: A\\n---\\nText' -> blank lines and 'Text', with (('title', 'A'),)."""
    found = _MATTER.match(text)
    pairs = [pair for line in found[1].split("\n") if (pair := _PAIR.match(line))] if found else []
    if not found or not pairs:
        return text, ()
    blank = "\n" * found[0].count("\n")
    return blank + text[found.end() :], tuple((pair[1].strip().lower(), pair[2].strip(" \"'")) for pair in pairs)


def _lift_notes(text: str) -> tuple[str, list[_Note]]:
    """The text with the footnotes' definitions blanked out, and these.

    CommonMark takes `[^2]: https://...` for the definition of a link and prints nothing.
    """
    lines = text.split("\n")
    notes: list[_Note] = []
    fence, at = "", 0
    while at < len(lines):
        edge = _FENCE.match(lines[at])
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        found = None if fence else _NOTE.match(lines[at])
        if not found:
            at += 1
            continue
        end = _note_end(lines, at)
        gathered = [found[2], *(line.strip() for line in lines[at + 1 : end])]
        notes.append(_Note(at, found[1], "\n".join(gathered).strip()))
        lines[at:end] = [""] * (end - at)
        at = end
    return "\n".join(lines), notes


def _note_end(lines: list[str], start: int) -> int:
    """The line after a note's last: text right below it belongs to it, and indented paragraphs."""
    at = start + 1
    while at < len(lines):
        line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        if not line.strip():
            if not (below.startswith("    ") and below.strip()):
                break
        elif _NOTE.match(line) or not (line.startswith("    ") or (lines[at - 1].strip() and not _STARTS.match(line))):
            break
        at += 1
    return at


def _note_marks(body: str, notes: list[_Note]) -> dict[str, str]:
    """Note name -> marker as printed: its own number, or counted by first reference where names are words."""
    names = [found[1] for found in _REFERENCE.finditer(body)]
    known = {note.name for note in notes}
    order = list(dict.fromkeys([*(name for name in names if name in known), *(note.name for note in notes)]))
    if all(name.isdigit() for name in order):
        return {name: name for name in order}
    return {name: str(count) for count, name in enumerate(order, 1)}


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


class _Walk:
    """Turns CommonMark's tokens into blocks with the source line each begins on."""

    def __init__(self, marks: dict[str, str], limits: Limits, name: str, lines: list[str]) -> None:
        self.problems: list[Problem] = []
        self._marks = marks
        self._limits = limits
        self._name = name
        self._lines = lines
        self._tables = 0
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

    def note(self, note: _Note, parser: MarkdownIt) -> Block:
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
        if state.in_row:
            state.cells.append(_joined(text))
            state.bold_cells.append(bold or not text)
            return
        heading, state.heading = state.heading, 0
        if heading and not token.content.startswith("#") and len(text.split()) > _LONG_HEADING:
            heading = 0
        for index, part in enumerate([_joined(text)] if heading else _paragraphs(text)):
            yield self._block(part, bold, heading, state, first=index == 0)

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
                text = _REFERENCE.sub(self._mark, child.content)
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


def _words(text: str, marks: dict[str, str]) -> tuple[str, ...]:
    """All words of the file: its lines without the marks of Markdown, taken one by one."""
    words: list[str] = []
    for line in text.split("\n"):
        line = re.sub(r"^[\s>]*", "", line)
        if re.fullmatch(r"[\s|:=+*_-]*", line) or _FENCE.match(line):
            continue
        line = re.sub(r"^\[\^([^\]\s]+)\]:", lambda found: f"{marks.get(found[1], '')} ", line)
        line = _REFERENCE.sub(lambda found: note_mark(marks.get(found[1], "")), line)
        line = re.sub(r"^(#{1,6}|[-*+])\s+", "", line)
        line = re.sub(r"(?<!\\)\|", " ", line) if line.startswith("|") else line
        words.extend(markup.plain(line).split())
    return tuple(words)
