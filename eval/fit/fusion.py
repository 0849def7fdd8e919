"""Fits the weights of fusion on known pairs, folds by review, and writes `index/data/fusion.json`.

    python -m eval.fit.fusion --library LIBRARY [--write] DATASET... [--evidence FILES...]

Loss: listwise softmax cross-entropy (ListNet top-one, Cao et al. 2007) between the scores and what each of a question's
candidates gains, with an L2 penalty towards zero and a floor under each signal. A reader's time is words, so the gain
of a unit is its grade ** 1.5 divided by its length ** 0.7. Each fold leaves out the questions whose gold stands in
one review; what is reported was scored by weights fitted without it. Of labelled evidence (docs/evidence.md) a unit
with a sentence that says what was asked, or denies it, counts 2, one with a part of it 1. Reviews named in
`eval/datasets/held-out.txt` are never fitted on, and reported apart.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.evidence.held import is_held_out
from eval.evidence.model import Question as Evidence
from eval.evidence.seed import load_any
from eval.evidence.sentences import Cuts
from eval.gold import Resolved, resolve
from eval.pairs import fold_of, load
from eval.ranking import rank_measures, recall_by_words
from index.engine import Index
from index.fusion import Candidate
from index.model import Filters
from index.query import understand
from index.scope import where
from index.signals import SIGNALS
from ingest.library import Library
from ingest.settings import load_settings

Matrix = NDArray[np.float64]
PENALTY = 0.0005
#: No signal weighs less, however well the others stand in for it on these questions: elsewhere they may not.
LEAST = 0.5
#: A unit shorter than this gains no more for being short.
SHORTEST = 15
#: Not fitted: what the user asks for by number or in double quotes comes before everything else.
FIXED = {"label": 12.0, "phrase": 12.0}
#: What a unit counts by the best label of its sentences.
GRADES = {"part": 1, "says": 2, "denies": 2}
TARGET = Path(__file__).parents[2] / "index" / "data" / "fusion.json"


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question's candidates: unit ids, features (n, f), gains (n,), and the review its gold stands in."""

    id: str
    fold: str
    units: tuple[str, ...]
    features: Matrix
    gains: Matrix
    gold: Mapping[str, int]


def collect(index: Index, resolved: Sequence[Resolved]) -> tuple[tuple[str, ...], list[Question]]:
    """Names of the features, and each question's candidates as the index finds them."""
    names: tuple[str, ...] = ()
    questions = []
    for one in resolved:
        if not one.grades:
            continue
        asked = understand(one.pair.question, index.catalogue.about)
        found: list[Candidate] = index.searcher.candidates(asked, where(Filters()))
        names = names or tuple(name for name in found[0].features if name not in FIXED)
        features = np.array([[candidate.features[name] for name in names] for candidate in found])
        gains = np.array(
            [_gain(one.grades.get(candidate.unit, 0), int(candidate.keys["words"])) for candidate in found]
        )
        units = tuple(candidate.unit for candidate in found)
        questions.append(Question(one.pair.id, fold_of(one.pair), units, features, gains, one.grades))
    return names, questions


def collect_evidence(index: Index, asked: Sequence[Evidence], cuts: Cuts, names: Sequence[str]) -> list[Question]:
    """The same of labelled evidence, each question within the reviews that it was put to."""
    questions = []
    for one in asked:
        grades = {each.unit: GRADES[each.says] for each in one.sentences if each.says in GRADES}
        if not grades:
            continue
        scope = tuple(cuts.reviews[source].id for source in one.reviews_scope)
        understood = understand(one.question, index.catalogue.about)
        found: list[Candidate] = index.searcher.candidates(understood, where(Filters(reviews=scope)))
        features = np.array([[candidate.features[name] for name in names] for candidate in found])
        gains = np.array([_gain(grades.get(each.unit, 0), int(each.keys["words"])) for each in found])
        units = tuple(candidate.unit for candidate in found)
        questions.append(Question(one.id, "+".join(sorted(scope)), units, features, gains, grades))
    return questions


def _gain(grade: int, words: int) -> float:
    return float(grade**1.5 / max(words, SHORTEST) ** 0.7)


