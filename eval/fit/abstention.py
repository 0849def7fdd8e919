"""Fits `app/data/abstention.json`: the chance that the collection answers a question at all.

    python -m eval.fit.abstention --library DIR eval/datasets/real.jsonl eval/datasets/real-direct.jsonl

Unanswered questions that are learned from: known ones that ask for a detail which is not told ("detail"), or take for
granted what is not so ("premise"); answerable ones with the passages that answer them taken away, so that wording and
length cannot tell them apart; and questions on subjects that the collection does not mention (`offtopic.txt`). The
threshold answers 94 % of the answerable held-out ones about several reviews, on which alone it decides
(`app/answers/decision.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from app.answers import abstention
from eval.answers import auroc, refused_at
from eval.fit.evidence import arguments, write
from eval.fit.examples import Example, examples, shipped
from eval.fit.logistic import Fit, fit
from eval.pairs import Pair, load
from index.engine import Index
from ingest.library import Library
from ingest.settings import load_settings

PENALTY = 30.0
#: Share of the answerable that the threshold answers, and the share at which refusals are reported.
ANSWERED, REPORTED_AT = 0.94, 0.95
#: Weight in the fit of one question of each kind.
WEIGHTS = {"answerable": 1.0, "detail": 2.0, "premise": 1.0, "taken_away": 0.5, "off_topic": 2.0}
#: What is reported of the unanswered ones.
REPORTED = {
    "known": ("detail", "premise"),
    "detail": ("detail",),
    "premise": ("premise",),
    "taken_away": ("taken_away",),
    "off_topic": ("off_topic",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one question, whether it is answered, which kind it is, and whether every review is heard."""

    features: dict[str, float]
    answered: bool
    kind: str
    fold: str
    wide: bool = False


def rows_of(found: Sequence[Example]) -> list[Row]:
    """Rows for all questions; an answerable one gives a second row without the passages that answer it."""
    rows: list[Row] = []
    for example in found:
        if example.known.pair.id.startswith("off-topic"):
            rows.append(_row(example, False, "off_topic"))
        elif example.known.pair.answerable:
            rows.append(_row(example, True, "answerable"))
            rows.append(_row(example.without_gold(), False, "taken_away"))
        else:
            premise = example.known.pair.type == "false_premise"
            rows.append(_row(example, False, "premise" if premise else "detail"))
    return rows


def _row(example: Example, answered: bool, kind: str) -> Row:
    values = abstention.features(example.asked, example.hits, example.read, example.terms)
    return Row(values, answered, kind, example.fold, example.asked.wide)


def fitted_on(rows: Sequence[Row]) -> Fit:
    """The model on these rows."""
    names = sorted({name for row in rows for name in row.features})
    labels = [float(row.answered) for row in rows]
    weights = [WEIGHTS[row.kind] for row in rows]
    return fit([row.features for row in rows], labels, names, penalty=PENALTY, weights=weights)


def held_out(rows: Sequence[Row]) -> list[float]:
    """The log-odds of each row from the model that was fitted on the other folds."""
    scores = np.zeros(len(rows))
    for fold in {row.fold for row in rows}:
        model = fitted_on([row for row in rows if row.fold != fold])
        places = [place for place, row in enumerate(rows) if row.fold == fold]
        scores[places] = model.scores([rows[place].features for place in places])
    return [float(score) for score in scores]


def threshold_of(rows: Sequence[Row], scores: Sequence[float]) -> float:
    """The chance at which the wanted share of the answerable is answered, by their log-odds: of the questions about
    several reviews, since the reader decides on the others."""
    wide = any(row.answered and row.wide for row in rows)
    deciding = (score for row, score in zip(rows, scores, strict=True) if row.answered and (row.wide or not wide))
    answerable = sorted(deciding)
    return float(1 / (1 + np.exp(-answerable[int(len(answerable) * (1 - ANSWERED))])))


def measured(rows: Sequence[Row], scores: Sequence[float]) -> dict[str, dict[str, float]]:
    """AUROC and the share refused at 95 % answered, for each kind of unanswered question."""
    answerable = [score for row, score in zip(rows, scores, strict=True) if row.answered]
    found = {}
    for name, kinds in REPORTED.items():
        refused = [score for row, score in zip(rows, scores, strict=True) if row.kind in kinds]
        found[name] = {
            "n": float(len(refused)),
            "auroc": round(auroc(answerable, refused), 3),
            "refused_at_95": round(refused_at(answerable, refused, REPORTED_AT), 3),
        }
    return found


def off_topic(texts: Sequence[str]) -> list[Pair]:
    """The off-topic questions whose telling words stand in none of the texts."""
    lines = Path(__file__).with_name("offtopic.txt").read_text(encoding="utf-8").splitlines()
    pairs = []
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        question, _, telling = line.partition("|")
        if not any(telling in text for text in texts):
            pairs.append(Pair(f"off-topic-{number}", question, "practitioner", "unanswerable", None, (), ()))
    return pairs


def main() -> None:
    """Fit on all questions and write the model with its held-out figures."""
    datasets, folder = arguments(__doc__ or "")
    settings = load_settings(library=folder)
    library = Library.open(settings.library)
    texts = [" ".join(review.text.lower().split()) for review in library.reviews()]
    pairs = shipped([pair for dataset in datasets for pair in load(dataset)]) + off_topic(texts)
    with Index.open(library, settings) as index:
        index.sync()
        rows = rows_of(list(examples(pairs, library, index)))
    scores = held_out(rows)
    how: dict[str, object] = {
        "by": "python -m eval.fit.abstention",
        "on": [dataset.name for dataset in datasets],
        "answerable": sum(row.answered for row in rows),
        "date": datetime.now(UTC).date().isoformat(),
        "held_out_by_review": measured(rows, scores),
    }
    write("abstention", fitted_on(rows), how, threshold=threshold_of(rows, scores))


if __name__ == "__main__":
    main()
