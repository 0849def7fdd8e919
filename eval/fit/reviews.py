"""Fits `app/data/reviews.json`: which reviews speak of what a question about several asks.

    python -m eval.fit.reviews --library DIR eval/datasets/real.jsonl --aspects eval/datasets/aspects-real.jsonl

A review of a known theme or comparison speaks of it or is silent, as the pair says; so of a subject in the file of
aspects (`{"aspect": "diabetes", "speaks": [...], "silent": [...]}`, ids of reviews). Every question counts the same,
and its silent reviews together as much as its speaking ones. The threshold is the lowest at which, of questions that
nothing was fitted on, no more than WRONGLY of the silent reviews are named, averaged over the questions; and CAUTION
more, since few silent reviews are known.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from app.answers import hearing
from app.answers.question.read import as_question, read_question
from eval.answers import auroc
from eval.fit.evidence import write
from eval.fit.logistic import Fit, fit
from eval.pairs import Pair, load
from index.engine import Index
from ingest.library import Library
from ingest.settings import load_settings

PENALTY, FOLDS, WRONGLY = 1.0, 10, 0.05
#: In log-odds.
CAUTION = 0.1


@dataclass(frozen=True, slots=True)
class Cell:
    """One question and one review: its features, and whether it speaks of it. `known`: of a pair, not of a subject."""

    question: str
    review: str
    features: dict[str, float]
    speaks: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A question with the reviews that speak of what it asks and those that do not."""

    question: str
    speaks: tuple[str, ...]
    silent: tuple[str, ...]
    known: bool


def told(pairs: Iterable[Pair], aspects: Path | None) -> list[Told]:
    """The themes and comparisons among some pairs, and the subjects of a file of aspects."""
    wide = [pair for pair in pairs if pair.type in ("theme", "compare")]
    found = [Told(pair.question, pair.speaks, pair.silent, True) for pair in wide if len(pair.speaks + pair.silent) > 1]
    for line in aspects.read_text(encoding="utf-8").splitlines() if aspects else ():
        raw = json.loads(line)
        found.append(Told(as_question(raw["aspect"]), tuple(raw["speaks"]), tuple(raw["silent"]), False))
    return found


def cells(index: Index, every: Sequence[Told]) -> Iterator[Cell]:
    """A cell for each review that was heard and is known to speak or to be silent."""
    for each in every:
        heard = hearing.hear(index, read_question(each.question, index.catalogue.about))
        for review, row in hearing.features(heard.result.hits, heard.candidates).items():
            if review in each.speaks or review in each.silent:
                yield Cell(each.question, review, row, review in each.speaks, each.known)


def fitted_on(found: Sequence[Cell]) -> Fit:
    """The model of some cells."""
    of = Counter((cell.question, cell.speaks) for cell in found)
    names = sorted({name for cell in found for name in cell.features})
    return fit(
        [cell.features for cell in found],
        [float(cell.speaks) for cell in found],
        names,
        penalty=PENALTY,
        weights=[1 / of[cell.question, cell.speaks] for cell in found],
    )


def held_out(found: Sequence[Cell]) -> list[float]:
    """The log-odds of each cell by a model that has not seen its question."""
    fold = {question: place % FOLDS for place, question in enumerate(sorted({cell.question for cell in found}))}
    scores = [0.0] * len(found)
    for number in range(FOLDS):
        model = fitted_on([cell for cell in found if fold[cell.question] != number])
        places = [place for place, cell in enumerate(found) if fold[cell.question] == number]
        for place, score in zip(places, model.scores([found[place].features for place in places]), strict=True):
            scores[place] = float(score)
    return scores


def shares(every: Sequence[Told], found: Sequence[Cell], scores: Sequence[float], least: float) -> tuple[float, float]:
    """Share of the speaking reviews named, and of the silent ones, averaged over the questions."""
    named = {(cell.question, cell.review) for cell, score in zip(found, scores, strict=True) if score >= least}
    rightly = [np.mean([(each.question, one) in named for one in each.speaks]) for each in every if each.speaks]
    wrongly = [np.mean([(each.question, one) in named for one in each.silent]) for each in every if each.silent]
    return float(np.mean(rightly)), float(np.mean(wrongly))


def figures(every: Sequence[Told], found: Sequence[Cell], scores: Sequence[float], least: float) -> dict[str, float]:
    """What is reported of the known questions, and of the subjects."""
    report: dict[str, float] = {}
    for name, known in (("known", True), ("subjects", False)):
        chosen = [each for each in every if each.known == known]
        if not chosen:
            continue
        some = [(cell, score) for cell, score in zip(found, scores, strict=True) if cell.known == known]
        rightly, wrongly = shares(chosen, [cell for cell, _ in some], [score for _, score in some], least)
        told_apart = auroc([s for c, s in some if c.speaks], [s for c, s in some if not c.speaks])
        report |= {f"{name}_auroc": told_apart, f"{name}_named": rightly, f"{name}_wrongly": wrongly}
    return {name: round(value, 4) for name, value in report.items()}


def threshold_of(every: Sequence[Told], found: Sequence[Cell], scores: Sequence[float]) -> float:
    """The score from which a review is named: the lowest that names no more than WRONGLY of the silent, and CAUTION."""
    known = [each for each in every if each.known]
    ordered = sorted({score for cell, score in zip(found, scores, strict=True) if cell.known})
    return CAUTION + next((one for one in ordered if shares(known, found, scores, one)[1] <= WRONGLY), ordered[-1])


def main() -> None:
    """Fit on all and write the model; or, with --measure, tell what the present one makes of a dataset."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--aspects", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    every = told(load(given.dataset), given.aspects)
    settings = load_settings(library=given.library)
    library = Library.open(settings.library)
    with Index.open(library, settings) as index:
        index.sync()
        found = list(cells(index, every))
    if given.measure:
        model = hearing.model()
        scores = [float(np.log(p / (1 - p))) for p in (model.probability(cell.features) for cell in found)]
        least = float(np.log(model.threshold / (1 - model.threshold)))
        print(json.dumps(figures(every, found, scores, least), indent=1))
        return
    scores = held_out(found)
    least = threshold_of(every, found, scores)
    how: dict[str, object] = {
        "by": "python -m eval.fit.reviews",
        "on": [given.dataset.name, *([given.aspects.name] if given.aspects else [])],
        "questions": len(every),
        "cells": len(found),
        "date": datetime.now(UTC).date().isoformat(),
        "held_out_by_question": figures(every, found, scores, least),
    }
    write("reviews", fitted_on(found), how, threshold=1 / (1 + float(np.exp(-least))))


if __name__ == "__main__":
    main()
