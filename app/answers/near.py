"""How near each sentence of a passage is to a question, by the vectors that the index holds already."""

from __future__ import annotations

from collections.abc import Sequence

from index.engine import Index
from index.model import Hit

Span = tuple[int, int]


def sentence_cosines(index: Index, question: str, hits: Sequence[Hit]) -> dict[str, list[tuple[Span, float]]]:
    """Unit id -> spans of its text with their cosine to the question; a unit whose vectors are missing is left out."""
    found = index.sentence_scores(question, [hit.unit for hit in hits])
    return {hit.unit.id: _placed(hit.unit.text, found.get(hit.unit.id, ())) for hit in hits}


def _placed(text: str, scored: Sequence[tuple[str, float]]) -> list[tuple[Span, float]]:
    placed: list[tuple[Span, float]] = []
    at = 0
    for sentence, score in scored:
        start = text.find(sentence, at)
        if start < 0:
            start = text.find(sentence)
        if start >= 0:
            placed.append(((start, start + len(sentence)), score))
            at = start
    return placed
