"""Fits what is made of the reader's scores: four small models in `app/data`.

    python -m eval.fit.reading --library LIB... --on FILES... --unread FILES... [--held FILES...] [--write]

`likely.json` and `likely_answered.json` tell, by rank, words and vectors, how likely a sentence states what was asked
and how likely there is an answer: fitted on all labelled evidence (`--on` and `--unread`). `stated.json` and
`answered.json` weigh that beside what the reader gives: fitted on evidence of reviews that the reader was not fitted on
(`--unread`), since it is surer of what it has seen. Both also learn from questions on subjects that a review does not
mention (`offtopic.txt`), since labelled ones are all beside passages on their subject. Files of reviews in
`eval/datasets/held-out.txt` may only stand in `--held`: they are reported on. Each file is looked up in the first
library that has its reviews.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.answers import abstention, evidence, fitted
from app.answers.decision import DEPTH, READ
from app.answers.evidence import Features, Sentence
from app.answers.near import near_sentences
from app.answers.question.read import read_question
from app.reader import closely
from app.reader.features import UNREAD, Scored, of_question, of_sentences, together
from eval.answers import auroc, refused_at
from eval.evidence.held import is_held_out
from eval.evidence.model import UNANSWERABLE
from eval.evidence.model import Question as Labelled
from eval.evidence.model import rows as lines_of
from eval.evidence.seed import load_any
from eval.evidence.sentences import Cuts, digest
from eval.fit.logistic import Fit, fit
from index.engine import Index
from index.model import Filters
from ingest.errors import InputError
from ingest.library import Library
from ingest.settings import load_settings

DATA = Path(fitted.__file__).parent.parent / "data"
#: Worth of a label as an answer; the others are none.
WORTH = {"says": 1.0, "part": 0.5}
#: Share of the answerable that the threshold answers.
ANSWERED = 0.95
PENALTY_SENTENCES, PENALTY_QUESTIONS, PENALTY_WEIGHING = 10.0, 30.0, 1.0

#: Reviews to which each question on a subject that is not mentioned is put.
EACH = 3
OFF_TOPIC = Path(__file__).with_name("offtopic.txt")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A labelled question with what was found for it.

    Args:
        labels: of each sentence; "" where it is not labelled. read: by the reader, in the order of `sentences`.
        fit: how the passages fit the question, by `abstention.features`.
    """

    labelled: Labelled
    sentences: tuple[Sentence, ...]
    labels: tuple[str, ...]
    fit: Mapping[str, float]
    read: tuple[float | None, ...] = ()

    @property
    def rows(self) -> list[Features]:
        """The features of its sentences."""
        return of_sentences(self.sentences)

    @property
    def states(self) -> float:
        """The reader's best scores together."""
        return together([Scored(each, states) for each, states in zip(self.sentences, self.read, strict=True)])


class Searched:
    """A library with its index, in which labelled questions are looked up."""

    def __init__(self, folder: Path) -> None:
        settings = load_settings(library=folder)
        library = Library.open(settings.library)
        self.cuts = Cuts(library)
        self.index = Index.open(library, settings)
        self.index.sync()

    def holds(self, path: Path) -> bool:
        """Whether it has the reviews on which a file asks."""
        named = {each["review"] for row in lines_of(path) for each in row["sentences"]}
        return named <= set(self.cuts.reviews)

    def find(self, one: Labelled) -> Found:
        """Search for a question within its reviews."""
        question = read_question(one.question, self.index.catalogue.about)
        scope = Filters(reviews=tuple(self.cuts.reviews[source].id for source in one.reviews_scope))
        result = self.index.search(question, k=DEPTH, filters=scope)
        near = near_sentences(self.index, question.near_text, result.hits[:READ])
        sentences = tuple(evidence.gather(question, result.hits[:READ], near, self.index.terms))
        says = {(each.unit, each.digest): each.says for each in one.sentences}
        labels = tuple(says.get((each.hit.unit.id, digest(each.text)), "") for each in sentences)
        values = abstention.features(question, result.hits, near, self.index.terms)
        return Found(one, sentences, labels, values)

    def read(self, found: Found, likely: Fit) -> Found:
        """The same, the likeliest sentences read closely."""
        odds = likely.scores(found.rows).tolist() if found.sentences else []
        weighed = [replace(each, says=_chance(value)) for each, value in zip(found.sentences, odds, strict=True)]
        order = sorted(range(len(weighed)), key=lambda at: (-weighed[at].says, weighed[at].rank, weighed[at].span))
        scored = closely.read_best(found.labelled.question, [weighed[at] for at in order], self.index)
        states = dict(zip(order, (each.states for each in scored), strict=True))
        return replace(found, read=tuple(states[at] for at in range(len(weighed))))


