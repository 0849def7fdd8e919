"""A small cross-encoder under onnxruntime: reads a question and a text together and gives a few numbers.

Its lower layers and its embeddings are those of the packaged encoder, which were left as they are when it was fitted; a
file holds the upper layers and the head alone, in half precision.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.encoder import Floats
from index.embedding.export import write_once
from index.embedding.graph import Weights, write_cross_encoder
from index.embedding.quantize import quantize
from index.embedding.session import open_session
from index.embedding.weights import check_digest, packaged_model

#: Tokens of question and text together; the text is cut to fit.
MAX_TOKENS = 80
#: Tokens in a batch, padding included.
BATCH_TOKENS = 2_048


class CrossEncoder:
    """Scores texts for a question.

    Args:
        weights: safetensors file with the upper layers and the head. cache: folder for the graph made of it.
        threads: 0 for all cores.

    Raises:
        ModelError: the weights are damaged, or the cache cannot be written.
    """

    def __init__(self, weights: Path, cache: Path, *, threads: int = 0) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
        self._session = open_session(_graph(weights, cache), threads or os.cpu_count() or 1, spinning=False)

    def score(self, question: str, texts: Sequence[str]) -> Floats:
        """Raw outputs of the head, shape (texts, outputs)."""
        encodings = self._tokenizer.encode_batch([(_cut(question), text) for text in texts])
        order = sorted(range(len(encodings)), key=lambda at: (-len(encodings[at].ids), at))
        scores: dict[int, Floats] = {}
        while order:
            size = max(1, BATCH_TOKENS // len(encodings[order[0]].ids))
            batch, order = order[:size], order[size:]
            scores |= dict(zip(batch, _run(self._session, [encodings[at] for at in batch]), strict=True))
        return np.array([scores[at] for at in range(len(texts))], np.float32)


#: Words of a question that are read: the text must have its room.
_QUESTION_WORDS = 40


def _cut(question: str) -> str:
    return " ".join(question.split()[:_QUESTION_WORDS])


def _run(session: Any, encodings: Sequence[Any]) -> Floats:
    shape = (len(encodings), len(encodings[0].ids))
    inputs = {name: np.zeros(shape, np.int32) for name in ("ids", "segments", "mask")}
    for row, encoding in enumerate(encodings):
        end = len(encoding.ids)
        inputs["ids"][row, :end] = encoding.ids
        inputs["segments"][row, :end] = encoding.type_ids
        inputs["mask"][row, :end] = 1
    scores: Floats = session.run(None, inputs)[0]
    return scores


def _graph(weights: Path, cache: Path) -> Path:
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:16]
    return write_once(cache, f"{weights.stem}-{digest}-int8", lambda target: _write(weights, target))


def _write(weights: Path, target: Path) -> None:
    """Writes the graph in eight bits; the one in float32 that it is made of is not kept."""
    from safetensors.numpy import load_file

    base = packaged_model() / "model.safetensors"
    check_digest(base)
    upper = {name: values.astype(np.float32) for name, values in load_file(weights).items()}
    whole: Weights = load_file(base) | upper
    with tempfile.TemporaryDirectory(dir=target.parent) as aside:
        exact = Path(aside) / "exact.onnx"
        write_cross_encoder(whole, exact)
        quantize(exact, target)
