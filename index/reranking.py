"""A cross-encoder, where the user has one: reads query and passage together, slower and often better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.fusion import Candidate, scaled
from ingest.errors import ModelError
from ingest.settings import Settings

#: So many of the best are read again; what comes after keeps its order.
READ_AGAIN = 40
#: Share of the cross-encoder in the final score of those.
SHARE = 0.6


class Reranker(Protocol):
    """Scores texts for a query; higher is better, on whatever scale."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """One score for each text."""
        ...


class CrossEncoderReranker:
    """Wraps `sentence_transformers.CrossEncoder`.

    Args:
        model: a folder, or a name on a model hub.

    Raises:
        ModelError: there is no such model.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The reranker {model!r} cannot be loaded: {error}",
                remedy="Give CASEBOOK_RERANKER the folder of a sentence-transformers cross-encoder, or leave it empty.",
            ) from error

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        """One score for each text."""
        return [float(value) for value in self._model.predict([(query, text) for text in texts])]


def load_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name, None where they name none."""
    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def rerank(reranker: Reranker, query: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The best READ_AGAIN in a new order, by a sum of both scores, each scaled to 0..1; then the rest as they were."""
    best, rest = list(ranked[:READ_AGAIN]), list(ranked[READ_AGAIN:])
    if not best:
        return rest
    fused = scaled(candidate.score for candidate in best)
    read = scaled(reranker.score(query, [candidate.keys["text"] for candidate in best]))
    floor = rest[0].score if rest else 0.0
    for candidate, ours, theirs in zip(best, fused, read, strict=True):
        candidate.score = round(floor + (1 - SHARE) * ours + SHARE * theirs, 5)
    return [*sorted(best, key=lambda candidate: (-candidate.score, candidate.unit)), *rest]
