"""From draft pairs, whose gold is named by words of the review, to pairs that name units only.

A dataset that is to be shared holds no text of a review: each anchor becomes a printed label and occurrence, or, where
nothing is printed, a stable id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.gold import Trouble, find
from eval.naming import named
from eval.pairs import Gold
from ingest.model import Review


def bind(
    rows: list[dict[str, Any]], reviews: Mapping[str, Review], names: Mapping[str, str]
) -> tuple[list[dict[str, Any]], tuple[Trouble, ...]]:
    """Rows with their anchors replaced; those that could not be are left out of the gold and told.

    Args:
        rows: draft pairs as read from JSON Lines.
        names: short review names used in the draft -> review ids.
    """
    bound, troubles = [], []
    for row in rows:
        gold: list[dict[str, Any]] = []
        for raw in row["gold"]:
            reference = Gold(
                review=names.get(raw["review"], raw["review"]),
                label=raw.get("label", ""),
                grade=raw.get("grade", 2),
                anchor=raw.get("anchor", ""),
                occurrence=raw.get("occurrence", 1),
            )
            units, reason = find(reference, reviews)
            if reason:
                troubles.append(Trouble(row["id"], reference, reason))
            gold += [name for unit in units if (name := named(unit, reference.grade)) not in gold]
        bound.append(_renamed(row | {"gold": gold}, names))
    return bound, tuple(troubles)


def _renamed(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    for key in ("speaks", "silent"):
        if key in row:
            row[key] = [names.get(name, name) for name in row[key]]
    if row.get("scope"):
        row["scope"] = names.get(row["scope"], row["scope"])
    return row


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
