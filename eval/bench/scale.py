"""A large library: ingest with vectors given, warm queries, recall against exact search, memory and disk.

    python -m eval.bench.scale [--passages 20000] [--rival] [--library LIBRARY]

The passages are those of a real library, many times over, each copy's vectors moved a little at random, so that
neighbourhoods are as crowded as in life; random vectors alone would be too easy to tell apart and too hard to index.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.bench.retrieval import HOME, open_library
from eval.pairs import load
from index.embedding.encoder import Encoder, Floats
from index.embedding.load import load_encoder
from index.model import Filters
from index.passages import Passage, passages
from index.payload import card, passage_payload
from index.points import passage_id
from index.projection import DIMENSIONS
from index.query import understand
from index.scope import where
from index.signals import question
from index.stores.edge import EdgeStore
from index.stores.store import DENSE, Dimensions, Probe, Store, StoredPoint
from index.vectors import lexical_vectors, model_vectors, unit_rows
from ingest.library import Library
from ingest.model import Review

CHUNK = 512
NOISE = 0.02
Given = tuple[Review, Passage, dict[str, Floats]]


def given_vectors(library: Library, encoder: Encoder) -> list[Given]:
    """Every passage of the library with its vectors."""
    owned = [(review, passage) for review in library.reviews() for passage in passages(review.units)]
    made: list[Given] = []
    for at, encoded in encoder.encode([passage.text for _, passage in owned]):
        review, passage = owned[at]
        made.append((review, passage, model_vectors(encoded, passage.sentences)))
    return made


def copies(given: Sequence[Given], count: int) -> Iterator[StoredPoint]:
    """`count` points, each copy of the library as reviews of its own."""
    rng = np.random.default_rng(7)
    for number in range(count):
        review, passage, vectors = given[number % len(given)]
        copy = number // len(given)
        name = f"{review.id}-{copy}"
        unit = replace(passage.unit, id=f"{passage.unit.id}-{copy}", review=name)
        moved = {key: _moved(rows, rng) for key, rows in vectors.items()}
        payload = passage_payload(replace(passage, unit=unit), replace(card(review), id=name, case=name), "x")
        yield StoredPoint(passage_id(unit.id, passage.window), {**moved, **lexical_vectors(passage)}, payload)


def _moved(rows: Floats, rng: np.random.Generator) -> Floats:
    noise = rng.standard_normal(rows.shape).astype(np.float32) * NOISE
    moved: Floats = unit_rows(np.atleast_2d(rows + noise)).reshape(rows.shape)
    return moved


def fill(store: Store, given: Sequence[Given], count: int) -> float:
    """Seconds that the store took, without making the points."""
    taken, chunk = 0.0, []
    for point in copies(given, count):
        chunk.append(point)
        if len(chunk) == CHUNK:
            started = time.perf_counter()
            store.upsert(chunk)
            taken += time.perf_counter() - started
            chunk = []
    started = time.perf_counter()
    store.upsert(chunk)
    return taken + time.perf_counter() - started


def recall_of_graph(store: Store, vectors: Sequence[Floats], k: int = 20) -> float:
    """Share of the exact k nearest that the graph finds."""
    scope = where(Filters())
    shares = []
    for vector in vectors:
        near, exact = store.probe([Probe(DENSE, vector, k, scope, False), Probe(DENSE, vector, k, scope, True)])
        shares.append(len({p.id for p in near} & {p.id for p in exact}) / k)
    return float(np.mean(shares))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--rival", action="store_true", help="qdrant-client's local mode on a tenth of them")
    parser.add_argument("--library", type=Path)
    options = parser.parse_args()
    questions = [pair.question for pair in load(HOME / "eval" / "datasets" / "real.jsonl")]
    with open_library(options.library) as (library, settings), tempfile.TemporaryDirectory() as folder:
        encoder = load_encoder(settings)
        given = given_vectors(library, encoder)
        sizes = Dimensions(encoder.size, DIMENSIONS)
        store = EdgeStore(Path(folder) / "shard", sizes)
        count = options.passages
        print(f"ingest of {count} passages with vectors given: {fill(store, given, count):.1f} s")
        started = time.perf_counter()
        store.optimize()
        print(f"optimize: {time.perf_counter() - started:.1f} s")
        _ask(store, encoder, count, questions)
        store.close()
        disk = sum(file.stat().st_blocks * 512 for file in Path(folder).rglob("*") if file.is_file())
        print(f"disk: {disk / 1e9:.2f} GB; peak memory of the process: {_peak_gigabytes():.2f} GB")
        if options.rival:
            _rival(given, sizes, count // 10)


def _ask(store: Store, encoder: Encoder, count: int, questions: Sequence[str]) -> None:
    from index.catalogue import Catalogue, Entry
    from index.model import ReviewCard
    from index.query import About
    from index.search import Searcher

    about = About()
    searcher = Searcher(store, encoder, Catalogue((Entry(ReviewCard("all", "", "", ""), count),), about))
    taken = []
    for text in questions[:5]:
        searcher.rank(understand(text, about), where(Filters()))
    for text in questions:
        started = time.perf_counter()
        searcher.rank(understand(text, about), where(Filters()))
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    print(f"warm query: median {statistics.median(taken):.1f} ms, p95 {taken[int(len(taken) * 0.95)]:.1f} ms")
    asked = [understand(text, about) for text in questions[:100]]
    vectors = [question(one, encoder.encode_one(one.meant), about.terms).vectors[DENSE] for one in asked]
    print(f"recall of the graph against exact search: {recall_of_graph(store, vectors):.3f}")  # type: ignore[arg-type]


def _rival(given: Sequence[Given], sizes: Dimensions, count: int) -> None:
    from qdrant_client import QdrantClient

    from index.stores.server import ServerStore

    with tempfile.TemporaryDirectory() as folder:
        local = ServerStore(QdrantClient(path=folder), "stock", sizes)
        print(f"qdrant-client local mode, the same points: {fill(local, given, count):.1f} s for {count} passages")
        local.close()


def _peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
