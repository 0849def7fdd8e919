"""Everything that was fitted on known pairs, fitted anew without the pairs that are asked about.

A fold is the review in which a pair's essential gold stands; pairs over several reviews are a fold of their own; one
without gold belongs to the review it is put to, or to one drawn by its id. For each fold the weights of fusion, the
models of passages and sentences, and the model of refusal with its threshold are fitted by the procedures that made
the shipped ones (`eval/fit/`), each on what the weights before it find, on the other folds alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from app.answers import fitted
from app.answers.fitted import Logistic
from eval.fit import abstention
from eval.fit.evidence import fit_both
from eval.fit.examples import Example, examples
from eval.fit.fusion import FIXED, Question, collect, fit
from eval.fit.logistic import Fit
from eval.gold import Resolved
from eval.pairs import Pair, fold_of
from index import fusion
from index.engine import Index
from ingest.library import Library


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
    """The known pairs of a library, parted by review. What is fitted is fitted when it is first asked for, and kept."""

    def __init__(self, library: Library, index: Index, pairs: Sequence[Resolved]) -> None:
        self._library = library
        self._index = index
        self._pairs = pairs
        reviews = sorted(library.ids())
        self._fold = {one.pair.question: fold_of(one.pair, reviews) for one in pairs}
        self._weights: dict[str, Mapping[str, float]] = {}
        self._held: dict[str, Held] = {}

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

    def held(self, fold: str) -> Held:
        """All that is fitted, without a fold."""
        if fold not in self._held:
            weights = self.weights(fold)
            others = [one.pair for one in self._pairs if self._fold[one.pair.question] != fold]
            with fusion.using(weights):
                found = list(examples([*others, *self._off_topic], self._library, self._index))
            self._held[fold] = Held(weights, _models(found))
        return self._held[fold]

    @cached_property
    def _off_topic(self) -> list[Pair]:
        return abstention.off_topic([" ".join(review.text.lower().split()) for review in self._library.reviews()])


def _models(found: Sequence[Example]) -> dict[str, Logistic]:
    """The models of answers, by name."""
    passages, sentences = fit_both([each for each in found if each.known.grades and each.known.pair.answer_points])
    rows = abstention.rows_of(found)
    refusal = abstention.fitted_on(rows), abstention.threshold_of(rows, abstention.held_out(rows))
    return {"passages": _model(passages), "sentences": _model(sentences), "abstention": _model(*refusal)}


def _model(found: Fit, threshold: float = 0.5) -> Logistic:
    return Logistic(found.bias, found.weights, threshold)
