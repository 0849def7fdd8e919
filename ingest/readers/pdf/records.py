"""What a page holds before it is read as text. Coordinates: points from the top left, y downwards, text upright."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs set without a space between them.

    Args:
        base: y of the baseline. top, bottom: of the font's box, not of the ink.
        size: type size in points.
        order: position in the file's own order of glyphs.
        lead: white space before it in that order, "" where none.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    order: int = 0
    lead: str = " "
    ocr: float | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; a rule is one that is thinner than `RULE` points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True)
class Row:
    """Words on one baseline, left to right."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(word.x1 for word in self.words)

    @cached_property
    def size(self) -> float:
        """Type size of most of its characters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: (weights[size], size))

    @cached_property
    def base(self) -> float:
        """Baseline of the words in its main size."""
        return next(word.base for word in self.words if word.size == self.size)

    @cached_property
    def top(self) -> float:
        """Top of the font box of its main size."""
        return next(word.top for word in self.words if word.size == self.size)

    @cached_property
    def bottom(self) -> float:
        """Bottom of the font box of its main size."""
        return next(word.bottom for word in self.words if word.size == self.size)

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @cached_property
    def text(self) -> str:
        """The words, with spaces where the page shows them."""
        from ingest.readers.pdf.rows import row_text

        return row_text(self.words)


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight lines of a page: each a Box of no height (horizontal) or of no width (vertical)."""

    horizontal: tuple[Box, ...] = ()
    vertical: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as drawn.

    Args:
        words: upright ones, in the file's order; hidden and doubled ones are gone.
        turned: words that run in another direction than most, each in its own upright frame.
        hidden: text that a reader of the page does not see.
        images: their boxes.
        plain: the page's text in the file's own order, without what is hidden.
        fills, frames: shaded and outlined rectangles behind or around text; of a fill how light it is, 0 to 255.
        redacted: places that are blacked out, each a word of ours among `words`.
        overruled: places at which the file gives other words than the page shows.
        comments: notes, stamps and the like that were left out, by kind.
        ocr: its words were recognised here. layer: a scanner's software put them under or over its picture.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    turned: tuple[Word, ...] = ()
    skewed: tuple[Word, ...] = ()
    hidden: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    images: tuple[Box, ...] = ()
    plain: str = ""
    fills: tuple[tuple[Box, int], ...] = ()
    frames: tuple[Box, ...] = ()
    redacted: int = 0
    overruled: int = 0
    comments: tuple[tuple[str, int], ...] = ()
    ocr: bool = False
    layer: bool = False
