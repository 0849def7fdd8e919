"""Fits what is made of the reader's scores: `app/data/stated.json`, `answered.json` and `denied.json`.

    python -m eval.fit.reading --library LIB FILES... [--held FILES...] [--write]

The first gives the chance that a sentence states what was asked, the second that there is an answer, the third is
the chance from which a denial is taken for one. They are fitted on labelled evidence of reviews that the reader itself
was not fitted on (docs/reader.md), since it is surer of what it has seen. `--held`: files that are only reported on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.answers import abstention, evidence, fitted
from app.answers.decision import DEPTH, READ
from app.answers.near import near_sentences
from app.answers.question.read import read_question
from app.reader import closely
from app.reader.features import Scored, of_question, of_sentences
from eval.answers import auroc, refused_at
from eval.evidence.model import Question as Labelled
from eval.evidence.seed import load_any
from eval.evidence.sentences import Cuts, digest
from eval.fit.logistic import Fit, fit
from index.engine import Index
from index.model import Filters
from ingest.library import Library
from ingest.settings import load_settings

DATA = Path(fitted.__file__).parent.parent / "data"
#: Worth of a label as an answer; the others are none.
WORTH = {"says": 1.0, "part": 0.5}
DENIES = frozenset({"denies", "opposite"})
#: Share of the answerable that are answered, by kind of decision.
ANSWERED = 0.93
PENALTY_SENTENCES, PENALTY_QUESTIONS = 20.0, 10.0
#: A denial is taken for one from the chance at which so many of those taken are right.
DENIAL_PRECISION = 0.7


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled question with what the reader made of the passages found for it.

    Args:
        labels: of each sentence that was read closely; "" where it is not labelled.
    """

    labelled: Labelled
    scored: tuple[Scored, ...]
    labels: tuple[str, ...]
    found: Mapping[str, float]


def collect(questions: Sequence[Labelled], cuts: Cuts, index: Index) -> list[Read]:
    """Search for each question within its reviews, and read."""
    return [_read(one, cuts, index) for one in questions]


def _read(one: Labelled, cuts: Cuts, index: Index) -> Read:
    question = read_question(one.question, index.catalogue.about)
    scope = Filters(reviews=tuple(cuts.reviews[source].id for source in one.reviews_scope))
    result = index.search(question, k=DEPTH, filters=scope)
    hits = result.hits[:READ]
    near = near_sentences(index, question.near_text, hits)
    candidates = evidence.gather(question, hits, near, index.terms)
    scored = tuple(closely.read(question.said, closely.to_read(candidates), index))
    says = {(each.unit, each.digest): each.says for each in one.sentences}
    labels = tuple(says.get((each.sentence.hit.unit.id, digest(each.sentence.text)), "") for each in scored)
    return Read(one, scored, labels, abstention.features(question, result.hits, near, index.terms))


def fit_stated(read: Sequence[Read]) -> Fit:
    """The chance that a sentence states what was asked."""
    rows = [row for one in read for row in of_sentences(one.scored)]
    worth = [WORTH.get(label, 0.0) for one in read for label in one.labels]
    weights = [value or 1.0 for value in worth]
    return fit(rows, [float(value > 0) for value in worth], list(rows[0]), penalty=PENALTY_SENTENCES, weights=weights)


def stated(one: Read, model: Fit) -> NDArray[np.float64]:
    """Log-odds of each sentence of a question."""
    return model.scores(of_sentences(one.scored)) if one.scored else np.zeros(0)


def fit_answered(read: Sequence[Read], model: Fit) -> tuple[Fit, list[float]]:
    """The chance that there is an answer, and what each question gets by a fit without its review.

    Its features rest on `model`, which has seen the sentences: that it is surer of them than of others is small beside
    what the reader gives, which has not.
    """
    rows = [of_question(one.scored, stated(one, model), one.found) for one in read]
    names = sorted({name for row in rows for name in row})
    labels = [float(one.labelled.answerable) for one in read]
    folds = ["+".join(one.labelled.reviews_scope) for one in read]
    out = np.zeros(len(rows))
    for fold in sorted(set(folds)):
        kept = [at for at in range(len(rows)) if folds[at] != fold]
        trained = _fit_questions([rows[at] for at in kept], [labels[at] for at in kept], names)
        for at in range(len(rows)):
            if folds[at] == fold:
                out[at] = trained.scores([rows[at]])[0]
    return _fit_questions(rows, labels, names), [float(value) for value in out]


