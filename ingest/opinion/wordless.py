"""Numbers without words: a numbered paragraph or recommendation that says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Problem, Unit
from ingest.opinion.compared import Compared
from ingest.opinion.raw import letters

_NUMBERED = ("paragraph", "recommendation")


def numbers_without_words(compared: Compared) -> Iterator[Problem]:
    """Each numbered unit that has nothing but its number."""
    for unit in compared.units:
        if unit.kind in _NUMBERED and unit.label and not letters(unit.text.replace(unit.label, "", 1)):
            yield Problem("number-without-words", f"{unit.label} has no words.", unit.id, first_page(unit))


def first_page(unit: Unit) -> int | None:
    """The PDF page on which a unit begins."""
    return unit.pages.pdf[0] if unit.pages and unit.pages.pdf else None
