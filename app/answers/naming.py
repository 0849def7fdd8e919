"""What reviews and passages are called in a few words, without quoting from them."""

from __future__ import annotations

from collections.abc import Iterable

from app.answers.sentences import row_key
from app.citations import document, locator, pages
from app.typeset import as_name
from index.model import Hit, ReviewCard
from ingest.metadata.kinds import DOCUMENTS

#: Kinds of document that stand beside the report of a case.
COMPANIONS = tuple(DOCUMENTS)


def short_name(review: ReviewCard) -> str:
    """A review in a few words: "Case R (2017)"."""
    name = as_name(review.subject or review.title or review.source)
    return f"{name} ({review.year})" if review.year and review.year not in name else name


def name_beside(review: ReviewCard, others: Iterable[ReviewCard]) -> str:
    """Its short name; with what sort of document it is, where another one of the same case has that name too."""
    name = short_name(review)
    shared = any(other.id != review.id and short_name(other) == name for other in others)
    told = document(review, name)
    return f"{name}, {told}" if shared and told else name


def place(hit: Hit) -> str:
    """A passage with its review: "Case R (2017), para 4.2, p. 7"."""
    return ", ".join(part for part in (short_name(hit.review), where(hit)) if part)


def where(hit: Hit) -> str:
    """Where in its review a passage stands: "para 4.2, p. 7"."""
    unit = hit.unit
    section = f"section {as_name(unit.section[-1])}" if unit.section else ""
    key = as_name(row_key(unit)) if unit.cells else ""
    section = ", ".join(part for part in (section, f"row {key}" if key else "") if part)
    found = locator(unit) if unit.label or unit.marker else section
    return ", ".join(part for part in (found, pages(unit.pages)) if part) or "a passage without a number"
