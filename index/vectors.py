"""The named vectors of a passage, all from one pass of the model, and those of a query."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index import lexical
from index.embedding.encoder import Encoded, Floats
from index.passages import Passage
from index.projection import project
from index.stores.store import BM25, BM25_HEADED, DENSE, SENTENCES, TOKENS, Vector


def unit_rows(rows: Floats) -> Floats:
    """Each row scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def model_vectors(encoded: Encoded, sentences: tuple[tuple[int, int], ...]) -> dict[str, Floats]:
    """Dense vector, one vector a sentence, one a token.

    A sentence's vector is the mean of its tokens' states within the passage, so that it knows its context and
    costs no second pass ("late chunking", Günther et al. 2024).
    """
    return {
        DENSE: encoded.vector,
        SENTENCES: sentence_vectors(encoded, sentences),
        TOKENS: project(unit_rows(encoded.tokens)),
    }


def sentence_vectors(encoded: Encoded, sentences: tuple[tuple[int, int], ...]) -> Floats:
    """Shape (sentences, size); a sentence beyond what the model took in is left out."""
    starts, ends = encoded.spans[:, 0], encoded.spans[:, 1]
    means = []
    for start, end in sentences:
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        if inside.any():
            means.append(encoded.tokens[inside].mean(axis=0))
    return unit_rows(np.stack(means)) if means else encoded.vector[None, :]


def lexical_vectors(passage: Passage) -> Mapping[str, Vector]:
    """BM25 of the text with its label, and of the text under its headings."""
    text = f"{passage.unit.label} {passage.text}"
    return {
        BM25: lexical.document(text),
        BM25_HEADED: lexical.document(passage.headed, lexical.MEAN_WORDS_HEADED),
    }
