"""A large library: ingest with vectors given, warm queries, recall against exact search, memory and disk.

    python -m eval.bench.scale [--passages 100000] [--rival-passages 20000] [--library LIBRARY]

The passages are synthetic (`eval.bench.synthetic`), the path is the product's own: the points that `casebook add`
writes, the searches that `casebook search` makes, query embedded. Queries and memory are measured in a process of
their own, which opens the finished index. The rival is qdrant-client's local mode, which LlamaIndex's stock pipeline
stands on, with what that pipeline stores: dense vector, BM25 vector, text. Ours is also timed with just that.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.retrieval import default_dataset, open_library
from eval.bench.synthetic import Pool, read_pool, synthetic_points
from eval.pairs import load
from index.embedding.encoder import Floats
from index.embedding.load import load_encoder
from index.engine import Index
from index.manifest import Manifest, write_manifest
from index.model import Filters
from index.projection import DIMENSIONS
from index.scope import where
from index.stores.edge import EdgeStore
from index.stores.store import BM25, DENSE, Dimensions, Probe, Sparse, Store, StoredPoint
from index.terms import refresh_terms
from ingest.library import Library
from ingest.settings import load_settings

QUESTIONS = 200
NEAREST = 20
STOCK = (DENSE, BM25)


def fill(store: Store, chunks: Iterable[Sequence[StoredPoint]]) -> float:
    """Seconds that the store took, without making the points."""
    taken = 0.0
    for chunk in chunks:
        started = time.perf_counter()
        store.upsert(chunk)
        taken += time.perf_counter() - started
    return taken


def build(folder: Path, pool: Pool, count: int, sizes: Dimensions, manifest: Manifest) -> None:
    """Writes an index of `count` passages and prints how long the store took."""
    store = EdgeStore(folder / "shard", sizes)
    write_manifest(store, manifest)
    taken = fill(store, synthetic_points(pool, count))
    started = time.perf_counter()
    refresh_terms(store)
    store.optimize()
    built = time.perf_counter() - started
    store.close()
    disk = sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file())
    print(f"casebook: ingest of {count:,} passages with vectors given, all signals: {taken:.1f} s, "
          f"then graph and terms {built:.1f} s; disk {disk / 1e9:.2f} GB", flush=True)  # fmt: skip


def stock_points(chunks: Iterable[Sequence[StoredPoint]]) -> Iterator[list[StoredPoint]]:
    """The passages alone, with what the stock pipeline stores of each."""
    for chunk in chunks:
        yield [
            StoredPoint(
                point.id, {name: point.vectors[name] for name in STOCK},
                {key: point.payload[key] for key in ("doc", "unit", "review", "record")},
            )
            for point in chunk if point.payload["doc"] == "passage"
        ]  # fmt: skip


def beside_local_mode(folder: Path, pool: Pool, count: int, sizes: Dimensions, vectors: Sequence[Floats]) -> None:
    """Prints ingest and queries of qdrant-client's local mode, and of Edge with the same points."""
    from qdrant_client import QdrantClient, models

    chunks = list(stock_points(synthetic_points(pool, count)))
    store = EdgeStore(folder / "same", sizes)
    ours = fill(store, chunks)
    store.close()
    client = QdrantClient(path=str(folder / "local"))
    client.create_collection(
        "stock",
        vectors_config={DENSE: models.VectorParams(size=sizes.dense, distance=models.Distance.COSINE)},
        sparse_vectors_config={BM25: models.SparseVectorParams(modifier=models.Modifier.IDF)},
    )
    theirs = sum(_write_local(client, chunk) for chunk in chunks)
    print(f"qdrant-client local mode: ingest of {count:,} passages, dense and BM25: {theirs:.1f} s; "
          f"Edge, the same points: {ours:.1f} s ({theirs / ours:.1f} times faster)")  # fmt: skip
    taken = []
    for vector in vectors[:30]:
        started = time.perf_counter()
        client.query_points("stock", query=vector.tolist(), using=DENSE, limit=NEAREST)
        taken.append((time.perf_counter() - started) * 1000)
    print(f"qdrant-client local mode, {count:,} passages: dense top {NEAREST} alone, query embedded before: "
          f"{_spread(taken)}", flush=True)  # fmt: skip
    client.close()


