"""Everything that was fitted on known pairs, fitted anew without the pairs that are asked about.

A fold is the review in which a pair's essential gold stands; pairs over several reviews are a fold of their own; one
without gold belongs to the review it is put to, or to one drawn by its id. For each fold the weights of fusion, the
models of passages and sentences, the model of refusal and that of the reviews which speak, with their thresholds, are
fitted by the procedures that made the shipped ones (`eval/fit/`), each on what those before it find, on the other
folds alone. Which reviews speak can be learned from nothing but questions over several: for these, each fifth of them
has a model of its own, fitted without it; for a review's questions, what is known of that review is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from app.answers import fitted
from app.answers.fitted import Logistic
from eval.fit import abstention, reviews
from eval.fit.evidence import fit_both
from eval.fit.examples import Example, examples
from eval.fit.fusion import FIXED, Question, collect, fit
from eval.fit.logistic import Fit
from eval.gold import Resolved
from eval.pairs import SEVERAL, Pair, fold_of, load
from index import fusion
from index.engine import Index
from ingest.library import Library

#: Parts of the questions over several reviews, each of which is held out of the model that tells which of them speak.
PARTS = 5
#: Fewer questions that say which reviews are silent tell nothing.
TELLING = 5


@dataclass(frozen=True, slots=True)
class Held:
    """What was fitted without a fold: weights of fusion, and the models of answers by name."""

    fusion: Mapping[str, float]
    models: Mapping[str, Logistic]

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """They stand in the place of the shipped ones."""
        with fusion.using(self.fusion), fitted.using(self.models):
            yield


class Folds:
    """The known pairs of a library, parted by review. What is fitted is fitted when it is first asked for, and kept.

    Args:
        direct: more questions, which only refusal is learned from.
        aspects: subjects of which it is known which reviews speak; see `eval/fit/reviews.py`.
    """

    def __init__(
        self,
        library: Library,
        index: Index,
        pairs: Sequence[Resolved],
        *,
        direct: Sequence[Pair] = (),
        aspects: Path | None = None,
    ) -> None:
        self._library = library
        self._index = index
        self._pairs = pairs
        self._direct = direct
        self._aspects = aspects
        ids = sorted(library.ids())
        self._fold = {pair.question: fold_of(pair, ids) for pair in (*direct, *(one.pair for one in pairs))}
        self._several = sorted(one.pair.question for one in pairs if self._fold[one.pair.question] == SEVERAL)
        self._weights: dict[str, Mapping[str, float]] = {}
        self._models: dict[str, tuple[dict[str, Logistic], list[reviews.Cell]]] = {}
        self._held: dict[tuple[str, int], Held] = {}

    @classmethod
    def of_dataset(cls, dataset: Path, library: Library, index: Index, pairs: Sequence[Resolved]) -> Self:
        """With what lies beside the dataset that the shipped models were fitted on too.

        NAME-direct.jsonl has short direct questions, aspects-NAME.jsonl subjects; either may be missing.
        """
        direct = dataset.with_name(f"{dataset.stem}-direct.jsonl")
        aspects = dataset.with_name(f"aspects-{dataset.name}")
        more = load(direct) if direct.is_file() else ()
        return cls(library, index, pairs, direct=more, aspects=aspects if aspects.is_file() else None)

    def of(self, question: str) -> str:
        """The fold of a known question.

        Raises:
            KeyError: it is not known.
        """
        return self._fold[question]

    @cached_property
    def _collected(self) -> tuple[tuple[str, ...], list[Question]]:
        return collect(self._index, self._pairs)

    def weights(self, fold: str) -> Mapping[str, float]:
        """Weights of fusion, fitted without a fold."""
        if fold not in self._weights:
            names, questions = self._collected
            found = fit([each for each in questions if each.fold != fold], names)
            self._weights[fold] = dict(zip(names, map(float, found), strict=True)) | FIXED
        return self._weights[fold]

    def held(self, question: str) -> Held:
        """All that is fitted, without the fold of a known question."""
        fold = self.of(question)
        part = self._several.index(question) % PARTS if fold == SEVERAL else 0
        if (fold, part) not in self._held:
            models, heard = self._fitted(fold)
            if fold == SEVERAL:
                left = [one for at, one in enumerate(self._several) if at % PARTS == part]
                heard = [cell for cell in heard if cell.question not in left]
            else:
                heard = [cell for cell in heard if cell.review != fold]
            hearing = _hearing(self._told, heard)
            self._held[fold, part] = Held(self.weights(fold), models | hearing)
        return self._held[fold, part]

    def _fitted(self, fold: str) -> tuple[dict[str, Logistic], list[reviews.Cell]]:
        """The models of answers, and what they make of each review for the questions over several."""
        if fold not in self._models:
            others = [one.pair for one in self._pairs if self._fold[one.pair.question] != fold]
            refused = [pair for pair in self._direct if self._fold[pair.question] != fold] + self._off_topic
            with fusion.using(self.weights(fold)):
                known, more = (list(examples(some, self._library, self._index)) for some in (others, refused))
                models = _models(known, more)
                with fitted.using(models):
                    self._models[fold] = models, list(reviews.cells(self._index, self._told))
        return self._models[fold]

    @cached_property
    def _told(self) -> list[reviews.Told]:
        return reviews.told((one.pair for one in self._pairs), self._aspects)

    @cached_property
    def _off_topic(self) -> list[Pair]:
        return abstention.off_topic([" ".join(review.text.lower().split()) for review in self._library.reviews()])


def _models(known: Sequence[Example], more: Sequence[Example]) -> dict[str, Logistic]:
    """The models of answers, by name; from the questions of `more` only refusal is learned."""
    passages, sentences = fit_both([each for each in known if each.known.grades and each.known.pair.answer_points])
    rows = abstention.rows_of([*known, *more])
    refusal = abstention.fitted_on(rows), abstention.threshold_of(rows, abstention.held_out(rows))
    return {"passages": _model(passages), "sentences": _model(sentences), "abstention": _model(*refusal)}


def _hearing(told: Sequence[reviews.Told], cells: Sequence[reviews.Cell]) -> dict[str, Logistic]:
    """The model of the reviews that speak; none of its own, so that the shipped one stays, for pairs that cannot tell.

    Args:
        told: of which it is known who speaks. cells: those to learn from.
    """
    questions = {cell.question for cell in cells}
    every = [each for each in told if each.question in questions]
    if sum(each.known and bool(each.silent) for each in every) < TELLING:
        return {}
    least = reviews.threshold_of(every, cells, reviews.held_out(cells))
    return {"reviews": _model(reviews.fitted_on(cells), 1 / (1 + math.exp(-least)))}


def _model(found: Fit, threshold: float = 0.5) -> Logistic:
    return Logistic(found.bias, found.weights, threshold)
