"""What an answer quotes of a unit, as spans of its text: by which a citation names the part of a long one."""

from __future__ import annotations

from collections.abc import Iterable

from app.answers.model import Claim
from app.gate import Span, find
from ingest.model import Unit


def quoted_of(unit: Unit, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """All that claims quote of one unit, in order; spans may overlap. A claim quotes the first of its hits."""
    quotes = [claim.quote for claim in claims if claim.quote and claim.hits and claim.hits[0].unit.id == unit.id]
    return tuple(sorted(span for quote in quotes for span in find(quote, unit.text)))


def cited_of(unit: Unit, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """The same as far as a citation asks: nothing of a unit without parts, which is cited whole."""
    return quoted_of(unit, claims) if unit.parts else ()
