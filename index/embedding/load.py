"""Chooses the encoder that the settings name."""

from __future__ import annotations

from index.embedding.encoder import Encoder
from index.embedding.onnx import OnnxEncoder
from index.embedding.weights import NAME
from ingest.settings import Settings


def load_encoder(settings: Settings, *, precise: bool = False) -> Encoder:
    """The packaged default under onnxruntime; any other name through sentence-transformers.

    Args:
        precise: documents in float32 too; other models always are.

    Raises:
        ModelError: the model cannot be loaded.
    """
    if settings.embedding_model == NAME:
        return OnnxEncoder(settings.cache, threads=settings.threads, precise=precise)
    from index.embedding.sentence_transformers import SentenceTransformerEncoder

    return SentenceTransformerEncoder(settings.embedding_model)