def fit_likely(found: Sequence[Found]) -> Fit:
    """How likely a sentence states what was asked."""
    rows = [row for one in found for row in one.rows]
    worth = [WORTH.get(label, 0.0) for one in found for label in one.labels]
    weights = [value or 1.0 for value in worth]
    return fit(rows, [float(value > 0) for value in worth], list(rows[0]), penalty=PENALTY_SENTENCES, weights=weights)


def fit_likely_answered(found: Sequence[Found]) -> Fit:
    """How likely there is an answer."""
    rows = [of_question(one.rows, one.fit) for one in found]
    return _fit_questions(rows, [one.labelled.answerable for one in found], PENALTY_QUESTIONS)


def _fit_questions(rows: Sequence[Features], answerable: Sequence[bool], penalty: float) -> Fit:
    names = sorted({name for row in rows for name in row})
    share = sum(answerable) / len(answerable)
    weights = [0.5 / share if label else 0.5 / (1 - share) for label in answerable]
    return fit(rows, [float(label) for label in answerable], names, penalty=penalty, weights=weights)


def fit_stated(found: Sequence[Found], likely: Fit) -> Fit:
    """How much the reader's score of a sentence counts beside how likely it is."""
    rows = [row for one in found for row in weighed_sentences(one, likely)]
    worth = [WORTH.get(label, 0.0) for one in found for label in one.labels]
    weights = [value or 1.0 for value in worth]
    return fit(rows, [float(value > 0) for value in worth], ["likely", "states"], penalty=1.0, weights=weights)


def fit_answered(found: Sequence[Found], likely: Fit) -> Fit:
    """How much the reader's best scores count beside how likely there is an answer."""
    rows = [weighed_question(one, likely) for one in found]
    return _fit_questions(rows, [one.labelled.answerable for one in found], PENALTY_WEIGHING)


def weighed_sentences(one: Found, likely: Fit) -> Iterator[Features]:
    """The two numbers of each sentence."""
    odds = likely.scores(one.rows).tolist() if one.sentences else []
    for value, states in zip(odds, one.read, strict=True):
        yield {"likely": value, "states": UNREAD if states is None else states}


def weighed_question(one: Found, likely: Fit) -> Features:
    """The two numbers of a question."""
    return {"likely": float(likely.scores([of_question(one.rows, one.fit)])[0]), "states": one.states}


@dataclass(frozen=True, slots=True)
class Models:
    """The four of them."""

    likely: Fit
    likely_answered: Fit
    stated: Fit
    answered: Fit

    def answer_odds(self, found: Sequence[Found]) -> Floats:
        """Log-odds that each question has an answer."""
        return self.answered.scores([weighed_question(one, self.likely_answered) for one in found])

    def lead(self, one: Found) -> int:
        """Which sentence comes first; -1 where there is none."""
        odds = self.stated.scores(list(weighed_sentences(one, self.likely))) if one.sentences else np.zeros(0)
        return int(np.argmax(odds)) if len(odds) else -1


def report(found: Sequence[Found], models: Models) -> dict[str, float]:
    """How they do."""
    answerable = [one for one in found if one.labelled.answerable]
    leads = [models.lead(one) for one in answerable]
    said = {
        "questions": float(len(found)),
        "lead": float(np.mean([_in_gold(one, at) for one, at in zip(answerable, leads, strict=True)])),
        "lead_of_first_passage": float(np.mean([_in_gold(one, 0) for one in answerable])),
        "lead_says": float(
            np.mean([at >= 0 and one.labels[at] in WORTH for one, at in zip(answerable, leads, strict=True)])
        ),
    }
    for name, odds in (("", models.answer_odds(found)), ("_without_reader", _likely_odds(found, models))):
        yes = [float(value) for one, value in zip(found, odds, strict=True) if one.labelled.answerable]
        no = [float(value) for one, value in zip(found, odds, strict=True) if not one.labelled.answerable]
        if yes and no:
            said |= {f"auroc{name}": auroc(yes, no), f"refused_at_92{name}": refused_at(yes, no, 0.92)}
    return {name: round(value, 3) for name, value in said.items()}


def _likely_odds(found: Sequence[Found], models: Models) -> Floats:
    return models.likely_answered.scores([of_question(one.rows, one.fit) for one in found])


def _in_gold(one: Found, at: int) -> bool:
    gold = {each.unit for each in one.labelled.sentences if each.says in WORTH}
    return 0 <= at < len(one.sentences) and one.sentences[at].hit.unit.id in gold


