"""How a dataset names a unit: by its printed label and occurrence, or by its stable id where nothing is printed."""

from __future__ import annotations

from typing import Any

from ingest.model import Unit


def named(unit: Unit, grade: int) -> dict[str, Any]:
    """A gold reference to a unit, as it stands in a dataset: no word of its text."""
    name: dict[str, Any] = {"review": unit.review, "label": unit.label, "occurrence": unit.occurrence}
    return name | ({} if unit.label else {"id": unit.id}) | {"grade": grade}
