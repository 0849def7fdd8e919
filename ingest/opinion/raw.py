"""The file as another eye reads it: pieces of printed line in the file's order, without the reader's layout."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_LETTERS = re.compile(r"[^\W_]+")


#: Kinds of text that was put on a page beside its lines.
PUT_ON = frozenset(("form field", "box", "stamp"))


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is set: type size in points, font, colour; what most of the text has is the body's look."""

    size: float
    font: str
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words set next to each other on one line: a printed line, or the part of it up to a wide gap.

    Args:
        page: 1-based page, 0 where the format has none.
        x, y: left end and baseline from the bottom of the page, in points; 0 where there is no page.
        opens: nothing stands before it on its line.
        look: None where the format says nothing.
        kind: "" for plain text, otherwise what it is: "struck out", "hidden", "white", "turned", "moved" (from here),
            "frame" (of a web page), or one of PUT_ON.
    """

    text: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    opens: bool = True
    look: Look | None = None
    kind: str = ""


@dataclass(frozen=True)
class Raw:
    """A file's pieces, joined to one run of letters and digits in which any words can be looked up."""

    pieces: tuple[Piece, ...]
    paged: bool = False

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Of each piece its letters and digits."""
        return tuple(letters(piece.text) for piece in self.pieces)

    @cached_property
    def joined(self) -> str:
        """The letters and digits of all pieces."""
        return "".join(self.letters)

    @cached_property
    def starts(self) -> list[int]:
        """Where each piece begins in `joined`."""
        places, at = [], 0
        for text in self.letters:
            places.append(at)
            at += len(text)
        return places

    @cached_property
    def _page_spans(self) -> dict[int, tuple[int, int]]:
        spans: dict[int, tuple[int, int]] = {}
        for piece, start, text in zip(self.pieces, self.starts, self.letters, strict=True):
            spans[piece.page] = (spans.get(piece.page, (start, 0))[0], start + len(text))
        return spans

    def window(self, pages: Iterable[int]) -> tuple[int, int]:
        """The span of `joined` that some pages take up; all of it where the file has no pages or none is named."""
        spans = [self._page_spans[page] for page in pages if page in self._page_spans] if self.paged else []
        if not spans:
            return 0, len(self.joined)
        return min(start for start, _ in spans), max(end for _, end in spans)

    def piece_at(self, place: int) -> int:
        """Index of the piece in which a place of `joined` lies."""
        return bisect_right(self.starts, place) - 1

    @cached_property
    def body(self) -> Look | None:
        """The look of most of the text."""
        weights: dict[Look, int] = {}
        for piece, text in zip(self.pieces, self.letters, strict=True):
            if piece.look is not None:
                weights[piece.look] = weights.get(piece.look, 0) + len(text)
        return max(weights, key=lambda look: weights[look]) if weights else None


def letters(text: str) -> str:
    """What is compared: letters and digits, case and compatibility forms levelled, without any gap.

    >>> letters("Child B1’s ‘voice’², safe-\\nguarding")
    'childb1svoice2safeguarding'
    """
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))
