"""Questions over several reviews, asked of a collection of 35 with distractors: which reviews come up in the first 20.

    python -m eval.bench.coverage

The collection: the real reviews where they stand beside the checkout, the fictional sample collection, and as many
synthetic reviews (`eval.bench.synthetic`, out of the sample's sentences) as make 35. The questions are the known pairs
that say which reviews speak of their subject, and which of those they were put to do not. The distractors are not
judged: they only crowd. Coverage mode is what `casebook search --coverage` does; the rivals' first 20 are units.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.bench.retrieval import HOME
from eval.bench.start import default_files
from eval.bench.synthetic import Pool, read_pool, synthetic_review
from eval.pairs import Pair, load
from eval.statistics import estimate
from eval.systems.bm25 import Bm25
from eval.systems.dense import Dense
from eval.systems.fused import Fused
from index.embedding.load import load_encoder
from index.engine import Index
from ingest.library import Library
from ingest.model import Review
from ingest.settings import Settings, load_settings

REVIEWS = 35
UNITS = 80
FIRST = 20
#: Question -> ids of the reviews in the first 20, in order.
Finder = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Reviews in memory, as the index asks for them."""

    index_path: Path
    reviews: Mapping[str, Review]

    def digests(self) -> dict[str, str]:
        """Review id -> digest of its words."""
        return {name: hashlib.sha256(repr(review.units).encode()).hexdigest() for name, review in self.reviews.items()}

    def review(self, ref: str) -> Review:
        """The review of that id."""
        return self.reviews[ref]


def collect(folder: Path, settings: Settings) -> tuple[Collection, list[Path]]:
    """The collection, and the datasets whose reviews stand in it."""
    sample = Library.open(folder / "sample", create=True)
    for _ in sample.add(sorted((HOME / "sample" / "reviews").iterdir()), settings=settings):
        pass
    reviews = {review.id: review for review in sample.reviews()}
    datasets = [HOME / "eval" / "datasets" / "sample.jsonl"]
    pool = read_pool(sample, load_encoder(settings))
    if (HOME.parent / "shared" / "reviews").is_dir():
        real = Library.open(folder / "real", create=True)
        for _ in real.add(default_files(), settings=settings):
            pass
        reviews |= {review.id: review for review in real.reviews()}
        datasets.insert(0, HOME / "eval" / "datasets" / "real.jsonl")
    reviews |= {review.id: review for review in _distractors(pool, REVIEWS - len(reviews))}
    return Collection(folder, reviews), datasets


def _distractors(pool: Pool, count: int) -> list[Review]:
    rng = np.random.default_rng(11)
    return [synthetic_review(pool, f"synthetic-{number:02}", UNITS, rng) for number in range(count)]


def shares(pairs: Iterable[Pair], find: Finder) -> tuple[list[float], list[float]]:
    """For each question: the share of the reviews that speak of it among those found, and of those that do not."""
    speaking, silent = [], []
    for pair in pairs:
        found = set(find(pair.question))
        if pair.speaks:
            speaking.append(sum(name in found for name in pair.speaks) / len(pair.speaks))
        if pair.silent:
            silent.append(sum(name in found for name in pair.silent) / len(pair.silent))
    return speaking, silent


def _line(name: str, pairs: Sequence[Pair], find: Finder) -> str:
    cells = []
    for values in shares(pairs, find):
        one = estimate(values)
        cells.append(f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}] n {one.n:3}")
    return " | ".join([f"{name:28}", *cells])


def main() -> None:
    """Measures and prints."""
    logging.disable(logging.INFO)  # the rivals are talkative
    settings = load_settings()
    with tempfile.TemporaryDirectory() as folder:
        collection, datasets = collect(Path(folder), settings)
        with Index.open(collection, settings) as index:
            index.sync()
            owner = {unit.id: review.id for review in collection.reviews.values() for unit in review.units}
            fused = Fused((Bm25(collection.reviews.values()), Dense(collection.reviews.values())))
            systems: dict[str, Finder] = {
                "casebook, coverage": lambda q: [h.review.id for h in index.search(q, k=FIRST, coverage=True).hits],
                "casebook, best first": lambda q: [h.review.id for h in index.search(q, k=FIRST).hits],
                "bm25+dense, best first": lambda q: [owner[p.unit] for p in fused.rank(q, FIRST)],
            }
            for dataset in datasets:
                pairs = [pair for pair in load(dataset) if pair.answerable and (pair.speaks or pair.silent)]
                print(f"{dataset.name}: reviews in the first {FIRST} of {len(collection.reviews)}, "
                      f"{index.searched().passages:,} passages")  # fmt: skip
                print(f"{'':28} | of those that speak of it     | of those that do not")
                for name, find in systems.items():
                    print(_line(name, pairs, find), flush=True)


if __name__ == "__main__":
    main()