def fit(questions: Sequence[Question], names: Sequence[str], penalty: float = PENALTY) -> Matrix:
    """Weights of the named features, shape (f,)."""
    from scipy.optimize import minimize

    usable = [question for question in questions if question.gains.any()]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros_like(weights)
        for question in usable:
            scores = question.features @ weights
            scores -= scores.max()
            odds = np.exp(scores)
            chance = odds / odds.sum()
            target = question.gains / question.gains.sum()
            total -= float(target @ np.log(chance + 1e-12))
            slope += question.features.T @ (chance - target)
        count = len(usable)
        return total / count + penalty * float(weights @ weights), slope / count + 2 * penalty * weights

    bounds = [(LEAST, None) if name in SIGNALS else (None, None) for name in names]
    start = np.array([LEAST if name in SIGNALS else 0.0 for name in names])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def rank(question: Question, weights: Matrix) -> list[str]:
    """Unit ids, best first."""
    scores = np.round(question.features @ weights, 5)
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], question.units[at]))
    return [question.units[at] for at in order]


def measure(
    questions: Sequence[Question], ranked: Mapping[str, Sequence[str]], texts: Mapping[str, str]
) -> dict[str, float]:
    """Mean measures of some rankings. `texts`: unit id -> text."""
    found = {
        name: float(np.mean(list(values.values())))
        for name, values in rank_measures({q.id: q.gold for q in questions}, ranked).items()
    }
    for budget in (600, 1500):
        shares = []
        for question in questions:
            essential = [texts[unit] for unit, grade in question.gold.items() if grade == 2]
            if essential:
                shares.append(recall_by_words(essential, [texts[unit] for unit in ranked[question.id][:100]], budget))
        found[f"rec@{budget}w"] = float(np.mean(shares))
    return {name: round(value, 3) for name, value in found.items()}


def cross_validated(questions: Sequence[Question], names: Sequence[str]) -> dict[str, list[str]]:
    """Each question ranked by weights fitted without its review; questions over several reviews by weights fitted
    without any of them."""
    ranked: dict[str, list[str]] = {}
    for fold in sorted({question.fold for question in questions}):
        weights = fit([question for question in questions if question.fold != fold], names)
        ranked |= {question.id: rank(question, weights) for question in questions if question.fold == fold}
    return ranked


def main() -> None:
    """Fits, prints the measures of the folds beside those of the present weights, and writes where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("datasets", type=Path, nargs="+")
    parser.add_argument("--evidence", type=Path, nargs="*", default=[], help="labelled questions")
    given = parser.parse_args()
    settings = load_settings(library=given.library)
    library = Library.open(settings.library)
    reviews = {review.id: review for review in library.reviews()}
    texts = {unit.id: unit.text for review in reviews.values() for unit in review.units}
    pairs = [pair for path in given.datasets for pair in load(path)]
    pairs = [pair for pair in pairs if not any(is_held_out(gold.review) for gold in pair.gold)]
    cuts = Cuts(library)
    labelled = [one for path in given.evidence for one in load_any(path, cuts)]
    kept = [one for one in labelled if not any(map(is_held_out, one.reviews_scope))]
    resolved, _ = resolve(pairs, reviews)
    with Index.open(library, settings) as index:
        index.sync()
        names, questions = collect(index, resolved)
        held = collect_evidence(index, [one for one in labelled if one not in kept], cuts, names)
        questions += collect_evidence(index, kept, cuts, names)
    present = json.loads(TARGET.read_text(encoding="utf-8"))["weights"]
    start = np.array([present.get(name, 0.0) for name in names])
    print("present", measure(questions, {question.id: rank(question, start) for question in questions}, texts))
    folds = measure(questions, cross_validated(questions, names), texts)
    print("folds  ", folds)
    weights = fit(questions, names)
    print("fitted ", measure(questions, {question.id: rank(question, weights) for question in questions}, texts))
    for said, values in (("held out, present", start), ("held out, fitted", weights)) if held else ():
        print(said, measure(held, {question.id: rank(question, values) for question in held}, texts))
    fitted = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)} | FIXED
    print(json.dumps(fitted, indent=2))
    if given.write:
        said = f"on {len(questions)} questions by eval/fit/fusion.py; `folds` were measured with their reviews left out"
        written = json.dumps({"fitted": said, "folds": folds, "weights": fitted}, indent=2)
        TARGET.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
