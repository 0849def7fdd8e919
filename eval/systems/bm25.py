"""BM25 alone (the bm25s library, its defaults, English stop words) over the same units."""

from __future__ import annotations

from collections.abc import Iterable

from eval.systems.base import Passage
from ingest.model import UNSEARCHED, Review


class Bm25:
    """Lexical baseline over units."""

    name = "bm25"

    def __init__(self, reviews: Iterable[Review]) -> None:
        import bm25s
        import Stemmer

        self._units = [unit for review in reviews for unit in review.units if unit.kind not in UNSEARCHED]
        self._stemmer = Stemmer.Stemmer("english")
        self._bm25 = bm25s.BM25()
        self._bm25.index(self._tokens([unit.text for unit in self._units]), show_progress=False)

    def _tokens(self, texts: list[str]) -> object:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best units, best first; units without a word of the question are left out."""
        found, scores = self._bm25.retrieve(self._tokens([question]), k=min(k, len(self._units)), show_progress=False)
        return tuple(
            Passage(self._units[place].text, self._units[place].id)
            for place, score in zip(found[0], scores[0], strict=True)
            if score > 0
        )
