"""From units to what is embedded. A unit is a passage; a long one is cut at sentences, and its best window counts.

Text for search and text for quotation are two things: here the label goes (it says nothing of the subject) and a table
row's column headings come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.sentences import sentence_spans
from ingest.model import UNSEARCHED, Unit

#: Recorded in the index; bump when passages, vectors or payloads are made in another way.
SCHEME = "unit-7"
#: About 230 word pieces: what the model takes in at once.
WINDOW_WORDS = 170


@dataclass(frozen=True, slots=True)
class Passage:
    """One window of a unit.

    Args:
        window: 0 for the first or only one.
        text: what is embedded. sentences: its sentences as spans of `text`.
        place: the unit's position among the searched units of its review.
    """

    unit: Unit
    window: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    place: int

    @property
    def headed(self) -> str:
        """The text under its printed headings, outermost first."""
        return "\n".join((*self.unit.section, self.text))


def search_text(unit: Unit) -> str:
    """The unit's words without its label; each cell of a table row after its column heading."""
    if unit.cells and len(unit.cells) == len(unit.columns):
        pairs = zip(unit.columns, unit.cells, strict=True)
        return "\n".join(f"{column}: {cell}" if column else cell for column, cell in pairs if cell.strip())
    text = unit.text.strip()
    label = unit.label.strip()
    if label and text.startswith(label) and len(text) > len(label):
        text = text[len(label) :].lstrip(" .:)-–—\t\n")
    return text or unit.text.strip()


def windows(text: str) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Cuts a text into windows of whole sentences, at most WINDOW_WORDS words each, with the sentences' spans.

    A single sentence that is longer is cut at words.
    """
    group: list[tuple[int, int]] = []
    words = 0
    for start, end in _bounded(text):
        count = len(text[start:end].split())
        if group and words + count > WINDOW_WORDS:
            yield _window(text, group)
            group, words = [], 0
        group.append((start, end))
        words += count
    if group:
        yield _window(text, group)


def _bounded(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        words = text[start:end].split()
        if len(words) <= WINDOW_WORDS:
            yield start, end
            continue
        at = start
        for first in range(0, len(words), WINDOW_WORDS):
            piece = words[first : first + WINDOW_WORDS]
            begin = text.index(piece[0], at)
            at = begin
            for word in piece:
                at = text.index(word, at) + len(word)
            yield begin, at


def _window(text: str, group: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    first, last = group[0][0], group[-1][1]
    return text[first:last], tuple((start - first, end - first) for start, end in group)


def passages(units: Iterable[Unit]) -> Iterator[Passage]:
    """The passages of one review, in reading order; kinds that carry no statement are left out."""
    searched = (unit for unit in units if unit.kind not in UNSEARCHED and unit.text.strip())
    for place, unit in enumerate(searched):
        for window, (text, sentences) in enumerate(windows(search_text(unit))):
            yield Passage(unit, window, text, sentences, place)
