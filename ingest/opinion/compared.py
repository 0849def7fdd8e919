"""The file as looked at and the parse of it side by side, each looked up in the other once for all checks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from ingest.model import Unit
from ingest.opinion.raw import Raw, letters
from ingest.opinion.trace import Found, trace
from ingest.source import REDACTED, REDACTION_MARK

#: Stands in a unit for words that are not to be read: what is on either side is looked up by itself.
_BLACKED_OUT = REDACTED.removeprefix(REDACTION_MARK)
_NUMBER = re.compile(r"\A\W*\w{0,6}(?:\.\w{1,3})*[.):]?\s+")


@dataclass(frozen=True)
class Compared:
    """A file and the units that were made of it."""

    raw: Raw
    units: tuple[Unit, ...]

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The letters of each unit; of a table's first row with the column headings before it."""
        said: list[str] = []
        heads: set[tuple[str, ...]] = set()
        for unit in self.units:
            head = "" if unit.columns in heads else letters(" ".join(unit.columns))
            heads.add(unit.columns)
            said.append(head + letters(f"{unit.marker} {unit.text.replace(_BLACKED_OUT, ' ')}"))
        return tuple(said)

    @cached_property
    def run(self) -> str:
        """The letters of all units."""
        return "".join(self.spoken)

    @cached_property
    def starts(self) -> list[int]:
        """Where each unit begins in `run`."""
        places, at = [], 0
        for text in self.spoken:
            places.append(at)
            at += len(text)
        return places

    @cached_property
    def _page_spans(self) -> dict[int, tuple[int, int]]:
        spans: dict[int, tuple[int, int]] = {}
        for unit, start, text in zip(self.units, self.starts, self.spoken, strict=True):
            for page in unit.pages.pdf if unit.pages else ():
                low, high = spans.get(page, (start, 0))
                spans[page] = min(low, start), max(high, start + len(text))
        return spans

    @cached_property
    def pieces(self) -> tuple[tuple[Found, ...], ...]:
        """Each piece of the file, as found in the units of its page."""
        result: list[tuple[Found, ...]] = []
        near = 0
        for piece, text in zip(self.raw.pieces, self.raw.letters, strict=True):
            window = self._page_spans.get(piece.page, (0, 0)) if self.raw.paged else (0, len(self.run))
            found = tuple(trace(text, self.run, window, near))
            result.append(found)
            last = found[-1] if found else None
            near = last.place + last.end - last.start if last and last.place >= 0 else near
        return tuple(result)

    @cached_property
    def places(self) -> tuple[tuple[Found, ...], ...]:
        """Each unit, as found on the pages that it cites or, without pages, in the file."""
        result: list[tuple[Found, ...]] = []
        near = 0
        for unit in self.units:
            window = self.raw.window(unit.pages.pdf if unit.pages else ())
            found: list[Found] = []
            for part in _parts(unit):
                found.extend(self._placed(part, unit.label, window, near))
                near = next((each.place + each.end - each.start for each in found[-1:] if each.place >= 0), near)
            result.append(tuple(found))
        return tuple(result)

    def _placed(self, part: str, label: str, window: tuple[int, int], near: int) -> list[Found]:
        """A part of a unit in the file; without the number that it begins with where the format computes it."""
        found = trace(letters(part), self.raw.joined, window, near)
        if len(found) == 1 or self.raw.paged:
            return found
        bare = letters(_NUMBER.sub("", part.removeprefix(label), count=1))
        return trace(bare, self.raw.joined, window, near) if bare else []

    def unit_at(self, place: int) -> Unit:
        """The unit in which a place of `run` lies."""
        return self.units[bisect_right(self.starts, place) - 1]


def _parts(unit: Unit) -> tuple[str, ...]:
    """What stands together in print: a row's cells are each looked up by themselves, so are the points of a list."""
    if unit.cells:
        return tuple(part for cell in unit.cells for part in cell.split(_BLACKED_OUT))
    return tuple(part for line in unit.text.split("\n") for part in line.split(_BLACKED_OUT) if part.strip())
