"""Any collection in BEIR form (Thakur et al. 2021): corpus.jsonl, queries.jsonl, qrels/test.tsv.

What is run is Casebook's own search, each document a passage; its own rivals stand beside it: dense vectors alone, as
published figures have them (a document cut at 256 tokens), and BM25 alone.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding import Encoder, load_encoder
from index.embedding.encoder import Floats
from index.engine import Index
from index.fusion import fuse, fusion_weights
from index.model import Filters
from index.passages import SCHEME
from index.projection import DIMENSIONS
from index.query import understand
from index.scope import where
from index.stores.store import Dimensions
from ingest.errors import UnreadableFile
from ingest.model import Fidelity, Review, Unit
from ingest.progress import Progress, Report
from ingest.settings import Settings, load_settings

DEPTH = 100
#: Weights of the signals where nothing is known of the collection: late interaction twice, meaning once, words once,
#: each as min-max scores, shared by those that measure the same. The weights that were fitted on reviews stand beside.
GENERAL: Mapping[str, float] = {"tokens": 2.0, "dense": 0.5, "sentences": 0.5, "bm25": 0.5, "bm25_headed": 0.5}
Run = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Beir:
    """A collection: document id -> (title, text), query id -> words, query id -> document id -> grade."""

    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read_beir(folder: Path) -> Beir:
    """Reads the three files; only the queries that are judged are kept.

    Raises:
        UnreadableFile: one of them is missing or not in that form.
    """
    try:
        documents = {row["_id"]: (row.get("title", ""), row["text"]) for row in _rows(folder / "corpus.jsonl")}
        queries = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
        grades: dict[str, dict[str, int]] = {}
        with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                grades.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    except (OSError, KeyError, ValueError) as error:
        raise UnreadableFile(
            f"{folder} is not a collection in BEIR form: {error}.",
            remedy="It needs corpus.jsonl and queries.jsonl (with _id and text) and qrels/test.tsv.",
        ) from error
    return Beir(documents, {query: words for query, words in queries.items() if query in grades}, grades)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The collection as a library of one review whose units are its documents."""

    index_path: Path
    held: Review

    def digests(self) -> dict[str, str]:
        return {self.held.id: hashlib.sha256(self.held.text.encode()).hexdigest()}

    def review(self, ref: str) -> Review:
        return self.held


def as_review(collection: Beir) -> Review:
    """One unit a document, its title as the first line and as the heading that it stands under."""
    units, texts, at = [], [], 0
    for document, (title, text) in collection.documents.items():
        whole = f"{title}\n{text}".strip() or document
        section = (title,) if title else ()
        units.append(Unit(f"beir:{document}", "beir", "", 1, "paragraph", section, None, at, at + len(whole), whole))
        texts.append(whole)
        at += len(whole) + 1
    return Review(
        "beir", "corpus.jsonl", "", "beir", "", "beir", metadata={}, fidelity=Fidelity(), text="\n".join(texts),
        units=tuple(units),
    )  # fmt: skip


@contextmanager
def indexed(collection: Beir, encoder: Encoder, cache: Path, report: Report | None = None) -> Iterator[Index]:
    """The collection's index, made in the cache or found there; an interrupted one goes on where it stopped."""
    from index.stores.edge import EdgeStore

    shelf = _Shelf(cache, as_review(collection))
    made = hashlib.sha256(repr((SCHEME, encoder.digest, shelf.digests())).encode()).hexdigest()[:16]
    folder = cache / "beir" / made
    with Index(shelf, EdgeStore(folder / "shard", Dimensions(encoder.size, DIMENSIONS)), encoder) as index:
        index.sync(report)
        yield index


