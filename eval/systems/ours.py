"""Casebook's own retrieval, as users get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.systems.base import Passage

if TYPE_CHECKING:
    from index.engine import Index
    from index.model import SearchResult


class Ours:
    """`Index.search` with its defaults; keeps what it found, for the echo to give back."""

    name = "casebook"

    def __init__(self, index: Index) -> None:
        self._index = index
        self.found: dict[str, SearchResult] = {}

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, best first."""
        found = self.found[question] = self._index.search(question, k=k)
        return tuple(Passage(hit.unit.text, hit.unit.id) for hit in found.hits)
