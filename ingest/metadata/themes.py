"""Themes and agencies of a review: controlled terms that enough of its units speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.metadata.clues import Clues
from ingest.model import UNSEARCHED, Fact, Unit
from ingest.vocabulary import Term, terms

#: A theme is one of which so large a share of the units speaks, and no fewer than so many.
THEME_SHARE, THEME_UNITS = 0.03, 3
#: An agency is named in at least so many units, so that one mentioned in passing is left out.
AGENCY_UNITS = 2
_HEADING_COUNTS = 3
_ORGANISATION = re.compile(
    r"\b(?:(?:[A-Z][\w'’]+|of|and|the|for|&)[^\S\n]+){1,7}?"
    r"(?:Constabulary|NHS (?:Foundation )?Trust|Foundation Trust|Hospitals? (?:NHS )?Trust|County Council|City Council|Borough Council"
    r"|Clinical Commissioning Group|CCG|Integrated Care Board|Health Board|Children['’]s (?:Services|Social Care)|Probation Service"
    r"|Recovery Partnership|Ambulance Service|Housing (?:Association|Group)|Police(?: Service)?|Fire and Rescue Service|University Hospital)"
    r"(?:[^\S\n]+NHS Trust)?\b"
)
_MOST_NAMED = 20


def themes(clues: Clues) -> tuple[Fact, ...]:
    """Themes, the most spoken of first; a heading that names one counts as three units."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate", "front_matter"}]
    cited = sum(unit.kind not in UNSEARCHED for unit in units)
    least = max(THEME_UNITS, THEME_SHARE * cited)
    return _spoken_of(units, terms("themes"), least=least)


def agencies(clues: Clues) -> tuple[Fact, ...]:
    """Kinds of agency that the review names, the most named first."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate"}]
    return _spoken_of(units, terms("agencies"), least=AGENCY_UNITS)


def agencies_named(clues: Clues) -> tuple[Fact, ...]:
    """Organisations as printed, in the order in which they are first named."""
    found: dict[str, Fact] = {}
    for match, source in clues.opening.finditer(_ORGANISATION):
        name = re.sub(
            r"^(?:(?:The|the|and|of|for|&|In|From|By|At|With|To|Both|While|When|However)\s+)+",
            "",
            " ".join(match[0].split()),
        )
        if len(name.split()) > 1:
            found.setdefault(name.lower(), Fact(name, source, 0.7))
    return tuple(found.values())[:_MOST_NAMED]


def _spoken_of(units: Sequence[Unit], vocabulary: Sequence[Term], *, least: float) -> tuple[Fact, ...]:
    counted: list[tuple[float, Fact]] = []
    for term in vocabulary:
        weight, source = 0, ""
        for unit in units:
            if term.pattern.search(unit.text):
                weight += _HEADING_COUNTS if unit.kind == "heading" else 1
                source = source or unit.id
        if weight >= least:
            counted.append((weight, Fact(term.name, source, round(min(0.95, 0.5 + weight / len(units)), 2))))
    return tuple(fact for _, fact in sorted(counted, key=lambda pair: -pair[0]))
