"""Names of places whose councils and boards publish reviews (`[places]` of `data/vocabulary.toml`)."""

from __future__ import annotations

import re
from functools import cache

from index.query.vocabulary import section

#: Letters from which a name is known in small letters too.
LONG = 7


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted((name for names in section("places").values() for name in names), key=len, reverse=True)
    # A short one in small letters may be a word.
    forms = [f"(?i:{re.escape(name)})" if len(name) >= LONG else re.escape(name) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def places_in(query: str) -> list[tuple[int, int, str]]:
    """Start, end and name of each place named, the longest where one lies in another.

    >>> places_in("in North Somerset and Bristol")
    [(3, 17, 'North Somerset'), (22, 29, 'Bristol')]
    """
    return [(*match.span(), match.group()) for match in _pattern().finditer(query)]