def _fit_questions(rows: Sequence[Mapping[str, float]], labels: Sequence[float], names: Sequence[str]) -> Fit:
    share = sum(labels) / len(labels)
    weights = [0.5 / share if label else 0.5 / (1 - share) for label in labels]
    return fit(rows, labels, names, penalty=PENALTY_QUESTIONS, weights=weights)


def denial_threshold(read: Sequence[Read]) -> float:
    """The least chance from which DENIAL_PRECISION of the sentences likeliest to deny do."""
    best = []
    for one in read:
        if one.scored:
            at = max(range(len(one.scored)), key=lambda at: one.scored[at].denies)
            best.append((one.scored[at].denies, one.labels[at] in DENIES))
    best.sort(reverse=True)
    right, least = 0, best[0][0] if best else 9.0
    for count, (odds, denies) in enumerate(best, start=1):
        right += denies
        if right / count >= DENIAL_PRECISION:
            least = odds
    return float(1 / (1 + np.exp(-least)))


def report(read: Sequence[Read], model: Fit, whole: Fit) -> dict[str, float]:
    """How the two do on questions they have not seen."""
    answerable = [one for one in read if one.labelled.answerable]
    firsts = [int(np.argmax(stated(one, model))) if one.scored else -1 for one in answerable]
    by_rank = [0 if one.scored else -1 for one in answerable]
    chances = [float(whole.scores([of_question(one.scored, stated(one, model), one.found)])[0]) for one in read]
    yes = [chance for one, chance in zip(read, chances, strict=True) if one.labelled.answerable]
    no = [chance for one, chance in zip(read, chances, strict=True) if not one.labelled.answerable]
    found = {
        "questions": float(len(read)),
        "lead": float(np.mean([_in_gold(one, at) for one, at in zip(answerable, firsts, strict=True)])),
        "lead_first_passage": float(np.mean([_in_gold(one, at) for one, at in zip(answerable, by_rank, strict=True)])),
        "lead_says": float(
            np.mean([at >= 0 and one.labels[at] in WORTH for one, at in zip(answerable, firsts, strict=True)])
        ),
    }
    if yes and no:
        found["auroc"] = auroc(yes, no)
        found |= {f"refused_at_{share}": refused_at(yes, no, share) for share in (0.95, 0.92)}
    return {name: round(value, 3) for name, value in found.items()}


def _in_gold(one: Read, at: int) -> bool:
    gold = {each.unit for each in one.labelled.sentences if each.says in WORTH}
    return at >= 0 and one.scored[at].sentence.hit.unit.id in gold


def main() -> None:
    """Fits, reports, and writes where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    settings = load_settings(library=given.library)
    library = Library.open(settings.library)
    cuts = Cuts(library)
    with Index.open(library, settings) as index:
        index.sync()
        read = collect([one for path in given.files for one in load_any(path, cuts)], cuts, index)
        held = {path.stem: collect(load_any(path, cuts), cuts, index) for path in given.held}
    model = fit_stated(read)
    whole, left_out = fit_answered(read, model)
    yes = [value for one, value in zip(read, left_out, strict=True) if one.labelled.answerable]
    no = [value for one, value in zip(read, left_out, strict=True) if not one.labelled.answerable]
    threshold = float(1 / (1 + np.exp(-np.quantile(yes, 1 - ANSWERED))))
    folds = {"auroc": round(auroc(yes, no), 3), "refused_at_92": round(refused_at(yes, no, 0.92), 3)}
    print("fitted on", report(read, model, whole))
    print("left out, by review", folds, "threshold", round(threshold, 4))
    for name, questions in held.items():
        print(name, report(questions, model, whole))
    if held:
        print("held out, all", report([one for questions in held.values() for one in questions], model, whole))
    if given.write:
        said = {"by": "python -m eval.fit.reading", "on": [path.name for path in given.files], "questions": len(read)}
        said |= {"date": datetime.now(UTC).date().isoformat()}
        _write("stated", model, said, 0.5)
        _write("answered", whole, said | {"left_out_by_review": folds}, threshold)
        _write("denied", Fit(0.0, {}), said, denial_threshold(read))


def _write(name: str, model: Fit, fitted_on: Mapping[str, object], threshold: float) -> None:
    weights = {key: round(value, 5) for key, value in model.weights.items()}
    form = {"fitted": fitted_on, "bias": round(model.bias, 5), "threshold": round(threshold, 4), "weights": weights}
    (DATA / f"{name}.json").write_text(json.dumps(form, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
