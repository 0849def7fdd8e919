"""Themes and agencies of a review: controlled terms that enough of its units speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingest.metadata.clues import Clues
from ingest.model import UNSEARCHED, Fact, Unit
from ingest.vocabulary import lexicon, tokens

#: A theme is one of which so large a share of the units speaks, and no fewer than so many.
THEME_SHARE, THEME_UNITS = 0.02, 3
MOST_THEMES = 12
#: The same of an agency, so that one mentioned in passing is left out.
AGENCY_SHARE, AGENCY_UNITS = 0.01, 3
_HEADING_COUNTS = 3
#: No unit is looked at further than this: a file without line breaks is one unit.
_UNIT_CHARS = 20_000


def themes(clues: Clues) -> tuple[Fact, ...]:
    """Themes, the most spoken of first; a heading that names one counts as three units."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate", "front_matter"}]
    cited = sum(unit.kind not in UNSEARCHED for unit in units)
    return _spoken_of(units, "themes", least=max(THEME_UNITS, THEME_SHARE * cited))[:MOST_THEMES]


def agencies(clues: Clues) -> tuple[Fact, ...]:
    """Kinds of agency that the review names, the most named first."""
    units = [unit for unit in clues.units if unit.kind not in {"toc", "boilerplate"}]
    return _spoken_of(units, "agencies", least=max(AGENCY_UNITS, AGENCY_SHARE * len(units)))


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
