"""Makes `index/data/token_projection.npy`: the directions of token states in which a library's tokens differ most.

    python -m eval.fit.projection [--library LIBRARY] [--write]

Principal directions without centring (the eigenvectors of the mean of t t' over tokens t of length 1), so that a
product of projected vectors comes nearest to the product of the whole ones. Without a library the fictional reviews
that come with Casebook are taken. Prints the share of energy that is kept, and how near products of projected
tokens come to those of whole ones.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Encoder, load_encoder
from index.embedding.encoder import Floats
from index.passages import passages
from index.projection import DIMENSIONS
from index.vectors import unit_rows
from ingest.library import Library
from ingest.settings import Settings, load_settings

HOME = Path(__file__).resolve().parents[2]
TARGET = HOME / "index" / "data" / "token_projection.npy"
#: Tokens whose products are compared.
COMPARED = 2_000


def token_vectors(library: Library, encoder: Encoder) -> Iterator[Floats]:
    """The token vectors of each passage, each of length 1."""
    texts = [passage.text for review in library.reviews() for passage in passages(review.units)]
    for _, encoded in encoder.encode(texts):
        yield unit_rows(encoded.tokens)


def directions(tokens: Iterable[Floats], size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Energies, greatest first, and their directions as columns.

    A direction's sign is free; it is chosen so that its largest part is positive, for the same file on every machine.
    """
    total = np.zeros((size, size))
    for rows in tokens:
        total += rows.T.astype(np.float64) @ rows
    energies, columns = np.linalg.eigh(total)
    energies, columns = energies[::-1], columns[:, ::-1]
    signs = np.sign(columns[np.abs(columns).argmax(axis=0), np.arange(size)])
    return energies, columns * signs


def kept_products(tokens: Floats, matrix: Floats) -> float:
    """Correlation of the products of projected tokens, of length 1 again, with those of whole ones."""
    projected = unit_rows(tokens @ matrix)
    upper = np.triu_indices(len(tokens), 1)
    return float(np.corrcoef((tokens @ tokens.T)[upper], (projected @ projected.T)[upper])[0, 1])


def fit(library: Library, settings: Settings, *, write: bool) -> str:
    """Makes the projection from a library's tokens, writes it where asked, and says how good it is."""
    encoder = load_encoder(settings, precise=True)
    every = list(token_vectors(library, encoder))
    energies, columns = directions(every, encoder.size)
    matrix = columns[:, :DIMENSIONS].astype(np.float16)
    sample = np.concatenate(every)
    sample = sample[:: max(1, len(sample) // COMPARED)]
    if write:
        np.save(TARGET, matrix)
    share = energies[:DIMENSIONS].sum() / energies.sum()
    products = kept_products(sample, matrix.astype(np.float32))
    return f"{DIMENSIONS} of {encoder.size} directions: {share:.3f} of the energy, products correlate {products:.3f}"


def main() -> None:
    """Fits, prints, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(library=given.library or Path(folder))
        library = Library.open(settings.library, create=given.library is None)
        if given.library is None:
            for _ in library.add([HOME / "sample" / "reviews"], settings=settings):
                pass
        print(fit(library, settings, write=given.write))


if __name__ == "__main__":
    main()
