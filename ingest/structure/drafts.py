"""Units in the making: the pieces of text that belong together, and how they are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.model import Kind, Pages
from ingest.source import Block, Page
from ingest.structure import prose

#: Characters from which is told how a unit ends, at least.
_ENDING = 400


@dataclass(slots=True)
class Draft:
    """A unit before its place in the text is known.

    Args:
        parent: place of another draft, -1 for none. scheme: of a recommendation that began in a list.
    """

    kind: Kind
    section: tuple[str, ...]
    label: str = ""
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marker: str = ""
    parent: int = -1
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    owner: str = ""
    deadline: str = ""
    scheme: str = ""
    numbered: bool = False
    fields: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        """All its pieces, each on a line of its own unless a sentence runs through."""
        return "".join(self.pieces)

    @property
    def ending(self) -> str:
        """Its last pieces, enough to tell how it ends: all its text for each line of it would cost the square."""
        length = at = 0
        while length < _ENDING and at < len(self.pieces):
            at += 1
            length += len(self.pieces[-at])
        return "".join(self.pieces[len(self.pieces) - at :])

    def add(self, text: str, block: Block, *, line: bool = False) -> None:
        """Join a piece; `line` sets it on a line of its own."""
        if self.pieces:
            last = self.pieces[-1]
            if not line and re.search(r"[a-z]-$", last) and text[0].islower():
                glue = ""
            elif len(self.pieces) == 1 and text[0].isupper() and prose.is_title(self._unlabelled(last), 14):
                glue = "\n"  # its own title line
            elif text[0].isupper() and prose.field_name(last.strip()):
                glue = "\n"
            else:
                glue = " " if not line and prose.breaks_off(last, text) else "\n"
            text = glue + text
        self.pieces.append(text)
        self.blocks.append(block)

    def _unlabelled(self, text: str) -> str:
        """Without the label at its head, whose stop would end a sentence."""
        return text.removeprefix(self.label).lstrip(".): ") or text

    def ocr(self) -> float | None:
        """Mean confidence of its recognised blocks, None where all its text was in the file."""
        known = [block.ocr for block in self.blocks if block.ocr is not None]
        return sum(known) / len(known) if known else None

    def pages(self, pages: tuple[Page, ...]) -> Pages | None:
        """From the first page of its blocks to the last, None where the source has no pages."""
        on = [page for block in self.blocks for page in (block.page, block.until) if page is not None]
        if not on or not pages:
            return None
        spanned = list(pages[min(on) - 1 : max(on)])
        printed = dict.fromkeys(page.printed for page in spanned if page.printed)
        return Pages(tuple(printed), tuple(page.number for page in spanned))
