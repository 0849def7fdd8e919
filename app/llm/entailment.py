"""Whether passages say what a claim says, by a model for natural-language inference, where the user has one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from ingest.errors import ModelError
from ingest.settings import Settings

#: A claim needs this chance of following from one of its passages.
ENOUGH = 0.5


class Entailment(Protocol):
    """Chance, 0 to 1, that a claim follows from a text."""

    def chance(self, text: str, claim: str) -> float:
        """How likely `claim` is, given `text`."""
        ...


class CrossEncoderEntailment:
    """Wraps `sentence_transformers.CrossEncoder`: one with a label "entailment", or with a single score.

    Args:
        model: a folder, or a name on a model hub.

    Raises:
        ModelError: there is no such model, or its labels do not say which one is entailment.
    """

    def __init__(self, model: str) -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model)
        except (OSError, ValueError) as error:
            raise ModelError(f"The model {model!r} cannot be loaded: {error}", remedy=_REMEDY) from error
        labels = {str(name).lower(): int(at) for name, at in self._model.config.label2id.items()}
        if len(labels) > 1 and "entailment" not in labels:
            raise ModelError(f"The model {model!r} has no label “entailment”: it has {sorted(labels)}.", remedy=_REMEDY)
        self._label = labels.get("entailment", 0) if len(labels) > 1 else None

    def chance(self, text: str, claim: str) -> float:
        """See Entailment."""
        from torch.nn import Identity

        (scores,) = self._model.predict([(text, claim)], activation_fn=Identity())
        if self._label is None:
            return 1 / (1 + math.exp(-float(scores)))
        return softmax([float(score) for score in scores])[self._label]


_REMEDY = "Give CASEBOOK_SUPPORT_MODEL the folder of a sentence-transformers NLI cross-encoder, or leave it empty."


def load_entailment(settings: Settings) -> Entailment | None:
    """The model that the settings name, None where they name none."""
    return CrossEncoderEntailment(settings.support_model) if settings.support_model else None


def softmax(scores: Sequence[float]) -> list[float]:
    """Chances that add up to 1.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    return [power / sum(powers) for power in powers]