def casebook_runs(
    collection: Beir, index: Index, weights: Sequence[Mapping[str, float]], report: Report | None = None
) -> list[Run]:
    """Casebook's search, its signals fused by each of some weights."""
    runs: list[Run] = [{} for _ in weights]
    for done, (query, words) in enumerate(collection.queries.items()):
        if report:
            report(Progress("search", done, len(collection.queries)))
        asked = understand(words, index.catalogue.about)
        candidates = index.searcher.candidates(asked, where(Filters()))
        for run, chosen in zip(runs, weights, strict=True):
            ranked = fuse(candidates, chosen)[:DEPTH]
            run[query] = {one.unit.removeprefix("beir:"): one.score for one in ranked}
    return runs


def dense_run(collection: Beir, encoder: Encoder, cache: Path, report: Report | None = None) -> Run:
    """One vector a document, cosine, every document compared; the vectors are kept in the cache."""
    names = list(collection.documents)
    texts = [" ".join(collection.documents[name]).strip() for name in names]
    vectors = _vectors(texts, encoder, cache, report)
    run: Run = {}
    for query, words in collection.queries.items():
        scores = vectors @ encoder.encode_one(words).vector
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        run[query] = {names[at]: float(scores[at]) for at in best}
    return run


def _vectors(texts: Sequence[str], encoder: Encoder, cache: Path, report: Report | None) -> Floats:
    made = hashlib.sha256(repr((encoder.digest, texts)).encode()).hexdigest()[:16]
    path = cache / "beir" / f"{made}.npy"
    if path.is_file():
        known: Floats = np.load(path, allow_pickle=False)
        return known
    vectors = np.zeros((len(texts), encoder.size), np.float32)

    def tell(done: int, total: int) -> None:
        if report:
            report(Progress("dense", done, total, "alone"))

    for at, encoded in encoder.encode(texts, tell):
        vectors[at] = encoded.vector
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, vectors)
    return vectors


def bm25_run(collection: Beir) -> Run:
    """The bm25s library with its defaults, English stop words and stemming."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: Sequence[str]) -> Any:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=stemmer, show_progress=False)

    names = list(collection.documents)
    model = bm25s.BM25()
    model.index(tokens([" ".join(collection.documents[name]) for name in names]), show_progress=False)
    run: Run = {}
    for query, words in collection.queries.items():
        found, scores = model.retrieve(tokens([words]), k=min(DEPTH, len(names)), show_progress=False)
        run[query] = {names[at]: float(score) for at, score in zip(found[0], scores[0], strict=True) if score > 0}
    return run


def measures(collection: Beir, run: Run) -> dict[str, float]:
    """nDCG@10 and recall@100 by ir-measures; a query without a ranking counts 0."""
    import ir_measures
    from ir_measures import R, nDCG

    grades = {query: dict(judged) for query, judged in collection.grades.items()}
    whole = {query: run.get(query) or {"": 0.0} for query in grades}
    found = ir_measures.calc_aggregate([nDCG @ 10, R @ 100], grades, whole)
    return {"ndcg@10": round(float(found[nDCG @ 10]), 4), "recall@100": round(float(found[R @ 100]), 4)}


def run_beir(folder: Path, settings: Settings | None = None, report: Report | None = None) -> dict[str, Any]:
    """Measures a collection. What was embedded is kept in the cache, so that a second run takes seconds.

    Returns:
        "ndcg@10" and "recall@100" of Casebook's search, "run" with what was run, and "baselines".

    Raises:
        UnreadableFile: the folder is not in BEIR form.
    """
    collection = read_beir(folder)
    chosen = settings or load_settings()
    encoder = load_encoder(chosen)
    with indexed(collection, encoder, chosen.cache, report) as index:
        ours, fitted = casebook_runs(collection, index, (GENERAL, fusion_weights()), report)
    precise = load_encoder(chosen, precise=True)
    return {
        **measures(collection, ours),
        "run": {
            "system": "casebook",
            "model": encoder.name,
            "passages": SCHEME,
            "weights": dict(GENERAL),
            "documents": len(collection.documents),
            "queries": len(collection.queries),
        },
        "baselines": {
            "weights fitted on reviews": measures(collection, fitted),
            "dense": measures(collection, dense_run(collection, precise, chosen.cache, report)),
            "bm25": measures(collection, bm25_run(collection)),
        },
    }
