"""Retrieval beside its rivals, and each signal taken away.

    python -m eval.bench.retrieval [--library LIBRARY] [--no-rivals] [--no-ablation] [DATASET]

Rivals get the same files, machine and model: BM25 alone (bm25s), dense vectors alone (sentence-transformers), both by
reciprocal rank, and LlamaIndex's stock pipeline, dense and hybrid. Intervals are 95 % by bootstrap over questions;
differences are paired. "held out" is Casebook with the weights of its fusion fitted anew for each review without the
questions about it; "as shipped" has seen all real pairs. On the sample's pairs nothing was fitted. The ablation fits
anew without each feature, on the same folds.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from eval.bench.start import default_files
from eval.fit.fusion import Question, collect, cross_validated
from eval.gold import Resolved, resolve
from eval.pairs import load
from eval.ranking import rank_measures, recall_by_words, share_met
from eval.statistics import compare, estimate
from eval.systems import SYSTEMS, Passage
from index.engine import Index
from ingest.library import Library
from ingest.model import Unit
from ingest.settings import Settings, load_settings

HOME = Path(__file__).resolve().parents[2]
SHIPPED, HELD_OUT = "casebook, as shipped", "casebook, held out"
RIVALS = ("stock", "stock-hybrid", "stock-hybrid-256", "bm25", "dense", "bm25+dense")
SHOWN = ("rec@600w", "rec@1500w", "nDCG@10", "hit@1", "hit@5")
DEPTH = 100
#: A passage is a hit if it holds at least this share of an essential unit.
HIT = 0.5
#: Measure -> question id -> value.
Values = dict[str, dict[str, float]]


def default_dataset() -> Path:
    """The pairs on the real reviews where they stand beside the checkout, the sample's elsewhere."""
    real = (HOME.parent / "shared" / "reviews").is_dir()
    return HOME / "eval" / "datasets" / ("real.jsonl" if real else "sample.jsonl")


@contextmanager
def open_library(given: Path | None) -> Iterator[tuple[Library, Settings]]:
    """The library given, or one made for the run from the real reviews (the sample where they are not there)."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(library=given or Path(folder))
        library = Library.open(settings.library, create=given is None)
        if given is None:
            for _ in library.add(default_files(), settings=settings):
                pass
        yield library, settings


def values(ranked: Mapping[str, Sequence[Passage]], pairs: Sequence[Resolved], units: Mapping[str, Unit]) -> Values:
    """Measures of some rankings. `ranked`: question id -> passages, best first. nDCG only where they are units."""
    found: Values = {}
    if all(passage.unit for passages in ranked.values() for passage in passages):
        grades = {one.pair.id: one.grades for one in pairs}
        table = rank_measures(grades, {name: [p.unit for p in passages] for name, passages in ranked.items()})
        found["nDCG@10"] = table["nDCG@10"]
    for one in pairs:
        essential = [units[unit].text for unit in one.essential]
        texts = [passage.text for passage in ranked[one.pair.id]]
        for budget in (600, 1500):
            found.setdefault(f"rec@{budget}w", {})[one.pair.id] = recall_by_words(essential, texts, budget)
        for first in (1, 5):
            hit = any(share_met(unit, text) >= HIT for text in texts[:first] for unit in essential)
            found.setdefault(f"hit@{first}", {})[one.pair.id] = float(hit)
    return found


def line(name: str, found: Values) -> str:
    """One row: each measure with its interval."""
    cells = []
    for measure in SHOWN:
        if measure in found:
            one = estimate(list(found[measure].values()))
            cells.append(f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]")
        else:
            cells.append(f"{'-':20}")
    return " | ".join([f"{name:30}", *cells])


def gap(name: str, found: Values, against: Values) -> str:
    """One row: by how much `found` is better, paired, with the p value of a randomisation test."""
    cells = []
    for measure in SHOWN:
        if measure in against:
            one = compare(against[measure], found[measure])
            cells.append(f"{one.difference:+.3f} [{one.low:+.3f}, {one.high:+.3f}] p {one.p:.4f}")
        else:
            cells.append(f"{'-':32}")
    return " | ".join([f"{name:30}", *cells])


def folds(
    names: Sequence[str],
    questions: Sequence[Question],
    pairs: Sequence[Resolved],
    units: Mapping[str, Unit],
    without: str = "",
) -> Values:
    """Measures of rankings by weights that have not seen a question's review, with one feature left out or none."""
    kept = [at for at, name in enumerate(names) if name != without]
    fewer = [replace(question, features=question.features[:, kept]) for question in questions]
    ranked = cross_validated(fewer, [names[at] for at in kept])
    return values({q: [Passage(units[u].text, u) for u in order[:DEPTH]] for q, order in ranked.items()}, pairs, units)


def measure(library: Library, settings: Settings, dataset: Path, *, rivals: bool, ablation: bool) -> None:
    """Measures and prints."""
    reviews = {review.id: review for review in library.reviews()}
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    resolved, _ = resolve(load(dataset), reviews)
    pairs = [one for one in resolved if one.essential]
    print(f"{len(pairs)} questions with gold in {dataset.name}, {len(reviews)} reviews; mean [95 % interval]")
    print(" | ".join([f"{'':30}", *(f"{name:20}" for name in SHOWN)]))
    table: dict[str, Values] = {}
    with Index.open(library, settings) as index:
        index.sync()
        names, questions = collect(index, pairs)
        table[HELD_OUT] = folds(names, questions, pairs, units)
        print(line(HELD_OUT, table[HELD_OUT]), flush=True)
        for name in ("casebook", *(RIVALS if rivals else ())):
            system = SYSTEMS[name](library, index)
            shown = SHIPPED if name == "casebook" else name
            table[shown] = values({p.pair.id: system.rank(p.pair.question, DEPTH) for p in pairs}, pairs, units)
            print(line(shown, table[shown]), flush=True)
    ours = HELD_OUT if dataset.name == "real.jsonl" else SHIPPED
    if rivals:
        print(f"\n{ours}: better by, paired")
        for name in RIVALS:
            print(gap(f"than {name}", table[ours], table[name]))
    if ablation:
        print(f"\n{HELD_OUT}: changed by, paired, when a feature is left out and the rest fitted anew")
        for name in names:
            print(gap(f"without {name}", folds(names, questions, pairs, units, name), table[HELD_OUT]), flush=True)


def main() -> None:
    """Reads the arguments and measures."""
    logging.disable(logging.INFO)  # the rivals are talkative
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--no-ablation", action="store_true")
    parser.add_argument("dataset", type=Path, nargs="?")
    given = parser.parse_args()
    with open_library(given.library) as (library, settings):
        dataset = given.dataset or default_dataset()
        measure(library, settings, dataset, rivals=not given.no_rivals, ablation=not given.no_ablation)


if __name__ == "__main__":
    main()
