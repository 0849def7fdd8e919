"""Ids of points: 63-bit numbers made from names, the same on every machine."""

from __future__ import annotations

import hashlib


def point_id(name: str) -> int:
    """The id of the point of that name. Two of a million points collide with a chance of one in ten million."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") >> 1


def passage_id(unit: str, window: int) -> int:
    """The id of the point that holds one window of a unit."""
    return point_id(f"{unit}#{window}")
