"""A review before it has a format: blocks in reading order, with all that the gold structure says of them.

A source is annotated Markdown (see `sample/README.md` for the notation). Blocks are separated by blank lines.
Text keeps its inline marks (`*italic*`, `**bold**`, `20^th^`, `[^3]`) until a renderer sets them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

ROLES = {
    "me": "methodology",
    "na": "narrative",
    "an": "analysis",
    "fi": "finding",
    "gp": "good_practice",
    "mo": "missed_opportunity",
    "rc": "recommendation",
    "rs": "response",
    "fv": "family_view",
    "rf": "reference",
    "no": "none",
}
VOICES = {"au": "author", "ag": "agency", "fa": "family", "ch": "child", "gu": "guidance", "re": "research"}

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABEL = re.compile(r"^(\d+(?:\.\d+)*\.?|Learning Point \d+\.\d+)\s+(?=\S)")
_HEADING = re.compile(r"^(#+)\s+(.*?)(?:\s*\{(\w\w)(?:/(\w\w))?\})?$", re.S)
_HEADING_LABEL = re.compile(r"^(\d+(?:\.\d+)*\.?)\s+")
_MARKS = re.compile(r"^\{(\w\w)(?:/(\w\w))?\}\s*")
_NOTE = re.compile(r"\[\^(\d+)\]")
_INSERTED = re.compile(r"\{\+(.*?)\+\}")
_DELETED = re.compile(r"\{-(.*?)-\}")
_ITEM = re.compile(r"^(?:- |\([a-z]+\) )")


@dataclass(frozen=True)
class Part:
    """A run of a block that is set as one: `style` is text, bullet, letter, quote or field."""

    style: str
    text: str


@dataclass(frozen=True)
class Block:
    """A heading or a citable unit. `kind` is a kind of `sample/gold`, or "toc" where a renderer makes it."""

    kind: str
    label: str = ""
    level: int = 0
    parts: tuple[Part, ...] = ()
    section: tuple[str, ...] = ()
    role: str = "none"
    voice: str = "none"
    occurrence: int = 1
    under: str = ""
    row_key: str = ""
    cells: tuple[str, ...] = ()
    header: bool = False
    table: int = 0
    marker: str = ""
    marker_in: str = ""
    owner: str = ""
    deadline: str = ""

    @property
    def text(self) -> str:
        """Text without its label and without marks."""
        if self.cells:
            return " ".join(plain(cell) for cell in self.cells if cell)
        return " ".join(plain(part.text) for part in self.parts)

    @property
    def title(self) -> str:
        """A heading as it is printed, number included."""
        return f"{self.label} {self.text}".strip()

    @property
    def notes(self) -> tuple[str, ...]:
        """Markers of the footnotes that it carries, in order."""
        texts = self.cells or tuple(part.text for part in self.parts)
        return tuple(_NOTE.findall(" ".join(texts)))


@dataclass(frozen=True)
class Document:
    """A review source: its settings and its blocks; `footnotes` by marker are blocks too, placed by the renderer."""

    id: str
    meta: dict[str, Any]
    layout: dict[str, Any]
    blocks: tuple[Block, ...]
    footnotes: dict[str, Block] = field(default_factory=dict)


def plain(text: str) -> str:
    """Text without marks; a note's marker becomes superscript digits on the word that it follows.

    >>> plain("a **letter** on the 20^th^[^3]")
    'a letter on the 20th³'
    """
    text = _DELETED.sub("", _INSERTED.sub(r"\1", text))
    text = _NOTE.sub(lambda note: note[1].translate(SUPERSCRIPTS), text)
    text = re.sub(r"\^(\w+)\^", r"\1", text)
    return re.sub(r"\*{1,2}([^*]+)\*{1,2}", r"\1", text)


def load(path: Path) -> Document:
    """Read a source file."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    settings = yaml.safe_load(head)
    blocks, footnotes = _Parser().parse(body)
    return Document(path.stem, settings["metadata"], settings.get("layout", {}), blocks, footnotes)


