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
    """(n, 384) -> (n, DIMENSIONS)."""
    projected: Floats = rows @ _matrix()
    return projected
