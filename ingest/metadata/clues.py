"""What the rules for metadata look at: title page, opening, running headers, the file's name and properties.

Every rule searches a Zone, and what it finds there is named by the unit it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from ingest.model import Unit
from ingest.patterns import linear
from ingest.source import Source

TITLE_CHARS = 1_500
OPENING_CHARS = 30_000
_MARKS = re.compile(r"[*#]+|<[^>\n]{1,40}>")
_CELL = linear(r"[^\S\n]*\|[^\S\n]*")
#: No unit is looked at further than this: a file without line breaks is one unit.
_UNIT_CHARS = 5_000
_BLANKS = re.compile(r"[^\S\n]+")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
_BODY_HEADING = re.compile(
    rf"^\W*(?:\d{{1,2}}(?:\.\d+)*[.)]?\s+(?!{_MONTH})\D.*|(?:table of )?contents|index"
    r"|introduction\b.*|background\b.*|foreword|preface|acknowledge?ments?|glossary\b.*|about (?:this|the)\b.*"
    r"|purpose\b.*|summary of\b.*|context\b.*|methodology\b.*"
    r"|terms of reference|why (?:this|we)\b.*)\W*$",
    re.IGNORECASE,
)
#: The longest line that stands on a title page.
_TITLE_LINE = 150
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Zone:
    """Text from several units, which remembers the unit each character stands in.

    Args:
        text: the pieces joined by line breaks, without markup and blank lines, each table cell on a line.
        starts, sources: where each piece starts, and the id of its unit (or "file name", "running header").
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, str]]) -> Zone:
        """A zone from (source, text) pieces."""
        starts: list[int] = []
        sources: list[str] = []
        texts: list[str] = []
        at = 0
        for source, text in pieces:
            composed = unicodedata.normalize("NFC", text[:_UNIT_CHARS])
            marked = _BLANKS.sub(" ", _MARKS.sub("", composed))
            clean = "\n".join(line.strip() for line in _CELL.sub("\n", marked).split("\n") if line.strip())
            starts.append(at)
            sources.append(source)
            texts.append(clean)
            at += len(clean) + 1
        return cls("\n".join(texts), tuple(starts), tuple(sources))

    def cased(self) -> Zone:
        """The same with lines in capitals set in title case; words of three letters, which may be codes, stay.

        "BABY JAKE" becomes "Baby Jake", "CHILD LT" becomes "Child LT".
        """
        lines = (_WORD.sub(_title, line) if line.isupper() else line for line in self.text.split("\n"))
        return replace(self, text="\n".join(lines))

    def source_at(self, offset: int) -> str:
        """What the character at an offset stands in."""
        return self.sources[bisect_right(self.starts, offset) - 1] if self.starts else ""

    def lines(self) -> Iterator[tuple[str, str]]:
        """(source, line) of every line that is not blank."""
        at = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield self.source_at(at), line.strip()
            at += len(line) + 1

    def finditer(self, pattern: re.Pattern[str], group: str | int = 0) -> Iterator[tuple[re.Match[str], str]]:
        """Matches, each with the source of its group's first character."""
        for match in pattern.finditer(self.text):
            yield match, self.source_at(match.start(group))


@dataclass(frozen=True)
class Clues:
    """Everything in which metadata may stand.

    Args:
        file_name: as added.
        properties: what the file says of itself.
        units: of the whole review, in reading order.
        running: texts of the running headers and footers.
    """

    file_name: str
    properties: Mapping[str, str]
    units: tuple[Unit, ...]
    running: tuple[str, ...] = ()

    @classmethod
    def of(cls, file_name: str, source: Source, units: tuple[Unit, ...]) -> Clues:
        """The clues of a parsed file."""
        running = dict.fromkeys(block.text for block in source.blocks if block.kind == "furniture")
        return cls(file_name, dict(source.properties), units, tuple(running))

    @cached_property
    def is_slides(self) -> bool:
        """Whether most of what can be cited is slides."""
        cited = [unit for unit in self.units if unit.kind not in {"heading", "toc", "boilerplate", "front_matter"}]
        return sum(unit.kind == "slide" for unit in cited) * 2 > len(cited)

    @cached_property
    def title_page(self) -> Zone:
        """What stands before the contents, the first section or the second slide."""
        return Zone.of(_title_pieces(self.units))

    @cached_property
    def title_lines(self) -> Zone:
        """The title page without its tables: a grade or a name in a cell is the value of something."""
        cells = {unit.id for unit in self.units if unit.cells}
        return Zone.of((source, text) for source, text in _title_pieces(self.units) if source not in cells)

    @cached_property
    def front(self) -> Zone:
        """All front matter: the title page, and what is printed on its back."""
        rest = ((unit.id, unit.text) for unit in self.units if unit.kind == "front_matter")
        return Zone.of(dict([*_title_pieces(self.units), *rest]).items())

    @cached_property
    def opening(self) -> Zone:
        """The first part of the review, title page included, contents pages left out."""
        pieces: list[tuple[str, str]] = []
        size = 0
        for unit in self.units:
            if unit.kind in {"toc", "boilerplate"}:
                continue
            pieces.append((unit.id, unit.text))
            size += min(len(unit.text), _UNIT_CHARS)
            if size > OPENING_CHARS:
                break
        return Zone.of(pieces)

    @cached_property
    def headers(self) -> Zone:
        """Running headers and footers."""
        return Zone.of(("running header", text) for text in self.running)

    @cached_property
    def name(self) -> Zone:
        """The file name's stem, its words parted by blanks."""
        stem = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", PurePath(self.file_name).stem)
        return Zone.of([("file name", re.sub(r"[\s_\-+.]+|%20", " ", stem).strip())])

    @cached_property
    def stated(self) -> Zone:
        """The title that the file's properties give, where it is more than a file name."""
        title = self.properties.get("title", "")
        useless = not title or re.match(r"(?i)(microsoft|untitled|document|slide|presentation)\b|.*\.\w{3,4}$", title)
        return Zone.of([] if useless else [("file properties", title)])


def _title(match: re.Match[str]) -> str:
    return match[0].capitalize()


def _title_pieces(units: tuple[Unit, ...]) -> Iterator[tuple[str, str]]:
    size = 0
    for at, unit in enumerate(units):
        if unit.kind == "boilerplate":
            continue
        if size and _ends_title(unit, units[at + 1] if at + 1 < len(units) else None, size):
            return
        yield unit.id, unit.text[:TITLE_CHARS]
        size += len(unit.text)
        if size > TITLE_CHARS:
            return


def _ends_title(unit: Unit, following: Unit | None, size: int) -> bool:
    """Whether the title page is over before this unit."""
    text = unit.text.strip()
    if unit.kind == "toc" or (len(text) < _TITLE_LINE and _BODY_HEADING.match(text)):
        return True
    if unit.kind == "heading":
        # "Executive Summary" may be the title of a document, or of its first section: then prose follows at once.
        return following is not None and following.kind != "heading" and len(following.text) > _TITLE_LINE
    if unit.pages and unit.pages.pdf and unit.pages.pdf[0] > 2 and size > 100:
        return True
    return unit.kind != "front_matter" and (len(text) > _TITLE_LINE or unit.kind in {"list_item_group", "slide"})
