"""Any other model, from a folder or a hub, through sentence-transformers (and a GPU where torch finds one)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoded, OnBatch
from ingest.errors import ModelError

BATCH = 32


class SentenceTransformerEncoder:
    """Wraps `sentence_transformers.SentenceTransformer`; slow to import, so only for a model that is not the default.

    Args:
        model: a folder, or a name on a model hub.

    Raises:
        ModelError: there is no such model, or it gives no token vectors.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model)
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(
                f"The embedding model {model!r} cannot be loaded: {error}",
                remedy="Give CASEBOOK_EMBEDDING_MODEL the folder of a sentence-transformers model.",
            ) from error
        self.name = Path(model).name
        self.digest = _digest(model)
        self.size = len(self._model.encode([""])[0])

    def encode(self, texts: Sequence[str], on_batch: OnBatch | None = None) -> Iterator[tuple[int, Encoded]]:
        """Longest texts first, BATCH at a time."""
        order = sorted(range(len(texts)), key=lambda at: (-len(texts[at]), at))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            yield from zip(batch, self._run([texts[at] for at in batch]), strict=True)
            if on_batch:
                on_batch(start + len(batch), len(order))

    def encode_one(self, text: str) -> Encoded:
        """Encodes one text: a query."""
        return next(self._run([text]))

    def token_spans(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Where each token of each text stands."""
        limit = self._model.max_seq_length
        found = self._model.tokenizer(list(texts), truncation=True, max_length=limit, return_offsets_mapping=True)
        return [np.asarray(spans, np.int32).reshape(-1, 2) for spans in found["offset_mapping"]]

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the model's vocabulary: whether it is common English."""
        return word in self._model.tokenizer.get_vocab()

    def _run(self, texts: list[str]) -> Iterator[Encoded]:
        found = self._model.encode(texts, output_value=None, batch_size=BATCH, show_progress_bar=False)
        tokenized = self._model.tokenizer(texts, truncation=True, max_length=self._model.max_seq_length)
        for row, features in enumerate(found):
            ids = np.asarray(tokenized["input_ids"][row], np.int32)
            tokens = features["token_embeddings"].float().cpu().numpy()[: len(ids)]
            vector = features["sentence_embedding"].float().cpu().numpy()
            spans = [tokenized.token_to_chars(row, at) for at in range(len(ids))]
            chars = np.asarray([(span.start, span.end) if span else (0, 0) for span in spans], np.int32)
            yield Encoded(vector / max(float(np.linalg.norm(vector)), 1e-12), tokens, ids, chars.reshape(-1, 2))


def _digest(model: str) -> str:
    """SHA-256 of the weights of a local model; the name alone for one on a hub, whose files the hub versions."""
    for weights in (Path(model) / "model.safetensors", Path(model) / "pytorch_model.bin"):
        if weights.is_file():
            with weights.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(model.encode()).hexdigest()
