"""Casebook's own retrieval, as users get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.systems.base import Passage

if TYPE_CHECKING:
    from index.engine import Index


class Ours:
    """`Index.search` with its defaults."""

    name = "casebook"

    def __init__(self, index: Index) -> None:
        self._index = index

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, best first."""
        return tuple(Passage(hit.unit.text, hit.unit.id) for hit in self._index.search(question, k=k).hits)
