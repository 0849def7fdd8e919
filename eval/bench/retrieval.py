"""Retrieval beside its rivals, and each signal added and taken away: `make bench`.

    python -m eval.bench.retrieval [--library LIBRARY] [--no-rivals] [DATASET]

Rivals get the same files, machine and model: BM25 alone (bm25s), dense vectors alone (sentence-transformers), and
LlamaIndex's stock pipeline, dense and hybrid. Intervals are 95 % by bootstrap over questions; differences are paired.
The ablation fits the weights anew without each feature, folds by review, so that no question is scored by weights that
have seen its review.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from eval.bench.fit import Question, collect, cross_validated
from eval.bench.start import default_files
from eval.gold import Resolved, resolve
from eval.pairs import load
from eval.ranking import mark_of, rank_measures, recall_by_words
from eval.statistics import compare, estimate
from eval.systems import SYSTEMS
from index.engine import Index
from ingest.library import Library
from ingest.model import Unit
from ingest.settings import Settings, load_settings

HOME = Path(__file__).resolve().parents[2]
SHOWN = ("rec@600w", "rec@1500w", "nDCG@10", "Success@1", "Success@5")
RIVALS = ("stock", "stock-hybrid", "bm25", "dense")
DEPTH = 100
#: Measure -> question id -> value.
Values = dict[str, dict[str, float]]


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


def values(
    ranked: Mapping[str, Sequence[tuple[str, str]]], pairs: Sequence[Resolved], units: Mapping[str, Unit]
) -> Values:
    """Measures of some rankings. `ranked`: question id -> (text, unit id or ""), best first."""
    found: Values = {}
    by_unit = all(unit for passages in ranked.values() for _, unit in passages)
    if by_unit:
        grades = {one.pair.id: one.grades for one in pairs}
        found |= rank_measures(grades, {name: [unit for _, unit in passages] for name, passages in ranked.items()})
    for budget in (600, 1500):
        found[f"rec@{budget}w"] = {
            one.pair.id: recall_by_words(
                [mark_of(units[unit].text, units[unit].label) for unit in one.essential],
                [text for text, _ in ranked[one.pair.id]],
                budget,
            )
            for one in pairs
        }
    return found


def line(name: str, found: Values, against: Values | None = None) -> str:
    """One row: each measure with its interval, and the paired difference of rec@1500w."""
    cells = []
    for measure in SHOWN:
        if measure in found:
            one = estimate(list(found[measure].values()))
            cells.append(f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]")
        else:
            cells.append("-")
    if against is not None:
        gap = compare(found["rec@1500w"], against["rec@1500w"])
        cells.append(f"{gap.difference:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}] p {gap.p:.3f}")
    return " | ".join([f"{name:28}", *cells])


def ablation(
    names: Sequence[str], questions: Sequence[Question], pairs: Sequence[Resolved], units: Mapping[str, Unit]
) -> None:
    """Prints the folds with all features, and without each."""

    def folds(without: str = "") -> Values:
        kept = [at for at, name in enumerate(names) if name != without]
        fewer = [replace(question, features=question.features[:, kept]) for question in questions]
        ranked = cross_validated(fewer, [names[at] for at in kept])
        return values({q: [(units[u].text, u) for u in order[:DEPTH]] for q, order in ranked.items()}, pairs, units)

    whole = folds()
    print(line("all features, folds", whole))
    for name in names:
        print(line(f"without {name}", folds(name), whole))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("dataset", type=Path, nargs="?")
    given = parser.parse_args()
    real = (HOME.parent / "shared" / "reviews").is_dir()
    dataset = given.dataset or HOME / "eval" / "datasets" / ("real.jsonl" if real else "sample.jsonl")
    with open_library(given.library) as (library, settings):
        reviews = {review.id: review for review in library.reviews()}
        units = {unit.id: unit for review in reviews.values() for unit in review.units}
        resolved, _ = resolve(load(dataset), reviews)
        pairs = [one for one in resolved if one.essential]
        print(f"{len(pairs)} questions with gold in {dataset.name}, {len(reviews)} reviews")
        print(" | ".join([f"{'':28}", *SHOWN, "casebook better by, rec@1500w"]))
        with Index.open(library, settings) as index:
            index.sync()
            names, questions = collect(index, pairs)
            table: dict[str, Values] = {}
            for name in ("casebook", *(() if given.no_rivals else RIVALS)):
                system = SYSTEMS[name](library, index)
                ranked = {
                    one.pair.id: [(p.text, p.unit) for p in system.rank(one.pair.question, DEPTH)] for one in pairs
                }
                table[name] = values(ranked, pairs, units)
                print(line(name, table[name]) if name == "casebook" else _beside(name, table), flush=True)
        ablation(names, questions, pairs, units)


def _beside(name: str, table: Mapping[str, Values]) -> str:
    return line(name, table[name], table["casebook"])


if __name__ == "__main__":
    main()