def _chance(odds: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def gathered(paths: Sequence[Path], libraries: Sequence[Searched], *, held: bool) -> Iterator[tuple[Searched, Found]]:
    """The questions of some files.

    Raises:
        InputError: no library has the reviews of a file, or a file that is fitted on asks of a review held out.
    """
    for path in paths:
        library, questions = _questions(path, libraries)
        for one in questions:
            if not held and any(map(is_held_out, one.reviews_scope)):
                raise InputError(f"{path.name} asks of a review held out.", remedy="Name it with --held.")
            yield library, library.find(one)


def off_topic(paths: Sequence[Path], libraries: Sequence[Searched]) -> Iterator[tuple[Searched, Found]]:
    """Each question of `offtopic.txt`, put to one of the reviews of some files that does not mention it, in turn."""
    scopes = sorted({one.reviews_scope for path in paths for one in _questions(path, libraries)[1]})
    for number, line in enumerate(OFF_TOPIC.read_text(encoding="utf-8").splitlines()):
        question, _, telling = line.partition("|")
        for scope in (scopes[(number + step) % len(scopes)] for step in range(min(EACH, len(scopes)))):
            library = next(each for each in libraries if set(scope) <= set(each.cuts.reviews))
            text = " ".join(library.cuts.reviews[source].text.lower() for source in scope)
            if question.strip() and telling.strip() and telling.strip() not in text:
                asked = Labelled(
                    id=f"off-topic-{number}",
                    question=question.strip(),
                    persona="researcher",
                    kind=UNANSWERABLE,
                    why="absent subject",
                    names_case=False,
                    tempts=(),
                    denial=(),
                    reviews_scope=scope,
                    sentences=(),
                )
                yield library, library.find(asked)


def _questions(path: Path, libraries: Sequence[Searched]) -> tuple[Searched, Sequence[Labelled]]:
    library = next((each for each in libraries if each.holds(path)), None)
    if library is None:
        raise InputError(f"No library has the reviews of {path.name}.", remedy="Name one with --library.")
    return library, load_any(path, library.cuts)


def main() -> None:
    """Fits, reports, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, nargs="+", required=True)
    for name in ("--on", "--unread", "--held"):
        parser.add_argument(name, type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    libraries = [Searched(folder) for folder in given.library]
    seen = [found for _, found in gathered(given.on, libraries, held=False)]
    unread = [*gathered(given.unread, libraries, held=False), *off_topic(given.unread, libraries)]
    elsewhere = [found for _, found in off_topic(given.on, libraries)]
    every = [*seen, *elsewhere, *(found for _, found in unread)]
    likely, likely_answered = fit_likely(every), fit_likely_answered(every)
    read = [library.read(found, likely) for library, found in unread]
    models = Models(likely, likely_answered, fit_stated(read, likely), fit_answered(read, likely_answered))
    odds = [float(each) for one, each in zip(read, models.answer_odds(read), strict=True) if one.labelled.answerable]
    threshold = _chance(float(np.quantile(odds, 1 - ANSWERED)))
    print(
        "off topic, left unanswered", _answered([one for one in read if not one.labelled.sentences], models, threshold)
    )
    print("weighed on", report(read, models), "threshold", round(threshold, 4))
    for name, paths in _by_source(given.held).items():
        held = [library.read(found, likely) for library, found in gathered(paths, libraries, held=True)]
        print(name, report(held, models), "answered", _answered(held, models, threshold))
    if given.write:
        said = {"by": "python -m eval.fit.reading", "date": datetime.now(UTC).date().isoformat()}
        _write("likely", models.likely, said | {"questions": len(every)}, 0.5)
        _write("likely_answered", models.likely_answered, said | {"questions": len(every)}, 0.5)
        _write("stated", models.stated, said | {"questions": len(read)}, 0.5)
        _write("answered", models.answered, said | {"questions": len(read)}, threshold)


def _by_source(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """Files by what stands before the last hyphen of their names."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(path.stem.rpartition("-")[0], []).append(path)
    return found


def _answered(found: Sequence[Found], models: Models, threshold: float) -> dict[str, float]:
    """Shares of the answerable and of the unanswerable that are answered."""
    odds = models.answer_odds(found)
    shares = {}
    for name, wanted in (("answerable", True), ("unanswerable", False)):
        given = [
            _chance(value) >= threshold
            for one, value in zip(found, odds, strict=True)
            if one.labelled.answerable is wanted
        ]
        shares[name] = round(sum(given) / max(1, len(given)), 3)
    return shares


def _write(name: str, model: Fit, fitted_on: Mapping[str, object], threshold: float) -> None:
    weights = {key: round(value, 5) for key, value in model.weights.items()}
    form = {"fitted": fitted_on, "bias": round(model.bias, 5), "threshold": round(threshold, 4), "weights": weights}
    (DATA / f"{name}.json").write_text(json.dumps(form, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
