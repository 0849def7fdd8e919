"""The gold structure of a rendered review, in reading order, from its source alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sample.render.document import SUPERSCRIPTS, Block, Document

EDGE = 8  # words of a unit's beginning and end that the gold holds


@dataclass
class Placed:
    """Where a renderer put the blocks: (pdf page, printed page) of each, in the order of printing.

    `order` is the order in which blocks stand in the file, footnotes where the renderer set them.
    """

    order: list[Block] = field(default_factory=list)
    pages: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    split: set[int] = field(default_factory=set)

    def put(self, block: Block, page: tuple[int, str] | None = None) -> None:
        """Note that (a part of) a block stands here."""
        if not any(block is known for known in self.order):
            self.order.append(block)
        elif page is None:
            self.split.add(id(block))
        if page is not None:
            pages = self.pages.setdefault(id(block), [])
            if page not in pages:
                pages.append(page)


def records(document: Document, placed: Placed) -> list[dict[str, Any]]:
    """One gold record a unit, heading, piece of front matter and contents page, in reading order."""
    written: list[dict[str, Any]] = []
    section: list[str] = []
    for block in placed.order:
        # A footnote stands in the section in which it is printed, which need not be that of its marker.
        section = section if block.kind == "footnote" else list(block.section)
        written.append(_record(block, placed, section))
        if block.kind == "heading":
            section = [*section, block.title]
    return written


def _record(block: Block, placed: Placed, section: list[str]) -> dict[str, Any]:
    words = block.text.split()
    if block.label and block.cells and words[: len(block.label.split())] == block.label.split():
        words = words[len(block.label.split()) :]
    pages = placed.pages.get(id(block), [])
    label = block.marker.translate(SUPERSCRIPTS) if block.kind == "footnote" else block.label
    record: dict[str, Any] = {
        "label": label,
        "label_norm": block.marker or block.label.rstrip("."),
        "kind": block.kind,
        "section": section,
        "start": " ".join(words[:EDGE]),
        "end": " ".join(words[-EDGE:]),
        "split": len({pdf for pdf, _ in pages}) > 1 or id(block) in placed.split,
        "occurrence": block.occurrence,
        "role": block.role,
        "voice": block.voice,
    }
    if pages:
        record["pages"] = {"pdf": [pdf for pdf, _ in pages], "printed": [printed for _, printed in pages if printed]}
    if block.header:
        record["header_row"] = True
    for name in ("row_key", "under", "marker_in", "owner", "deadline"):
        if getattr(block, name):
            record[name] = getattr(block, name)
    return record
