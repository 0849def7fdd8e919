"""How quality and cost change with the number of reviews; and which reviews come up, of 35.

    python -m eval.bench.growth [--passages 20000]

The collection grows: the real reviews where they stand beside the checkout, then the fictional sample collection, then
as many synthetic reviews (`eval.bench.synthetic`, out of the sample's sentences) as make 35, then such passages up to
`--passages`. At each size the same questions are asked, whose answers stand in the first reviews.

At 35 reviews the questions over several reviews are asked too: the known pairs that say which reviews speak of their
subject, and which of those they were put to do not. The distractors are not judged: they only crowd (on the sample's
own pairs too hard: the synthetic ones have sentences of the very reviews that are asked for). Coverage mode is
what `casebook search --coverage` does; the rivals' first 20 are units.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.bench.retrieval import DEPTH, HOME, SHOWN, default_dataset, line, values
from eval.bench.scale import fill
from eval.bench.start import default_files
from eval.bench.synthetic import Pool, read_pool, synthetic_points, synthetic_review
from eval.gold import Resolved, resolve
from eval.pairs import Pair, load
from eval.statistics import estimate
from eval.systems.bm25 import Bm25
from eval.systems.dense import Dense
from eval.systems.fused import Fused
from eval.systems.ours import Ours
from index.embedding.load import load_encoder
from index.engine import Index
from index.terms import refresh_terms
from ingest.library import Library
from ingest.model import Review, Unit
from ingest.settings import Settings, load_settings

REVIEWS = 35
UNITS = 80
FIRST = 20
#: Question -> ids of the reviews in the first 20, in order.
Finder = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Reviews in memory, as the index asks for them; more may be put in."""

    index_path: Path
    reviews: dict[str, Review]

    def digests(self) -> dict[str, str]:
        """Review id -> digest of its words."""
        return {name: hashlib.sha256(repr(review.units).encode()).hexdigest() for name, review in self.reviews.items()}

    def review(self, ref: str) -> Review:
        """The review of that id."""
        return self.reviews[ref]


def read(folder: Path, files: Iterable[Path], settings: Settings) -> Library:
    """A library of some files."""
    library = Library.open(folder, create=True)
    for _ in library.add(files, settings=settings):
        pass
    return library


def distractors(pool: Pool, count: int) -> Iterator[Review]:
    """Synthetic reviews."""
    rng = np.random.default_rng(11)
    for number in range(count):
        yield synthetic_review(pool, f"distractor-{number:02}", UNITS, rng)


def quality(index: Index, pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> str:
    """One row: size, measures, and how long a query took, embedded."""
    ours = Ours(index)
    taken: list[float] = []
    ranked = {}
    for pair in pairs:
        started = time.perf_counter()
        ranked[pair.pair.id] = ours.rank(pair.pair.question, DEPTH)
        taken.append((time.perf_counter() - started) * 1000)
    searched = index.searched()
    size = f"{searched.reviews} reviews, {searched.passages:,} passages"
    return f"{line(size, values(ranked, pairs, units))} | {statistics.median(taken):.0f} ms"


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
    for several in shares(pairs, find):
        one = estimate(several)
        cells.append(f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}] n {one.n:3}")
    return " | ".join([f"{name:30}", *cells])


def coverage(index: Index, collection: Collection, dataset: Path) -> None:
    """Prints which reviews come up."""
    owner = {unit.id: review.id for review in collection.reviews.values() for unit in review.units}
    fused = Fused((Bm25(collection.reviews.values()), Dense(collection.reviews.values())))
    systems: dict[str, Finder] = {
        "casebook, coverage": lambda q: [hit.review.id for hit in index.search(q, k=FIRST, coverage=True).hits],
        "casebook, best first": lambda q: [hit.review.id for hit in index.search(q, k=FIRST).hits],
        "bm25+dense, best first": lambda q: [owner[passage.unit] for passage in fused.rank(q, FIRST)],
    }
    pairs = [pair for pair in load(dataset) if pair.answerable and (pair.speaks or pair.silent)]
    print(f"\n{dataset.name}: share of the reviews in the first {FIRST}, of {len(collection.reviews)} reviews")
    print(f"{'':30} | of those that speak of it     | of those that do not")
    for name, find in systems.items():
        print(_line(name, pairs, find), flush=True)


def measure(folder: Path, settings: Settings, passages: int) -> None:
    """Lets the collection grow and prints at each size."""
    sample = read(folder / "sample", sorted((HOME / "sample" / "reviews").iterdir()), settings)
    dataset = default_dataset()
    parts = [{review.id: review for review in sample.reviews()}]
    if dataset.name == "real.jsonl":
        real = read(folder / "real", default_files(), settings)
        parts.insert(0, {review.id: review for review in real.reviews()})
    encoder = load_encoder(settings)
    pool = read_pool(sample, encoder)
    made = distractors(pool, REVIEWS - sum(len(part) for part in parts))
    parts.append({review.id: review for review in made})
    units = {unit.id: unit for review in parts[0].values() for unit in review.units}
    pairs = [one for one in resolve(load(dataset), parts[0])[0] if one.essential]
    print(f"{len(pairs)} questions of {dataset.name}, as shipped")
    print(" | ".join([f"{'':30}", *(f"{name:20}" for name in SHOWN), "a query"]))
    collection = Collection(folder, {})
    with Index.open(collection, settings) as index:
        for part in parts:
            collection.reviews.update(part)
            index.sync()
            print(quality(index, pairs, units), flush=True)
        store = index.searcher.store
        coverage(index, collection, dataset)
        more = passages - index.searched().passages
        if more > 0:
            fill(store, synthetic_points(pool, more))
            refresh_terms(store)
            store.optimize()
            print(f"\n{quality(Index(collection, store, encoder), pairs, units)}", flush=True)


def main() -> None:
    """Reads the arguments and measures."""
    logging.disable(logging.INFO)  # the rivals are talkative
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=20_000)
    passages = parser.parse_args().passages
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), load_settings(), passages)


if __name__ == "__main__":
    main()
