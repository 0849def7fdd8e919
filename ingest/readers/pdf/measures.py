"""What the whole file has in common: size of the body text, distance of its lines, its margin, its vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.pdf.columns import flows, usual_gutters
from ingest.readers.pdf.joins import Vocabulary, learn
from ingest.readers.pdf.records import Row, Sheet, Word
from ingest.readers.pdf.tables import Table

#: Line distance, in ems, assumed where a size has too few lines to tell.
_LEADING = 1.22
_ENOUGH = 4
#: Least share of a file's letters that must stand outside its tables to tell the size of its prose.
_PROSE = 0.15


@dataclass(frozen=True, slots=True)
class Measures:
    """Args:
    body: size of most of the text, in points.
    leading: size -> usual distance from one baseline of a paragraph to the next, in points.
    left: left edge of most rows of the body.
    vocabulary: the words of the file.
    gutters: x at which the columns of most pages part.
    """

    body: float = 11.0
    leading: dict[float, float] = field(default_factory=dict)
    left: float = 72.0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    gutters: tuple[float, ...] = ()

    def pitch(self, size: float) -> float:
        """Usual line distance of a size."""
        known = self.leading.get(round(size * 2) / 2)
        # A size that only headings have shows the distance of headings, not of their lines.
        usual = size * min(self.leading.get(round(self.body * 2) / 2, 0.0) / self.body or _LEADING, 1.6)
        return min(known, 1.12 * usual) if known else max(usual, _LEADING * size) if size > self.body else usual


def body_size(sheets: Sequence[Sheet], tables: Sequence[Sequence[Table]] = ()) -> float:
    """The size in which most characters are set; cells of tables count only in a file that is little else."""
    everywhere: Counter[float] = Counter()
    within: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            everywhere[_half_points(word)] += len(word.text)
    for word in (word for page in tables for table in page for word in table.words):
        within[_half_points(word)] += len(word.text)
    outside = everywhere - within
    weights = outside if outside.total() >= _PROSE * everywhere.total() else everywhere
    return weights.most_common(1)[0][0] if weights else 11.0


def _half_points(word: Word) -> float:
    return round(word.size * 2) / 2


def vocabulary(pages: Iterable[Sequence[Row]]) -> Vocabulary:
    """The words of the file, by the lines of its pages."""
    return learn([[word.text for word in row.words] for lines in pages for row in lines])


def measure(pages: Sequence[Sequence[Word]], body: float, known: Vocabulary) -> Measures:
    """Measures of the words of each page, furniture left out."""
    gutters = usual_gutters(pages, body)
    pitches: dict[float, Counter[float]] = {}
    lefts: Counter[int] = Counter()
    for words in pages:
        for flow in flows(words, body, gutters):
            for row in flow.rows:
                if abs(row.size - body) < 0.6:
                    lefts[round(row.x0)] += 1
            for one, other in pairwise(flow.rows):
                _note_pitch(one, other, pitches)
    leading = {size: _usual(counts, size) for size, counts in pitches.items() if sum(counts.values()) >= _ENOUGH}
    return Measures(body, leading, _margin(lefts), known, gutters)


def _note_pitch(one: Row, other: Row, pitches: dict[float, Counter[float]]) -> None:
    distance = other.base - one.base
    if abs(one.size - other.size) < 0.6 and 0.85 * one.size < distance < 2.6 * one.size:
        size = round(one.size * 2) / 2
        pitches.setdefault(size, Counter())[round(distance * 2) / 2] += 1


def _usual(counts: Counter[float], size: float) -> float:
    """The smallest distance that is common: the commonest may be that between one-line paragraphs."""
    near = {d: sum(counts.get(d + step, 0) for step in (-0.5, 0.0, 0.5)) for d in counts if d >= 0.95 * size}
    if not near:
        return _LEADING * size
    first = min(distance for distance, count in near.items() if count >= 0.35 * max(near.values()))
    # Of a first distance and its neighbours the commonest: recognised lines stand a little unevenly.
    return max((first, first + 0.5, first + 1.0), key=lambda distance: counts.get(distance, 0))


def _margin(lefts: Counter[int]) -> float:
    """The leftmost edge at which a good share of the rows begin."""
    if not lefts:
        return 72.0
    most = max(lefts.values())
    return float(min(left for left, count in lefts.items() if count >= 0.4 * most))