def _write_local(client: Any, chunk: Sequence[StoredPoint]) -> float:
    from qdrant_client import models

    made = []
    for point in chunk:
        dense, sparse = point.vectors[DENSE], point.vectors[BM25]
        assert isinstance(sparse, Sparse)
        assert not isinstance(dense, Sparse)
        found = models.SparseVector(indices=list(sparse.indices), values=list(sparse.values))
        made.append(
            models.PointStruct(id=point.id, vector={DENSE: dense.tolist(), BM25: found}, payload=dict(point.payload))
        )
    started = time.perf_counter()
    client.upsert("stock", made)
    return time.perf_counter() - started


def ask(folder: Path, questions: Sequence[str]) -> None:
    """Prints warm queries, recall and memory over a finished index."""
    settings = load_settings()
    encoder = load_encoder(settings)
    store = EdgeStore(folder / "shard", Dimensions(encoder.size, DIMENSIONS))
    with Index(_Nothing(folder), store, encoder) as index:
        for question in questions[:10]:
            index.search(question)
        taken = []
        worked = time.process_time()
        for question in questions:
            started = time.perf_counter()
            index.search(question)
            taken.append((time.perf_counter() - started) * 1000)
        worked = (time.process_time() - worked) / len(taken) * 1000
        searched = index.searched()
        print(f"casebook: warm query over {searched.passages:,} passages of {searched.reviews} reviews, embedded, "
              f"all signals, 10 results: {_spread(taken)}; processor time {worked:.1f} ms each")  # fmt: skip
        resident, own = _memory()
        print(f"casebook: peak memory of that process {resident:.2f} GB, of which {own:.2f} GB its own "
              "(the rest are pages of the index's files, which the system may take back)")  # fmt: skip
        vectors = [encoder.encode_one(question).vector for question in questions[:100]]
        print(f"recall of the graph against exact search, {NEAREST} nearest: {recall_of_graph(store, vectors):.3f}")


class _Nothing:
    """The library of an index that is not to be synced."""

    def __init__(self, path: Path) -> None:
        self.index_path = path

    def digests(self) -> dict[str, str]:
        return {}

    def review(self, ref: str) -> Any:
        raise KeyError(ref)


def recall_of_graph(store: Store, vectors: Sequence[Floats], k: int = NEAREST) -> float:
    """Share of the exact k nearest that the graph finds."""
    scope = where(Filters())
    shares = []
    for vector in vectors:
        near, exact = store.probe([Probe(DENSE, vector, k, scope, False), Probe(DENSE, vector, k, scope, True)])
        shares.append(len({p.id for p in near} & {p.id for p in exact}) / k)
    return float(np.mean(shares))


def _spread(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return f"median {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms"


def _memory() -> tuple[float, float]:
    """Peak resident memory and present anonymous memory of this process, in GB (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmHWM", "RssAnon"))}
    return int(found["VmHWM"]) / 1e6, int(found["RssAnon"]) / 1e6


def measure(library: Library, count: int, rival: int) -> None:
    """Builds, asks, and sets the rival beside it."""
    encoder = load_encoder(load_settings())
    sizes = Dimensions(encoder.size, DIMENSIONS)
    questions = [pair.question for pair in load(default_dataset())][:QUESTIONS]
    pool = read_pool(library, encoder)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), pool, count, sizes, Manifest(encoder.name, encoder.digest, encoder.size))
        command = [sys.executable, "-m", "eval.bench.scale", "--ask", folder]
        subprocess.run(command, input=json.dumps(questions), text=True, check=True)
    if rival:
        with tempfile.TemporaryDirectory() as folder:
            vectors = [encoder.encode_one(question).vector for question in questions[:30]]
            beside_local_mode(Path(folder), pool, rival, sizes, vectors)


def main() -> None:
    """Reads the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rival-passages", type=int, default=20_000, help="0: no rival")
    parser.add_argument("--library", type=Path, help="whose passages the synthetic ones are made of")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(given.ask, json.load(sys.stdin))
        return
    with open_library(given.library) as (library, _):
        measure(library, given.passages, min(given.rival_passages, given.passages))


if __name__ == "__main__":
    main()
