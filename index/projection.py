"""Token vectors made small enough to store: the directions that matter most, in half precision."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from index.embedding.encoder import Floats

DIMENSIONS = 96


@cache
def _matrix() -> Floats:
    with files("index").joinpath("data", "token_projection.npy").open("rb") as file:
        matrix: Floats = np.load(file, allow_pickle=False).astype(np.float32)
    return matrix


def project(rows: Floats) -> Floats:
    """(n, 384) -> (n, DIMENSIONS), each row scaled to length 1 again: what is left of a vector stands for all of it."""
    projected: Floats = rows @ _matrix()
    lengths = np.linalg.norm(projected, axis=1, keepdims=True)
    scaled: Floats = (projected / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled
