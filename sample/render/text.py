"""Plain text: as typed (`style: plain`), or as an extraction from a PDF leaves it (`style: extraction`)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sample.render.document import Block, Document, Part, plain
from sample.render.gold import Placed
from sample.render.inline import to_extraction

WRAP = 92  # columns of a typed text
PAGE_WORDS = 430  # words of a page in an extraction


def render(document: Document, path: Path) -> Placed:
    """Write the review as text and say where its blocks stand."""
    if document.layout.get("style") == "extraction":
        lines, placed = _extraction(document)
    else:
        lines, placed = _typed(document)
    path.write_text("\n".join(lines) + "\n", encoding=document.layout.get("encoding", "utf-8"), newline="\n")
    return placed


def _typed(document: Document) -> tuple[list[str], Placed]:
    lines: list[str] = []
    placed = Placed()
    previous: Block | None = None
    for block in document.blocks:
        if block.kind == "toc":
            continue
        placed.put(block)
        if not (previous and previous.table and previous.table == block.table):
            lines.append("")
        lines += _typed_block(block)
        for marker in block.notes:
            note = document.footnotes[marker]
            placed.put(note)
            lines += ["", *textwrap.wrap(f"[{marker}] {note.text}", WRAP)]
        previous = block
    return lines[1:], placed


def _typed_block(block: Block) -> list[str]:
    if block.cells:
        return ["\t".join(_typed_marks(cell) for cell in block.cells)]
    if block.kind == "heading":
        return [block.title, "=" * len(block.title)] if block.level == 1 else [block.title]
    lines: list[str] = []
    label = block.label
    for part in block.parts:
        text = _typed_marks(part.text)
        if label and block.kind == "paragraph":
            text = f"{label} {text}"
        elif label:
            lines.append(label)
        label = ""
        bullet = {"bullet": "- ", "quote": "    "}.get(part.style, "")
        lines += textwrap.wrap(bullet + text, WRAP, subsequent_indent=" " * len(bullet), break_on_hyphens=False)
    return lines


def _typed_marks(text: str) -> str:
    """Typed text has note markers in brackets."""
    for digits in "123456789":
        text = text.replace(f"[^{digits}]", f"[{digits}]")
    return plain(text)


@dataclass
class _Extraction:
    """Fills pages of about PAGE_WORDS words; a page ends where it is full, in mid-sentence or not."""

    header: str
    lines: list[str] = field(default_factory=list)
    placed: Placed = field(default_factory=Placed)
    page: int = 1
    used: int = 0
    waiting: list[Block] = field(default_factory=list)
    pages: int = 0

    def room(self) -> int:
        return PAGE_WORDS - self.used

    def put(self, block: Block, line: str, notes: tuple[Block, ...] = ()) -> None:
        self.placed.put(block, (self.page, str(self.page)))
        self.lines.append(line)
        self.used += len(line.split())
        self.waiting += [note for note in notes if f"<sup>{note.marker}</sup>" in line]

    def turn(self, last: bool = False) -> None:
        """End the page: its footnotes, its number, a form feed, the running header of the next."""
        for note in self.waiting:
            self.placed.put(note, (self.page, str(self.page)))
            self.lines += ["", f"<sup>{note.marker}</sup> {to_extraction(note.parts[0].text)}"]
        self.lines += ["", f"Page {self.page} of {self.pages}"]
        self.waiting, self.used = [], 0
        if not last:
            self.page += 1
            self.lines += ["\f" + self.header, ""]


def _extraction(document: Document) -> tuple[list[str], Placed]:
    first = _fill(document, pages=0)
    second = _fill(document, pages=first.page)
    return second.lines, second.placed


def _fill(document: Document, pages: int) -> _Extraction:
    out = _Extraction(document.layout["header"], pages=pages)
    table: list[Block] = []  # header row of the open table
    for block in document.blocks:
        notes = tuple(document.footnotes[marker] for marker in block.notes)
        if block.cells:
            table = [block] if block.header else table
            _row(out, block, table, notes)
            continue
        out.lines.append("")
        if block.kind == "toc":
            continue
        if block.kind == "front_matter":
            out.put(block, plain(block.parts[0].text))
        elif block.kind == "heading":
            if out.room() < 40:
                out.turn()
            out.put(block, block.title)
        else:
            _prose(out, block, notes)
    out.turn(last=True)
    return out


def _row(out: _Extraction, block: Block, table: list[Block], notes: tuple[Block, ...]) -> None:
    """A row is not broken; a table that goes on has its column headings again."""
    line = "\t".join(to_extraction(cell) for cell in block.cells)
    if block.header:
        out.lines.append("")
    if len(line.split()) > out.room():
        out.turn()
        if not block.header:
            out.lines.append("\t".join(table[0].cells))
    out.put(block, line, notes)


def _prose(out: _Extraction, block: Block, notes: tuple[Block, ...]) -> None:
    for number, part in enumerate(block.parts):
        for line in _broken(out, _extracted(block, part, first=number == 0)):
            out.put(block, line, notes)


def _extracted(block: Block, part: Part, first: bool) -> str:
    text = to_extraction(part.text)
    if part.style == "bullet":
        text = f"- {text}"
    if part.style == "quote":
        text = f"*{text}*"
    if first and block.label:
        text = f"**{block.label}**: {text}" if block.kind == "recommendation" else f"{block.label} {text}"
    return text


def _broken(out: _Extraction, text: str) -> Iterator[str]:
    """The text, in two halves where a page ends inside it; the page is turned between them."""
    words = text.split()
    room = out.room()
    if len(words) <= room:
        yield text
    elif room < 6:
        out.turn()
        yield text
    else:
        yield " ".join(words[:room])
        out.turn()
        yield " ".join(words[room:])
