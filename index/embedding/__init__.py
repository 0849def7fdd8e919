"""Embedding models behind one small interface."""

from index.embedding.encoder import Encoded, Encoder
from index.embedding.load import load_encoder

__all__ = ["Encoded", "Encoder", "load_encoder"]
