"""Units in, the same units with role, confidence and voice out."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from ingest.model import Role, Unit
from ingest.roles.features import features
from ingest.roles.fixed import fixed
from ingest.roles.model import Model, shipped
from ingest.roles.voices import voice_of


def assign(units: tuple[Unit, ...], model: Model | None = None) -> tuple[Unit, ...]:
    """The units of one review, in reading order, with their roles and voices.

    Args:
        model: other weights than those that come with the package.
    """
    reader = model or shipped()
    last = max(1, len(units))
    return tuple(_assigned(unit, at / last, reader) for at, unit in enumerate(units))


def _assigned(unit: Unit, place: float, model: Model) -> Unit:
    decided = fixed(unit)
    if decided is None:
        chances = model.chances(features(unit, place))
        best = max(chances, key=lambda name: chances[name])
        decided = cast(Role, best), chances[best]
    role, confidence = decided
    return replace(unit, role=role, role_confidence=round(confidence, 3), voice=voice_of(unit, role))
