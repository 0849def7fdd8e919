"""Tells a query in another language than English, which reviews are not searched in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from index.query.vocabulary import section

#: A query of fewer words shows too little of its language.
FEWEST = 3
#: Function words of the other language that it needs, and the share of its other words that are no English.
WORDS, SHARE = 2, 0.5
_WORD = re.compile(r"[^\W\d_]+")


def other_language(text: str, known: Callable[[str], bool]) -> str:
    """The language of a query that is not in English ("Polish", "another script"), "" for one that is or may be.

    Told by the little words, as in Cavnar and Trenkle's and every later comparison the surest sign in short texts: more
    of another language's than of English, and of the other words few that English or the library has.

    Args:
        known: whether a lower-case word is common English or stands in the library.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if _other_script(text):
        return "another script"
    if len(words) < FEWEST:
        return ""
    little = section("languages")
    counts = {name: sum(word in listed for word in words) for name, listed in little.items()}
    english = counts.pop("English")
    best = max(counts, key=lambda name: (counts[name], name))
    if counts[best] < WORDS or counts[best] <= english:
        return ""
    rest = [word for word in words if word not in little[best] and word not in little["English"]]
    strange = sum(not known(word) for word in rest)
    return best if strange >= SHARE * len(rest) else ""


def _other_script(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    foreign = sum("LATIN" not in unicodedata.name(char, "") for char in letters)
    return len(letters) > FEWEST and foreign > len(letters) / 2
