"""Markdown: headings, paragraphs that begin with their number, pipe tables, footnotes at the end."""

from __future__ import annotations

from pathlib import Path

from sample.render.document import Block, Document, Part
from sample.render.gold import Placed
from sample.render.inline import to_markdown

_PREFIX = {"bullet": "- ", "quote": "> "}


def render(document: Document, path: Path) -> Placed:
    """Write the review as Markdown and say in which order its blocks stand."""
    placed = Placed()
    lines: list[str] = []
    table = 0
    for block in document.blocks:
        if block.kind == "toc":
            continue
        placed.put(block)
        if not (block.table and block.table == table):
            lines.append("")
        lines += _lines(block)
        table = block.table
    for marker, note in sorted(document.footnotes.items(), key=lambda item: int(item[0])):
        placed.put(note)
        lines += ["", f"[^{marker}]: {to_markdown(note.parts[0].text)}"]
    path.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8", newline="\n")
    return placed


def _lines(block: Block) -> list[str]:
    if block.cells:
        row = "| " + " | ".join(to_markdown(cell) for cell in block.cells) + " |"
        return [row, "|" + " --- |" * len(block.cells)] if block.header else [row]
    if block.kind == "heading":
        return ["#" * block.level + " " + block.title]
    lines: list[str] = []
    for number, part in enumerate(block.parts):
        if number and not (part.style in _PREFIX and block.parts[number - 1].style == part.style):
            lines.append("")
        lines.append(_part(block, part, first=number == 0))
    return lines


def _part(block: Block, part: Part, first: bool) -> str:
    text = _PREFIX.get(part.style, "") + to_markdown(part.text)
    if not (first and block.label):
        return text
    return f"**{block.label}** {text}" if block.kind == "recommendation" else f"{block.label} {text}"
