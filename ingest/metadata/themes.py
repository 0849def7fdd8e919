"""Themes and agencies of a review: controlled terms that enough of its units speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.metadata.clues import Clues
from ingest.model import UNSEARCHED, Fact, Unit
from ingest.vocabulary import lexicon, tokens, words

#: A theme is one of which so large a share of the units speaks, and no fewer than so many.
THEME_SHARE, THEME_UNITS = 0.02, 3
MOST_THEMES = 12
#: The same of an agency, so that one mentioned in passing is left out.
AGENCY_SHARE, AGENCY_UNITS = 0.01, 3
_HEADING_COUNTS = 3
#: No unit is looked at further than this: a file without line breaks is one unit.
_UNIT_CHARS = 20_000
_KIND_OF_ORGANISATION = (
    r"(?:Constabulary|NHS(?:[^\S\n]+Foundation)?[^\S\n]+Trust|Foundation[^\S\n]+Trust|Hospitals?[^\S\n]+(?:NHS[^\S\n]+)?Trust"
    r"|Hospitals?|(?:County|City|Borough|District|Metropolitan)[^\S\n]+Council|Council|Clinical[^\S\n]+Commissioning[^\S\n]+Group"
    r"|Integrated[^\S\n]+Care[^\S\n]+Board|Health[^\S\n]+Board|Children['’]?s[^\S\n]+(?:Services|Social[^\S\n]+(?:Care|Work))"
    r"|Probation(?:[^\S\n]+Service)?|Partnership[^\S\n]+Trust|Ambulance[^\S\n]+Service|Housing(?:[^\S\n]+(?:Association|Group))?"
    r"|Police(?:[^\S\n]+Service)?|Fire[^\S\n]+and[^\S\n]+Rescue[^\S\n]+Service|Women['’]?s[^\S\n]+Aid|Academy|School)"
)
_CAPITALISED = r"(?:[A-Z][\w'’-]+|of|and|the|&)"
_ORGANISATION = re.compile(
    rf"\b[A-Z][\w'’-]+[^\S\n]+(?:{_CAPITALISED}[^\S\n]+){{0,6}}?{_KIND_OF_ORGANISATION}(?:[^\S\n]+of[^\S\n]+[A-Z]\w+)?(?:[^\S\n]+NHS[^\S\n]+(?:Foundation[^\S\n]+)?Trust)?\b"
)
_MOST_NAMED = 20


def themes(clues: Clues) -> tuple[Fact, ...]:
    """Themes, the most spoken of first; a heading that names one counts as three units."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate", "front_matter"}]
    cited = sum(unit.kind not in UNSEARCHED for unit in units)
    return _spoken_of(units, "themes", least=max(THEME_UNITS, THEME_SHARE * cited))[:MOST_THEMES]


def agencies(clues: Clues) -> tuple[Fact, ...]:
    """Kinds of agency that the review names, the most named first."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate"}]
    return _spoken_of(units, "agencies", least=max(AGENCY_UNITS, AGENCY_SHARE * len(units)))


def agencies_named(clues: Clues) -> tuple[Fact, ...]:
    """Organisations as printed, in the order in which they are first named."""
    found: dict[str, Fact] = {}
    for match, source in clues.opening.finditer(_ORGANISATION):
        name = _organisation(match[0])
        if name:
            found.setdefault(name.lower(), Fact(name, source, 0.7))
    return tuple(found.values())[:_MOST_NAMED]


def _organisation(text: str) -> str:
    """The name without what led up to it ("In September Leicester Police"); "" where nothing of a name is left."""
    parts = text.split()
    last = max((at for at, word in enumerate(parts) if word.lower() in words("before_organisation")), default=-1)
    parts = parts[last + 1 :]
    while parts and parts[0].lower() in {"of", "and", "the", "&"}:
        parts.pop(0)
    generic = {
        "children's",
        "children’s",
        "childrens",
        "services",
        "social",
        "care",
        "hospital",
        "hospitals",
        "police",
        "school",
    }
    return " ".join(parts) if len(parts) > 1 and not {part.lower() for part in parts} <= generic else ""


def _spoken_of(units: Iterable[Unit], vocabulary: str, *, least: float) -> tuple[Fact, ...]:
    terms = lexicon(vocabulary)
    weights: Counter[str] = Counter()
    sources: dict[str, str] = {}
    counted = 0
    for unit in units:
        counted += 1
        for name in terms.spoken_of(tokens(unit.text[:_UNIT_CHARS])):
            weights[name] += _HEADING_COUNTS if unit.kind == "heading" else 1
            sources.setdefault(name, unit.id)
    return tuple(
        Fact(name, sources[name], round(min(0.95, 0.5 + weight / counted), 2))
        for name, weight in sorted(weights.items(), key=lambda pair: (-pair[1], terms.names.index(pair[0])))
        if weight >= least
    )
