"""Speed on this machine: embedding beside sentence-transformers, and warm queries.

    python -m eval.bench.speed [--library LIBRARY]

Rivals are timed in turn, three times over, and the median is given, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from eval.bench.retrieval import HOME, open_library
from eval.pairs import load
from index.embedding.onnx import OnnxEncoder
from index.embedding.weights import packaged_model
from index.engine import Index
from index.passages import passages
from ingest.library import Library
from ingest.settings import Settings

ROUNDS = 3
TEXTS = 600


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def embedding(texts: list[str], settings: Settings) -> None:
    """Tokens a second of the default encoder, of the same in float32, and of sentence-transformers."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    eight = OnnxEncoder(settings.cache, threads=settings.threads)
    full = OnnxEncoder(settings.cache, threads=settings.threads, precise=True)
    rival = SentenceTransformer(str(packaged_model()), device="cpu")
    tokens = sum(len(spans) for spans in eight.token_spans(texts))
    runs: dict[str, Callable[[], object]] = {
        "casebook (int8)": lambda: list(eight.encode(texts)),
        "casebook (float32)": lambda: list(full.encode(texts)),
        "sentence-transformers": lambda: rival.encode(texts, show_progress_bar=False),
    }
    for work in runs.values():
        work()
    times = {name: [] for name in runs}  # type: dict[str, list[float]]
    for _ in range(ROUNDS):
        for name, work in runs.items():
            times[name].append(seconds(work))
    slowest = statistics.median(times["sentence-transformers"])
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"embedding, {name:22} {tokens / middle:8.0f} tokens/s  {slowest / middle:5.2f} x")
    made, wanted = dict(eight.encode(texts)), dict(full.encode(texts))
    cosines = [float(made[at].vector @ wanted[at].vector) for at in range(len(texts))]
    print(f"cosine of int8 to float32: mean {np.mean(cosines):.4f}, lowest {min(cosines):.4f}")


def queries(library: Library, settings: Settings, questions: list[str]) -> None:
    """Warm queries, embedding included."""
    with Index.open(library, settings) as index:
        index.sync()
        for question in questions[:10]:
            index.search(question)
        taken = sorted(seconds(lambda question=question: index.search(question)) * 1000 for question in questions)  # type: ignore[misc]
    print(f"warm query, {len(questions)} questions: median {statistics.median(taken):.1f} ms, "
          f"p95 {taken[int(len(taken) * 0.95)]:.1f} ms")  # fmt: skip


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    given = parser.parse_args()
    with open_library(given.library) as (library, settings):
        texts = [passage.text for review in library.reviews() for passage in passages(review.units)][:TEXTS]
        embedding(texts, settings)
        real = load(HOME / "eval" / "datasets" / "real.jsonl")
        queries(library, settings, [pair.question for pair in real])


if __name__ == "__main__":
    main()
