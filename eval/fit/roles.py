"""Fit the weights by which roles are read: multinomial logistic regression with an L2 penalty, by gradient descent.

    python -m eval.fit.roles

writes `ingest/vocabulary/roles.json` from the units labelled by hand and those of the sample's gold.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.roles import HOME, Labelled, real_reviews, sample_reviews
from ingest.model import ROLES
from ingest.roles.features import Features, features
from ingest.roles.fixed import fixed
from ingest.roles.model import Model

FITTED = tuple(role for role in ROLES if role != "none")
PENALTY = 60.0
#: A rare role counts for more: by the square root of how much rarer it is than the most frequent one.
BALANCE = 0.5
_STEPS = 400
#: Added to the scale of a feature, so that one seen twice is not blown up.
_SOFTEN = 0.2
Example = tuple[Features, str]


def examples(reviews: Sequence[Labelled]) -> list[Example]:
    """Features and role of each labelled unit that structure alone does not decide."""
    found = []
    for review in reviews:
        for at, unit in enumerate(review.units):
            label = review.labels.get(unit.id)
            if label and label.role != "none" and fixed(unit) is None:
                found.append((features(unit, at / max(1, len(review.units))), label.role))
    return found


def fit(rows: Sequence[Example], *, penalty: float = PENALTY) -> Model:
    """Weights of the features as they are: the scaling is folded in."""
    names = sorted({name for values, _ in rows for name in values})
    column = {name: at for at, name in enumerate(names)}
    raw = np.zeros((len(rows), len(names)))
    for at, (values, _) in enumerate(rows):
        for name, value in values.items():
            raw[at, column[name]] = value
    scale = np.sqrt((raw**2).mean(axis=0)) + _SOFTEN
    wanted = np.array([FITTED.index(role) for _, role in rows])
    weights, bias = _descend(raw / scale, wanted, penalty)
    found = np.round(weights / scale[:, None], 4)
    return Model(
        FITTED, tuple(np.round(bias, 4).tolist()), {name: tuple(found[at].tolist()) for name, at in column.items()}
    )


def _descend(
    rows: NDArray[np.float64], wanted: NDArray[np.int64], penalty: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nesterov's accelerated gradient with the step 1/L.

    L bounds the curvature by half the Gram matrix (Boehning 1992).
    """
    counts = np.bincount(wanted, minlength=len(FITTED))
    each = (counts.max() / counts[wanted]) ** BALANCE
    features_ = np.hstack([rows, np.ones((len(rows), 1))])
    ridge = np.full((features_.shape[1], 1), penalty)
    ridge[-1] = penalty / 10
    target = np.eye(len(FITTED))[wanted]
    curvature = float(np.linalg.eigvalsh((features_ * each[:, None]).T @ features_)[-1]) / 2 + penalty
    now = ahead = np.zeros((features_.shape[1], len(FITTED)))
    for step in range(_STEPS):
        scores = features_ @ ahead
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (powers / powers.sum(axis=1, keepdims=True) - target) * each[:, None]
        following = ahead - (features_.T @ error + ridge * ahead) / curvature
        ahead = following + step / (step + 3) * (following - now)
        now = following
    return now[:-1], now[-1]


def main() -> int:
    """Fit on all that is labelled and write the weights; 1 where the real reviews are not there."""
    reviews = [*real_reviews(), *sample_reviews()]
    if not any(review.real for review in reviews):
        logging.error("the labelled reviews are not in ../shared/reviews")
        return 1
    model = fit(examples(reviews))
    kept = {name: row for name, row in model.weights.items() if any(row)}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(row)}" for name, row in kept.items())
    text = f'{{"roles": {json.dumps(model.roles)},\n"bias": {json.dumps(model.bias)},\n"weights": {{\n{lines}\n}}}}\n'
    (HOME / "ingest" / "vocabulary" / "roles.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
