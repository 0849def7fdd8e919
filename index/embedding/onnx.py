"""The default encoder: all-MiniLM-L6-v2 under onnxruntime, from packaged weights, without torch."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoded, Floats, OnBatch
from index.embedding.weights import DIGEST, NAME, check_digest, packaged_model
from ingest.errors import ModelError

#: The model was trained on texts of up to 256 tokens, and published figures truncate there.
MAX_TOKENS = 256
#: Tokens in a batch, padding included: small enough for the second-level cache, measured best on 2 cores.
BATCH_TOKENS = 2_048
#: Bump when `graph.py` writes another graph, so that an old one in the cache is not taken for it.
GRAPH_VERSION = 1


def exported_graph(cache: Path) -> Path:
    """The ONNX graph in the cache, written on first use. Safe for several processes: written aside, then renamed.

    Raises:
        ModelError: the weights are not the published ones, or the cache cannot be written.
    """
    target = cache / f"{NAME}-{DIGEST[:16]}-v{GRAPH_VERSION}.onnx"
    if target.is_file():
        return target
    from index.embedding.graph import write_graph

    weights = packaged_model() / "model.safetensors"
    check_digest(weights)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=cache, suffix=".onnx.part")
        os.close(handle)
        try:
            write_graph(weights, Path(aside))
            Path(aside).replace(target)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(
            f"The embedding model cannot be written to {cache}: {error.strerror or error}.",
            remedy="Free some disk space or set CASEBOOK_CACHE to another folder.",
        ) from error
    return target


def _spans(encoding: Any) -> NDArray[np.int32]:
    spans: NDArray[np.int32] = np.asarray(encoding.offsets, np.int32).reshape(-1, 2)
    return spans


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


class OnnxEncoder:
    """Runs the exported graph. Mean of the token vectors, normalised, as the model's publisher pools them.

    Args:
        cache: folder for the exported graph.
        threads: 0 for all cores.
    """

    name = NAME
    digest = DIGEST
    size = 384

    def __init__(self, cache: Path, *, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.log_severity_level = 3
        graph = exported_graph(cache)
        try:
            self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own types for a damaged file
            raise ModelError(
                f"The exported embedding model {graph} cannot be loaded ({type(error).__name__}).",
                remedy=f"Delete it; it is written again on the next use: {graph}",
            ) from error

    def encode(self, texts: Sequence[str], on_batch: OnBatch | None = None) -> Iterator[tuple[int, Encoded]]:
        """Longest texts first, in batches of about equal length, so that little is spent on padding."""
        encodings = self._tokenizer.encode_batch(list(texts))
        done = 0
        for batch in _batches([len(encoding.ids) for encoding in encodings]):
            yield from zip(batch, self._run([encodings[at] for at in batch]), strict=True)
            done += len(batch)
            if on_batch:
                on_batch(done, len(texts))

    def encode_one(self, text: str) -> Encoded:
        """Encodes one text: a query."""
        return next(self._run([self._tokenizer.encode(text)]))

    def token_spans(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Where each token of each text stands."""
        return [_spans(encoding) for encoding in self._tokenizer.encode_batch(list(texts))]

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the model's vocabulary: whether it is common English."""
        return self._tokenizer.token_to_id(word) is not None

    def _run(self, encodings: list[Any]) -> Iterator[Encoded]:
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), length), np.int32)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        hidden: Floats = self._session.run(None, {"ids": ids, "mask": mask})[0]
        for row, encoding in enumerate(encodings):
            tokens = hidden[row, : len(encoding.ids)]
            yield Encoded(_unit(tokens.mean(axis=0)), tokens, ids[row, : len(encoding.ids)], _spans(encoding))


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Positions grouped so that a batch, padded to its longest, holds about BATCH_TOKENS."""
    order = sorted(range(len(lengths)), key=lambda at: (-lengths[at], at))
    start = 0
    while start < len(order):
        size = max(1, BATCH_TOKENS // max(1, lengths[order[start]]))
        yield order[start : start + size]
        start += size
