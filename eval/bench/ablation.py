"""What each signal and feature of fusion brings: taken away from all, and added one after another.

    python -m eval.bench.ablation --library LIBRARY DATASET

Every row is fitted anew, folds by review, so that no question is scored by weights that have seen its review. Changes
are paired, with 95 % intervals by bootstrap over questions and the p value of a randomisation test; the rows of a table
are many, so a p value just under 0.05 is no finding.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.bench.retrieval import DEPTH, SHOWN, Values, gap, line, values
from eval.fit.fusion import Question, collect, cross_validated
from eval.gold import Resolved, resolve
from eval.pairs import load
from eval.systems.base import Passage
from index.engine import Index
from ingest.library import Library
from ingest.model import Unit
from ingest.settings import load_settings

#: Taken away together: signals that stand in for each other.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "vectors (dense, sentences, feedback)": ("dense", "sentences", "feedback"),
    "late interaction (both)": ("tokens", "rare_tokens"),
    "BM25 (both)": ("bm25", "bm25_headed"),
}
#: The order in which they are added, from what every engine has to what none has.
ADDED = ("bm25", "dense", "sentences", "bm25_headed", "tokens", "rare_tokens", "feedback", "beside", "pairs", "length")


@dataclass(frozen=True, slots=True)
class Material:
    """Questions with their candidates, and what is needed to judge a ranking."""

    names: tuple[str, ...]
    questions: Sequence[Question]
    pairs: Sequence[Resolved]
    units: Mapping[str, Unit]

    def folds(self, kept: Sequence[str]) -> Values:
        """Measures with these features alone."""
        at = [self.names.index(name) for name in kept]
        fewer = [replace(question, features=question.features[:, at]) for question in self.questions]
        ranked = cross_validated(fewer, list(kept))
        found = {q: [Passage(self.units[u].text, u) for u in order[:DEPTH]] for q, order in ranked.items()}
        return values(found, self.pairs, self.units)


def removed(material: Material, whole: Values) -> None:
    """Prints what changes without each feature, and without each group."""
    for label, gone in {**{name: (name,) for name in material.names}, **GROUPS}.items():
        kept = [name for name in material.names if name not in gone]
        print(gap(f"without {label}", material.folds(kept), whole), flush=True)


def added(material: Material) -> None:
    """Prints each step from BM25 alone to everything."""
    before: Values | None = None
    rest = [name for name in material.names if name not in ADDED]
    for count in range(1, len(material.names) + 1):
        kept = (*ADDED, *rest)[:count]
        now = material.folds(kept)
        print(line(kept[-1], now) if before is None else gap(f"and {kept[-1]}", now, before), flush=True)
        before = now


def main() -> None:
    """Reads the arguments and prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("dataset", type=Path)
    given = parser.parse_args()
    settings = load_settings(library=given.library)
    library = Library.open(settings.library)
    reviews = {review.id: review for review in library.reviews()}
    resolved, _ = resolve(load(given.dataset), reviews)
    pairs = [one for one in resolved if one.essential]
    with Index.open(library, settings) as index:
        index.sync()
        names, questions = collect(index, pairs)
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    material = Material(names, questions, pairs, units)
    print(" | ".join([f"{'':30}", *(f"{name:20}" for name in SHOWN)]))
    whole = material.folds(names)
    print(line("all, held-out reviews", whole), "\n")
    removed(material, whole)
    print()
    added(material)


if __name__ == "__main__":
    main()