class _Parser:
    """Keeps the open headings, the role they give, and the last numbered paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.footnotes: dict[str, Block] = {}
        self.headings: list[tuple[int, str]] = []
        self.defaults: dict[int, tuple[str, str]] = {}
        self.last_label = ""
        self.tables = 0

    def parse(self, body: str) -> tuple[tuple[Block, ...], dict[str, Block]]:
        for chunk in re.split(r"\n\s*\n", body.strip()):
            self._chunk(chunk.strip())
        return self._finish()

    def _chunk(self, chunk: str) -> None:
        if chunk.startswith("#"):
            self._heading(chunk)
        elif chunk.startswith("!! "):
            self._add(Block("front_matter", parts=(Part("text", chunk[3:]),)), ("none", "none"))
        elif chunk == "!toc":
            self.blocks.append(Block("toc"))
        elif note := re.match(r"^\[\^(\d+)\]: ", chunk):
            text = _join(chunk[note.end() :].split("\n"))
            self.footnotes[note[1]] = Block("footnote", parts=(Part("text", text),), marker=note[1])
        elif chunk.startswith("@table"):
            self._table(chunk)
        elif chunk.startswith("@rec "):
            self._recommendation(chunk[5:])
        elif chunk.startswith(("@list", "@text", "@slide")):
            kind = {"list": "list_item_group", "text": "paragraph", "slide": "slide"}[chunk[1:].split()[0].rstrip("\n")]
            self._unit(kind, "", chunk.split(maxsplit=1)[1])
        elif chunk.startswith(("+ ", ">")) or _ITEM.match(chunk):
            body = chunk[2:] if chunk.startswith("+ ") else chunk
            self.blocks[-1] = replace(self.blocks[-1], parts=self.blocks[-1].parts + _parts(body))
        elif label := _LABEL.match(chunk):
            self._unit("paragraph", label[1], chunk[label.end() :])
        else:
            raise ValueError(f"neither a number nor a directive: {chunk[:60]!r}")

    def _heading(self, chunk: str) -> None:
        found = _HEADING.match(chunk)
        assert found, chunk
        level, title = len(found[1]), _join(found[2].split("\n"))
        label = _HEADING_LABEL.match(title)
        block = Block(
            "heading",
            label=label[1] if label else "",
            level=level,
            parts=(Part("text", title[label.end() :] if label else title),),
        )
        self.headings = [(above, text) for above, text in self.headings if above < level]
        self.defaults = {above: marks for above, marks in self.defaults.items() if above < level}
        if found[3]:
            self.defaults[level] = (ROLES[found[3]], VOICES.get(found[4] or "au", "author"))
        self._add(block, ("none", "none"))
        self.headings.append((level, block.title))

    def _unit(self, kind: str, label: str, text: str) -> None:
        marks, text = self._marks(text)
        self._add(Block(kind, label=label, parts=_parts(text)), marks)
        self.last_label = label or self.last_label

    def _marks(self, text: str) -> tuple[tuple[str, str], str]:
        default = self.defaults[max(self.defaults)] if self.defaults else ("none", "author")
        found = _MARKS.match(text)
        if not found:
            return default, text
        return (ROLES[found[1]], VOICES[found[2] or "au"]), text[found.end() :]

    def _recommendation(self, chunk: str) -> None:
        label, text = chunk.split(" :: ", 1)
        marks, text = self._marks(text) if text.startswith("{") else (("recommendation", "author"), text)
        parts = _parts(text)
        fields = dict(part.text.split(": ", 1) for part in parts if part.style == "field")
        owner = next((value for name, value in fields.items() if name in ("Owner", "Lead", "Responsible")), "")
        deadline = next((value for name, value in fields.items() if name in ("By", "Timescale", "Deadline")), "")
        block = Block("recommendation", label=label, parts=parts, owner=owner, deadline=deadline, under=self.last_label)
        self._add(block, marks)

    def _table(self, chunk: str) -> None:
        """`@table {na} key=0 label=0` and rows of `| cell | cell`; the first row is the column headings."""
        head, *lines = chunk.split("\n")
        options = dict(re.findall(r"(\w+)=(\w+)", head))
        marks, _ = self._marks(head[len("@table") :].strip())
        self.tables += 1
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split(" | ")) for line in lines]
        for number, cells in enumerate(rows):
            header = number == 0
            label = cells[int(options["label"])] if "label" in options and not header else ""
            kind = "recommendation" if label and marks[0] == "recommendation" else "table_row"
            block = Block(
                kind,
                label=label,
                cells=cells,
                header=header,
                table=self.tables,
                row_key=cells[int(options["key"])] if "key" in options and not header else "",
                under="" if options.get("under") == "none" else self.last_label,
                owner=cells[int(options["owner"])] if "owner" in options and not header else "",
                deadline=cells[int(options["deadline"])] if "deadline" in options and not header else "",
            )
            self._add(block, ("none", "none") if header else marks)

    def _add(self, block: Block, marks: tuple[str, str]) -> None:
        section = () if block.kind == "front_matter" else tuple(title for _, title in self.headings)
        self.blocks.append(replace(block, section=section, role=marks[0], voice=marks[1]))

    def _finish(self) -> tuple[tuple[Block, ...], dict[str, Block]]:
        seen: Counter[str] = Counter()
        for number, block in enumerate(self.blocks):
            if block.label and block.kind not in ("heading", "toc"):
                seen[block.label] += 1
                self.blocks[number] = block = replace(block, occurrence=seen[block.label])
            for marker in block.notes:
                note = self.footnotes[marker]
                self.footnotes[marker] = replace(
                    note, section=block.section, marker_in=block.label, role="reference", voice="author"
                )
        unused = [marker for marker, note in self.footnotes.items() if note.role == "none"]
        if unused:
            raise ValueError(f"footnotes without a marker: {unused}")
        return tuple(self.blocks), self.footnotes


def _parts(text: str) -> tuple[Part, ...]:
    """Parts of a unit: running lines are joined; items, quotations and `Owner: x` fields stand alone."""
    parts: list[Part] = []
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("- "):
            parts.append(Part("bullet", line[2:]))
        elif _ITEM.match(line):
            parts.append(Part("letter", line))
        elif line.startswith("> "):
            parts.append(Part("quote", line[2:]))
        elif re.match(r"^(Owner|Lead|Responsible|By|Timescale|Deadline|Status|Progress): ", line):
            parts.append(Part("field", line))
        elif parts and parts[-1].style == "text":
            parts[-1] = Part("text", f"{parts[-1].text} {line}")
        else:
            parts.append(Part("text", line))
    return tuple(parts)


def _join(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
