"""What retrieval asks of an embedding model: one pass over a text gives its vector and its tokens' vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Called after each batch with (texts done, texts in all).
OnBatch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """One text as the model sees it.

    Args:
        vector: of the whole text, unit length, shape (size,).
        tokens: last hidden state of each token, not normalised, shape (n, size).
        ids: the tokens' ids in the model's vocabulary, shape (n,).
        spans: the tokens' character spans in the text, shape (n, 2); (0, 0) for the tokens the model adds.
    """

    vector: Floats
    tokens: Floats
    ids: NDArray[np.int32]
    spans: NDArray[np.int32]


class Encoder(Protocol):
    """An embedding model. `name` and `digest` are recorded in the index and must fit it on opening."""

    name: str
    digest: str
    size: int

    def encode(self, texts: Sequence[str], on_batch: OnBatch | None = None) -> Iterator[tuple[int, Encoded]]:
        """Yields (position in `texts`, its encoding), in any order."""
        ...

    def encode_one(self, text: str) -> Encoded:
        """Encodes one text: a query."""
        ...

    def token_spans(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """`Encoded.spans` of each text, in order, without running the model."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the model's vocabulary: whether it is common English."""
        ...
