"""Fits `app/data/passages.json` and `app/data/sentences.json`: which passages answer, which sentences say the answer.

    python -m eval.fit.evidence --library DIR eval/datasets/real.jsonl

A passage counts as answering if it is gold; a sentence as saying the answer if, besides, it makes an answer point.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from app.answers import fitted
from app.answers.evidence import Sentence
from eval.answers import auroc, points_made
from eval.fit.examples import Example, examples, shipped
from eval.fit.logistic import Fit, fit
from eval.pairs import load
from index.engine import Index
from ingest.library import Library
from ingest.settings import load_settings

DATA = Path(fitted.__file__).parent.parent / "data"
PENALTY = 60.0
#: Features of the sentence alone; all others are the passage's.
OF_SENTENCE = frozenset(
    (
        *("cosine", "late", "nearest_here", "latest_here", "late_behind_here", "cosine_behind_best"),
        *("late_behind_best", "cosine_beside", "late_beside", "coverage", "coverage_beside", "first", "sentences"),
        *("length", "log_length", "short", "label", "verbless", "news", "date_wanted", "number_wanted", "name_wanted"),
        *("reason_wanted", "duty_wanted", "judgement_said", "capitals", "digits", "asks", "leads_in", "answers"),
    )
)


def passages_of(found: Sequence[Example]) -> tuple[list[dict[str, float]], list[float]]:
    """One row a passage with its features, and whether it is gold."""
    rows: dict[tuple[str, str], tuple[dict[str, float], float]] = {}
    for example in found:
        for each in example.sentences:
            features = {name: value for name, value in each.features.items() if name not in OF_SENTENCE}
            unit = each.hit.unit.id
            rows[example.known.pair.id, unit] = features, float(unit in example.known.grades)
    return [features for features, _ in rows.values()], [label for _, label in rows.values()]


def sentences_of(found: Sequence[Example]) -> tuple[list[Sentence], list[float]]:
    """Every candidate sentence, and whether it makes an answer point from a gold passage."""
    rows: list[Sentence] = []
    labels: list[float] = []
    for example in found:
        points = example.known.pair.answer_points
        for each in example.sentences:
            rows.append(each)
            labels.append(float(each.hit.unit.id in example.known.grades and points_made(each.text, points) > 0))
    return rows, labels


def fit_both(found: Sequence[Example]) -> tuple[Fit, Fit]:
    """The passage model, then the sentence model, which has the first one's chance among its features."""
    rows, labels = passages_of(found)
    passages = fit(
        rows, labels, sorted({name for row in rows for name in row}), penalty=PENALTY, weights=[1.0] * len(rows)
    )
    candidates, says = sentences_of(found)
    features = with_chances([each.features for each in candidates], passages)
    names = sorted({name for row in features for name in row})
    return passages, fit(features, says, names, penalty=PENALTY, weights=[1.0] * len(features))


def with_chances(rows: Sequence[Mapping[str, float]], passages: Fit) -> list[dict[str, float]]:
    """The sentences' features with the chance that a passage model gives to their passage."""
    plain = [dict(row) for row in rows]
    for row, score in zip(plain, passages.scores(plain), strict=True):
        row["answers"] = float(1 / (1 + np.exp(-score)))
    return plain


def crossed(found: Sequence[Example]) -> dict[str, float]:
    """How well each model tells right from wrong on reviews that it was not fitted on."""
    gold: tuple[list[float], list[float]] = ([], [])
    says: tuple[list[float], list[float]] = ([], [])
    for fold in sorted({example.fold for example in found}):
        passages, sentences = fit_both([example for example in found if example.fold != fold])
        held = [example for example in found if example.fold == fold]
        rows, labels = passages_of(held)
        for score, label in zip(passages.scores(rows), labels, strict=True):
            gold[label == 0].append(float(score))
        candidates, truths = sentences_of(held)
        scores = sentences.scores(with_chances([each.features for each in candidates], passages))
        for score, label in zip(scores, truths, strict=True):
            says[label == 0].append(float(score))
    return {"passages_auroc": round(auroc_of(*gold), 4), "sentences_auroc": round(auroc_of(*says), 4)}


def auroc_of(yes: Sequence[float], no: Sequence[float]) -> float:
    """As `eval.answers.auroc`, by ranks, for tens of thousands of rows."""
    if len(yes) * len(no) < 1_000_000:
        return auroc(yes, no)
    order = np.argsort(np.argsort(np.concatenate([yes, no]))) + 1.0
    return float((order[: len(yes)].sum() - len(yes) * (len(yes) + 1) / 2) / (len(yes) * len(no)))


def write(name: str, found: Fit, how: dict[str, object], *, threshold: float | None = None) -> None:
    """Save a model with how it was fitted."""
    content: dict[str, object] = {"fitted": how, "bias": round(found.bias, 5)}
    if threshold is not None:
        content["threshold"] = round(threshold, 4)
    content["weights"] = {key: round(value, 5) for key, value in found.weights.items()}
    (DATA / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def arguments(description: str) -> tuple[list[Path], Path | None]:
    """Datasets and library from the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--library", type=Path)
    given = parser.parse_args()
    return given.datasets, given.library


def gathered(datasets: Sequence[Path], folder: Path | None) -> list[Example]:
    """The examples of all datasets, from the library that was named."""
    settings = load_settings(library=folder)
    library = Library.open(settings.library)
    pairs = shipped([pair for dataset in datasets for pair in load(dataset)])
    with Index.open(library, settings) as index:
        index.sync()
        return list(examples(pairs, library, index))


def main() -> None:
    """Fit on all answerable pairs and write both models; the figures written beside them are of held-out reviews."""
    datasets, folder = arguments(__doc__ or "")
    found = [each for each in gathered(datasets, folder) if each.known.grades and each.known.pair.answer_points]
    how: dict[str, object] = {
        "by": "python -m eval.fit.evidence",
        "on": [dataset.name for dataset in datasets],
        "pairs": len(found),
        "date": datetime.now(UTC).date().isoformat(),
        "held_out_by_review": crossed(found),
    }
    passages, sentences = fit_both(found)
    write("passages", passages, how)
    write("sentences", sentences, how)


if __name__ == "__main__":
    main()
