"""How near each sentence of a passage is to a question, by the vectors that the index holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.engine import Index
from index.model import Hit
from index.nearness import NearSentence
from ingest.model import Unit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Near:
    """A span of a unit's text, with the cosine of its sentence vector and its late interaction with the question.

    Args:
        words: each word of the question in lower case -> how near the span comes to it, -1 to 1.
    """

    span: Span
    cosine: float
    late: float
    words: Mapping[str, float] = field(default_factory=dict)


def near_sentences(index: Index, question: str, hits: Sequence[Hit]) -> dict[str, list[Near]]:
    """Unit id -> spans of its text with how near they are; a unit whose vectors are missing is left out."""
    found = index.sentence_scores(question, [hit.unit for hit in hits])
    return {hit.unit.id: _placed(hit.unit, found.get(hit.unit.id, ())) for hit in hits}


def _placed(unit: Unit, scored: Sequence[NearSentence]) -> list[Near]:
    return [
        Near(span, sentence.cosine, sentence.late, sentence.words)
        for sentence, spans in zip(scored, _places(unit, tuple(each.text for each in scored)), strict=True)
        for span in spans
    ]


@lru_cache(maxsize=4096)
def _places(unit: Unit, sentences: tuple[str, ...]) -> tuple[tuple[Span, ...], ...]:
    """For each embedded sentence the spans of its unit's text in which it is printed."""
    placed = []
    at = 0
    for sentence in sentences:
        spans = []
        for printed in _as_printed(unit, sentence):
            start = unit.text.find(printed, at)
            if start < 0:
                start = unit.text.find(printed)
            if start >= 0:
                spans.append((start, start + len(printed)))
                at = start
        placed.append(tuple(spans))
    return tuple(placed)


def _as_printed(unit: Unit, embedded: str) -> list[str]:
    """The parts of an embedded sentence that stand together in the unit: for a table row, each cell without the
    heading of its column, which is embedded before it."""
    if not unit.cells:
        return [embedded]
    lines = [line.strip() for line in embedded.split("\n")]
    for column in filter(None, unit.columns):
        lines = [line.removeprefix(f"{column}: ") for line in lines]
    return [line for line in lines if line]
