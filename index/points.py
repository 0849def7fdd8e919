"""Ids of points: UUIDs made from names, the same on every machine."""

from __future__ import annotations

import uuid

_SPACE = uuid.UUID("6f6c1f5e-5c1e-5d1b-9a53-2b1d6e6f0a10")


def point_id(name: str) -> str:
    """The id of the point of that name."""
    return str(uuid.uuid5(_SPACE, name))


def passage_id(unit: str, window: int) -> str:
    """The id of the point that holds one window of a unit."""
    return point_id(f"{unit}#{window}")
