"""One evaluation: the library's reviews, a dataset, the systems, a run file."""

from __future__ import annotations

import hashlib
import io
import logging
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from eval.check import check
from eval.evaluate import Answerer, measure_answers, measure_rankings
from eval.folds import Folds
from eval.gold import Resolved, resolve
from eval.pairs import DatasetError, load
from eval.runs import Header, Run, RunWriter, header
from eval.systems import SYSTEMS
from eval.systems.answering import Answers, Echo
from eval.systems.base import System
from eval.systems.held_out import HeldOut, HeldOutAnswers
from eval.systems.ours import Ours
from ingest.errors import InputError
from ingest.model import Review

if TYPE_CHECKING:
    from app.casebook import Casebook
    from index.model import SearchResult

#: Ranks and answers by what was fitted without each question's review; needs the pairs, as no other system does.
HELD_OUT = "held-out"
_INSTALL = "pip install 'casebook[eval]', or in a checkout `make setup-dev`"


def evaluate(
    casebook: Casebook,
    dataset: Path,
    systems: tuple[str, ...],
    progress: Callable[[str], None] = lambda _: None,
    *,
    resumed: Callable[[RunWriter], None] = lambda _: None,
) -> Run:
    """Rank and answer every question of a dataset; the run file lies under the library.

    Args:
        resumed: told of an interrupted run of the same questions and settings, which is gone on with.

    Raises:
        DatasetError: a gold reference names no unit of the library.
        InputError: there is no system of that name.
    """
    known = (*SYSTEMS, HELD_OUT)
    unknown = [name for name in systems if name not in known]
    if unknown:
        raise InputError(f"There is no system {unknown[0]!r}.", remedy=f"There are: {', '.join(known)}.")
    _require_measures()
    reviews = {review.id: review for review in casebook.reviews()}
    pairs = resolved(dataset, reviews)
    writer = RunWriter.start(casebook.library.path / "eval" / "runs", _header(casebook, dataset, systems))
    if writer.done:
        resumed(writer)
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    found: dict[str, SearchResult] = {}
    folds = Folds.of_dataset(dataset, casebook.library, casebook.index, pairs)
    for name in systems:
        progress(f"{name}: getting ready")
        system = _system(casebook, name, folds)
        found = system.found if isinstance(system, Ours) else found
        measure_rankings(system, pairs, units, writer, partial(_tell, progress, name))
    answerers: list[Answerer] = [Answers(casebook), Echo(casebook, found)]
    if HELD_OUT in systems:
        answerers += [HeldOutAnswers(each, folds) for each in (Answers(casebook), Echo(casebook))]
    for answerer in answerers:
        measure_answers(answerer, pairs, reviews, writer, partial(_tell, progress, answerer.name))
    return writer.finish()


def resolved(dataset: Path, reviews: Mapping[str, Review]) -> tuple[Resolved, ...]:
    """The pairs of a dataset with their gold as units.

    Raises:
        DatasetError: a reference names no unit of the library, or several, or a review that is not there.
    """
    pairs = load(dataset)
    troubles = check(pairs, reviews).troubles
    if troubles:
        raise DatasetError(
            f"{dataset.name} does not fit this library, {_count(len(troubles), 'time')}; the first is in "
            f"{troubles[0].pair}: {troubles[0].reason}.",
            remedy=f"See them all with `casebook eval check {dataset}`, the reviews here with `casebook list`.",
        )
    return resolve(pairs, reviews)[0]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _require_measures() -> None:
    """Say before the work, not after, that nothing can be measured."""
    try:
        import ir_measures  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"To measure, a package is needed that is not installed ({error}).", remedy=f"{_INSTALL}."
        ) from error


def _system(casebook: Casebook, name: str, folds: Folds) -> System:
    try:
        if name == HELD_OUT:
            return HeldOut(casebook.index, folds)
        with quietly():
            return SYSTEMS[name](casebook.library, casebook.index)
    except ImportError as error:
        raise InputError(
            f"The system {name!r} needs a package that is not installed ({error}).",
            remedy=f"{_INSTALL}; --quick leaves the rivals out.",
        ) from error


def fitted() -> str:
    """Digest of every weight and word list that rankings and answers are made with: a run of others is another run."""
    digest = hashlib.sha256()
    for room in ("index", "app"):
        for path in sorted(Path(str(files(room).joinpath("data"))).iterdir()):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def quietly() -> Iterator[None]:
    """Keep the rivals' libraries from writing bars, notices and warnings between our lines."""
    logging.disable(logging.WARNING)
    with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


def _tell(progress: Callable[[str], None], system: str, pair: str) -> None:
    progress(f"{system}: {pair}")


def _header(casebook: Casebook, dataset: Path, systems: tuple[str, ...]) -> Header:
    digests = sorted(casebook.library.digests().items())
    return header(
        dataset=dataset,
        systems=systems,
        index=hashlib.sha256(repr(digests).encode()).hexdigest()[:16],
        model=casebook.settings.embedding_model,
        settings={"llm": casebook.settings.llm, "reranker": casebook.settings.reranker, "fitted": fitted()},
    )
