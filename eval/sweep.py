"""A grid of settings, tried on known pairs: what each gains and costs, and what choosing by it gains on other reviews.

A grid file (TOML) names the values of each setting; every combination is one point:

    target = "rec@600w"            # what is to be better
    k = [10, 20]                   # passages returned
    per_review = [0, 3]            # most from one review; 0: no limit
    coverage = [false, true]       # the best of every review first
    [weights]                      # factors on the shipped weights of fusion, by feature
    tokens = [0.5, 1.0, 2.0]
    [answering]
    threshold = [0.3, 0.4, 0.5]    # confidence from which an answer is given

The best point on the questions that it was chosen by is too good to be true. So the choice is cross-validated: for each
review, the point is chosen on the questions of all other reviews and measured on those of that one.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.evaluate import ranking_measures
from eval.gold import Resolved
from eval.statistics import Comparison, compare
from eval.systems.base import Passage
from ingest.errors import InputError
from ingest.model import Unit

if TYPE_CHECKING:
    from app.casebook import Casebook
    from index.engine import Index
    from index.fusion import Candidate
    from index.query import Query

#: What a point has where the file does not name it: the product's own defaults.
SHIPPED: Mapping[str, Any] = {"k": 10, "per_review": 0, "coverage": False}
#: Right decisions to answer or not, the answerable and the unanswerable weighing the same.
DECIDED = "decided rightly"

Settings = tuple[tuple[str, Any], ...]
Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """What a grid file asks for: points of the ranking (the shipped one first), thresholds, and the target."""

    target: str
    points: tuple[Settings, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One combination of settings, measured on every question.

    Args:
        target: pair id -> value. words: mean number of words returned. seconds: mean time of a question.
    """

    settings: Settings
    target: Values
    words: float = 0.0
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The settings in words."""
        return ", ".join(f"{key} {value}" for key, value in self.settings) or "as shipped"


@dataclass(frozen=True, slots=True)
class Swept:
    """A sweep: its points, the shipped one first, and what choosing among them gains on reviews not chosen by.

    Args:
        held_out: chosen points against the shipped one, on the questions of the folds.
        chosen: fold -> name of the point chosen without it.
    """

    measure: str
    points: tuple[Point, ...]
    held_out: Comparison
    chosen: Mapping[str, str]


def load_grid(path: Path, features: Sequence[str], threshold: float) -> Grid:
    """Read a grid file.

    Args:
        features: names of the features that fusion weighs. threshold: the shipped one.

    Raises:
        InputError: the file is missing or names something that there is not.
    """
    if not path.is_file():
        raise InputError(f"There is no grid file at {path}.", remedy="An example: eval/sweep.example.toml.")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name} is no TOML file: {error}.") from error
    _known(path, raw, (*SHIPPED, "target", "weights", "answering"))
    _known(path, raw.get("weights", {}), features)
    _known(path, raw.get("answering", {}), ("threshold",))
    axes = {key: _listed(path, key, raw[key]) for key in SHIPPED if key in raw}
    axes |= {f"weights.{key}": _listed(path, key, value) for key, value in raw.get("weights", {}).items()}
    thresholds = _listed(path, "threshold", raw.get("answering", {}).get("threshold", []))
    found = [tuple(zip(axes, values, strict=True)) for values in product(*axes.values())]
    shipped = tuple((key, SHIPPED.get(key, 1.0)) for key in axes)
    return Grid(
        target=raw.get("target", "rec@600w"),
        points=tuple(dict.fromkeys((shipped, *found))) if axes else (),
        thresholds=tuple(dict.fromkeys((threshold, *map(float, thresholds)))) if thresholds else (),
    )


def _known(path: Path, given: Mapping[str, Any], allowed: Sequence[str]) -> None:
    for key in given:
        if key not in allowed:
            raise InputError(f"{path.name} names {key!r}, which cannot be swept.", remedy=f"Try {', '.join(allowed)}.")


def _listed(path: Path, key: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f"{path.name}: {key} is {value!r}.", remedy=f"Write a list: {key} = [{value!r}].")
    return value


def sweep_rankings(
    casebook: Casebook,
    pairs: Sequence[Resolved],
    units: Mapping[str, Unit],
    grid: Grid,
    progress: Callable[[str], None] = lambda _: None,
) -> Swept:
    """Rank every question at every point. Candidates and their features are gathered once: they are the same at all.

    Raises:
        InputError: the target is no measure of these questions.
    """
    from index.model import Filters
    from index.query import understand
    from index.scope import where

    index = casebook.index
    asked = [resolved for resolved in pairs if resolved.grades]
    measured: list[dict[str, float]] = [{} for _ in grid.points]
    words, seconds = np.zeros(len(grid.points)), np.zeros(len(grid.points))
    for number, resolved in enumerate(asked, start=1):
        progress(f"sweep: question {number} of {len(asked)}")
        started = time.perf_counter()
        query = understand(resolved.pair.question, index.catalogue.about)
        candidates = index.searcher.candidates(query, where(Filters()))
        shared = time.perf_counter() - started
        for place, settings in enumerate(grid.points):
            started = time.perf_counter()
            chosen = [units[unit] for unit in _ranked(index, query, candidates, dict(settings))]
            seconds[place] += shared + time.perf_counter() - started
            words[place] += sum(len(unit.text.split()) for unit in chosen)
            found = ranking_measures(resolved, [Passage(unit.text, unit.id) for unit in chosen], units)
            if grid.target in found:
                measured[place][resolved.pair.id] = found[grid.target]
    if not measured[0]:
        raise InputError(f"No question is measured by {grid.target!r}.", remedy="Try rec@600w, nDCG@10 or R@10.")
    points = [
        Point(settings, values, words[place] / len(asked), seconds[place] / len(asked))
        for place, (settings, values) in enumerate(zip(grid.points, measured, strict=True))
    ]
    return cross_validated(grid.target, points, {each.pair.id: fold_of(each, 0) for each in asked})


def _ranked(index: Index, asked: Query, found: list[Candidate], settings: Mapping[str, Any]) -> list[str]:
    """Unit ids at one point, by the same steps as `Index.search`."""
    from index.fusion import fusion_weights
    from index.selection import EVIDENCE, at_most_per_review, collapse, covering

    factors = {key.removeprefix("weights."): value for key, value in settings.items() if key.startswith("weights.")}
    weights = {name: weight * factors.get(name, 1.0) for name, weight in fusion_weights().items()}
    chosen = collapse(index.searcher.order(found, asked, weights))
    if settings.get("coverage"):
        chosen = covering(chosen, EVIDENCE)
    if settings.get("per_review"):
        chosen = list(at_most_per_review(chosen, settings["per_review"]))
    return [one.candidate.unit for one in chosen[: settings.get("k", SHIPPED["k"])]]


def sweep_thresholds(
    casebook: Casebook,
    pairs: Sequence[Resolved],
    thresholds: Sequence[float],
    progress: Callable[[str], None] = lambda _: None,
) -> Swept:
    """Answer every question once, and decide at each threshold whether the answer would have been given.

    Raises:
        InputError: all questions have an answer, or none has.
    """
    confidence = {}
    for number, resolved in enumerate(pairs, start=1):
        progress(f"sweep: answer {number} of {len(pairs)}")
        confidence[resolved.pair.id] = casebook.ask(resolved.pair.question).confidence
    sizes = [sum(each.pair.answerable is truth for each in pairs) for truth in (False, True)]
    if not all(sizes):
        raise InputError("Thresholds need questions with an answer and questions without one.")

    def decided(resolved: Resolved, threshold: float) -> float:
        right = (confidence[resolved.pair.id] >= threshold) is resolved.pair.answerable
        return right * len(pairs) / (2 * sizes[resolved.pair.answerable])

    points = [
        Point((("threshold", each),), {resolved.pair.id: decided(resolved, each) for resolved in pairs})
        for each in thresholds
    ]
    return cross_validated(DECIDED, points, {each.pair.id: fold_of(each, at) for at, each in enumerate(pairs)})


def fold_of(resolved: Resolved, place: int) -> str:
    """The review that its essential gold stands in, or "several"; what has no answer is dealt out by its place."""
    found = sorted({gold.review for gold in resolved.pair.gold if gold.grade == 2})
    if not found:
        return f"no answer, part {place % 5 + 1}"
    return found[0] if len(found) == 1 else "several"


def cross_validated(measure: str, points: Sequence[Point], folds: Mapping[str, str]) -> Swept:
    """Choose a point for each fold on the questions of the others, and measure it on the fold's own.

    Args:
        points: the shipped one first. folds: pair id -> fold.
    """
    chosen: dict[str, str] = {}
    held_out: dict[str, float] = {}
    for fold in sorted(set(folds.values())):
        rest = [pair for pair, its in folds.items() if its != fold and pair in points[0].target]
        best = max(points, key=lambda point: _mean(point.target, rest))
        chosen[fold] = best.name
        held_out |= {pair: best.target[pair] for pair, its in folds.items() if its == fold and pair in best.target}
    return Swept(measure, tuple(points), compare(points[0].target, held_out), chosen)


def _mean(values: Values, pairs: Sequence[str]) -> float:
    return sum(values[pair] for pair in pairs) / len(pairs) if pairs else 0.0
