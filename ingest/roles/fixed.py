"""Roles that structure alone decides: recommendations, footnotes, rows of tables."""

from __future__ import annotations

import re

from ingest.model import UNSEARCHED, Role, Unit
from ingest.roles.headings import named, nearest, single
from ingest.roles.phrases import words_of
from ingest.structure.recommendations import is_reply

_DATED = re.compile(
    r"\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d\b|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)"
)
#: What a table is, by words in its column headings; the first that fits.
_COLUMNS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("response", frozenset({"response", "status", "outcome", "progress", "milestone", "milestones", "rag"})),
    ("recommendation", frozenset({"recommendation", "recommendations"})),
    ("response", frozenset({"action", "actions", "deadline", "timescale", "timescales", "lead"})),
    ("narrative", frozenset({"date", "event", "events", "year", "when"})),
    (
        "reference",
        frozenset({"term", "meaning", "abbreviation", "acronym", "definition", "relationship", "initials"}),
    ),
)
#: Columns of a table of what agencies learnt and are doing about it.
_PLAN = frozenset({"action", "actions", "impact", "evidence", "lead"})
#: A paragraph of a glossary is shorter than this; a longer one says something of its own.
_TERM_WORDS = 8
_ROWS: dict[str, Role] = {
    "reference": "reference",
    "response": "response",
    "recommendation": "recommendation",
    "family_view": "family_view",
    "good_practice": "good_practice",
    "missed_opportunity": "missed_opportunity",
    "methodology": "methodology",
    "narrative": "narrative",
    "analysis": "analysis",
    "finding": "finding",
}


def fixed(unit: Unit) -> tuple[Role, float] | None:
    """Role and confidence, or None where the words have to be read."""
    if unit.kind in UNSEARCHED or not words_of(unit.text):
        return "none", 1.0
    if unit.kind == "recommendation":
        return ("response", 0.85) if _in_plan(unit) else ("recommendation", 0.97)
    if unit.kind == "footnote":
        return "reference", 0.85
    if unit.kind == "table_row":
        return _row(unit)
    if unit.kind == "paragraph" and unit.parent and is_reply(unit.text):
        return "response", 0.9
    if "finding" in named(unit.label):
        return "finding", 0.9
    if nearest(unit.section) == {"reference"} and (unit.kind != "paragraph" or len(words_of(unit.text)) < _TERM_WORDS):
        return "reference", 0.9
    return None


def _in_plan(unit: Unit) -> bool:
    """A recommendation printed again in an action plan, or an action under the heading of a response."""
    return "response" in nearest(unit.section) and "recommendation" not in nearest(unit.section)


def _row(unit: Unit) -> tuple[Role, float] | None:
    if unit.columns and unit.cells == unit.columns:
        return "none", 0.9
    if _DATED.match(unit.text):
        return "narrative", 0.95
    headed = {word for heading in unit.columns for word in words_of(heading)}
    by_column = next((role for role, words in _COLUMNS if headed & words), None)
    under = _ROWS.get(single(unit.section))
    if under in ("reference", "response", "recommendation"):
        return under, 0.9
    long_cells = sum(len(cell.split()) > 6 for cell in unit.cells)
    if long_cells >= 3 and headed & _PLAN:
        return "response", 0.8
    if by_column:
        return by_column, 0.8
    short = len(words_of(unit.text)) < 25
    return (under or "reference", 0.6) if short else (under, 0.5) if under else None
