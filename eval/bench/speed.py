"""Speed on this machine: embedding beside sentence-transformers, and warm queries beside LlamaIndex's stock pipeline.

    python -m eval.bench.speed [--library LIBRARY] [--no-rivals]

Embedders are timed in turn, three times over, and the median is given, so that a busy machine is busy for all. What
eight bits cost is shown by vectors (cosine) and by results (the same questions over an index embedded in float32). No
question is asked twice: the encoding of the last few is kept.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from app.answers.answerer import Answerer
from app.answers.decision import DEPTH as READ_DEPTH
from app.answers.question.read import read_question
from eval.bench.retrieval import DEPTH, Values, default_dataset, gap, line, open_library, values
from eval.gold import resolve
from eval.pairs import load
from eval.systems import SYSTEMS, System
from eval.systems.ours import Ours
from index.embedding.onnx import OnnxEncoder
from index.embedding.weights import packaged_model
from index.engine import Index
from index.passages import passages
from index.projection import DIMENSIONS
from index.stores.edge import EdgeStore
from index.stores.store import Dimensions
from ingest.library import Library
from ingest.settings import Settings

ROUNDS = 3
TEXTS = 600
WARM = 10
RIVALS = ("stock", "stock-hybrid")


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def embedding(texts: list[str], settings: Settings) -> None:
    """Prints tokens a second of the default encoder, of the same in float32, and of sentence-transformers."""
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
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(ROUNDS + 1):
        for name, work in runs.items():
            taken = seconds(work)
            if number:  # the first round warms up
                times[name].append(taken)
    theirs = statistics.median(times["sentence-transformers"])
    for name, several in times.items():
        middle = statistics.median(several)
        print(f"embedding, {name:22} {tokens / middle:8.0f} tokens/s  {theirs / middle:5.2f} x")
    made, wanted = dict(eight.encode(texts)), dict(full.encode(texts))
    cosines = [float(made[at].vector @ wanted[at].vector) for at in range(len(texts))]
    print(f"cosine of int8 to float32: mean {np.mean(cosines):.4f}, lowest {min(cosines):.4f}", flush=True)


def results_by_precision(library: Library, index: Index, settings: Settings) -> None:
    """Prints the measures of retrieval with documents in eight bits and in float32."""
    reviews = {review.id: review for review in library.reviews()}
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    pairs = [one for one in resolve(load(default_dataset()), reviews)[0] if one.essential]

    def measured(one: Index) -> Values:
        ours = Ours(one)
        return values({pair.pair.id: ours.rank(pair.pair.question, DEPTH) for pair in pairs}, pairs, units)

    full = OnnxEncoder(settings.cache, threads=settings.threads, precise=True)
    with tempfile.TemporaryDirectory() as folder:
        store = EdgeStore(Path(folder) / "shard", Dimensions(full.size, DIMENSIONS))
        with Index(library, store, full) as precise:
            precise.sync()
            eight, float32 = measured(index), measured(precise)
    print(line("documents in int8", eight))
    print(line("documents in float32", float32))
    print(gap("int8 better by, paired", eight, float32), flush=True)


def queries(name: str, system: System, questions: Sequence[str]) -> None:
    """Prints warm queries, embedding included, ten passages each."""
    for question in questions[:WARM]:
        system.rank(question, 10)
    worked = time.process_time()
    taken = sorted(seconds(lambda asked=question: system.rank(asked, 10)) * 1000 for question in questions[WARM:])  # type: ignore[misc]
    worked = (time.process_time() - worked) / len(taken) * 1000
    print(f"warm query, {name:14} {len(taken)} questions: median {statistics.median(taken):6.1f} ms, "
          f"p95 {taken[int(len(taken) * 0.95)]:6.1f} ms; processor time {worked:6.1f} ms each", flush=True)  # fmt: skip


def answering(index: Index, library: Library, questions: Sequence[str]) -> None:
    """Prints what an answer takes beyond its search: medians over questions asked and as many others searched."""
    answerer = Answerer(index, library)

    def answer(question: str) -> None:
        answerer.answer(read_question(question, index.catalogue.about))

    for question in questions[:WARM]:
        answer(question)
    asked, searched = questions[WARM::2], questions[WARM + 1 :: 2]
    answers = statistics.median(seconds(partial(answer, each)) * 1000 for each in asked)
    searches = statistics.median(seconds(partial(index.search, each, k=READ_DEPTH)) * 1000 for each in searched)
    print(f"warm answer, median {answers:.1f} ms; search of {READ_DEPTH} passages {searches:.1f} ms; "
          f"extra {answers - searches:.1f} ms", flush=True)  # fmt: skip


def measure(library: Library, settings: Settings, *, rivals: bool) -> None:
    """Measures and prints."""
    texts = [passage.text for review in library.reviews() for passage in passages(review.units)][:TEXTS]
    questions = list(dict.fromkeys(pair.question for pair in load(default_dataset())))
    with Index.open(library, settings) as index:
        index.sync()
        queries("casebook", Ours(index), questions)
        for name in RIVALS if rivals else ():
            queries(name, SYSTEMS[name](library, index), questions)
        answering(index, library, questions)
        embedding(texts, settings)
        results_by_precision(library, index, settings)


def main() -> None:
    """Reads the arguments and measures."""
    logging.disable(logging.INFO)  # the rivals are talkative
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--no-rivals", action="store_true")
    given = parser.parse_args()
    with open_library(given.library) as (library, settings):
        measure(library, settings, rivals=not given.no_rivals)


if __name__ == "__main__":
    main()
