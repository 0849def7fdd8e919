"""The default encoder: all-MiniLM-L6-v2 under onnxruntime, from packaged weights, without torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoded, Floats, OnBatch
from index.embedding.export import exported_graph, quantized_graph
from index.embedding.session import open_session
from index.embedding.weights import DIGEST, NAME, packaged_model

#: The model was trained on texts of up to 256 tokens, and published figures truncate there.
MAX_TOKENS = 256
#: Tokens in a batch, padding included: small enough for the second-level cache, measured best on 2 cores.
BATCH_TOKENS = 2_048
#: Queries whose encoding is kept: up to 6 MB.
RECENT = 16


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


class OnnxEncoder:
    """Runs the exported graph. Mean of the token vectors, normalised, as the model's publisher pools them.

    Args:
        cache: folder for the exported graph.
        threads: 0 for all cores.
        precise: embed documents in float32 as well as queries, at half the speed.
    """

    name = NAME
    digest = DIGEST
    size = 384

    def __init__(self, cache: Path, *, threads: int = 0, precise: bool = False) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._cache = cache
        self._threads = threads or os.cpu_count() or 1
        self._session = self._load(exported_graph(cache), spinning=precise)
        # An answer puts its question to the passages and again to their sentences.
        self._encode_one = lru_cache(maxsize=RECENT)(self._encode_query)
        self._documents = self._session if precise else None

    def _load(self, graph: Path, *, spinning: bool = True) -> Any:
        return open_session(graph, self._threads, spinning=spinning)

    def encode(self, texts: Sequence[str], on_batch: OnBatch | None = None) -> Iterator[tuple[int, Encoded]]:
        """Longest texts first, in batches of about equal length, so that little is spent on padding."""
        if self._documents is None:
            self._documents = self._load(quantized_graph(self._cache))
        encodings = self._tokenizer.encode_batch(list(texts))
        done = 0
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            yield from zip(batch, _run(self._documents, [encodings[at] for at in batch]), strict=True)
            done += len(batch)
            if on_batch:
                on_batch(done, len(texts))

    def encode_one(self, text: str) -> Encoded:
        """Encodes one text: a query. The last few are kept."""
        return self._encode_one(text)

    def _encode_query(self, text: str) -> Encoded:
        return next(_run(self._session, [self._tokenizer.encode(text)]))

    def token_spans(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Where each token of each text stands."""
        return [_spans(encoding) for encoding in self._tokenizer.encode_batch(list(texts))]

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the model's vocabulary: whether it is common English."""
        return self._tokenizer.token_to_id(word) is not None


def _run(session: Any, encodings: list[Any]) -> Iterator[Encoded]:
    length = max(len(encoding.ids) for encoding in encodings)
    ids = np.zeros((len(encodings), length), np.int32)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    hidden: Floats = session.run(None, {"ids": ids, "mask": mask})[0]
    for row, encoding in enumerate(encodings):
        tokens = hidden[row, : len(encoding.ids)]
        yield Encoded(_unit(tokens.mean(axis=0)), tokens, ids[row, : len(encoding.ids)], _spans(encoding))


def _spans(encoding: Any) -> NDArray[np.int32]:
    return np.asarray(encoding.offsets, np.int32).reshape(-1, 2)


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Positions grouped so that a batch, padded to its longest, holds about BATCH_TOKENS."""
    order = sorted(range(len(lengths)), key=lambda at: (-lengths[at], at))
    start = 0
    while start < len(order):
        size = max(1, BATCH_TOKENS // max(1, lengths[order[start]]))
        yield order[start : start + size]
        start += size
