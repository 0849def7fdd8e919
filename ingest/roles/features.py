"""What the model sees of a unit: kinds of sentence, headings, style, place. Never the words themselves."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ingest.model import Unit
from ingest.roles.headings import named, nearest
from ingest.roles.phrases import MOST_CHARACTERS, words_of
from ingest.roles.sentences import DATE, JUDGING, YEAR, sentences
from ingest.roles.vocabulary import style

Features = dict[str, float]
Kinds = Sequence[frozenset[str]]
_QUOTED = re.compile(r"“[^”]{3,1500}”|\"[^\"]{3,1500}\"|‘[^’]{12,1500}’(?!\w)")


def features(unit: Unit, place: float) -> Features:
    """Name -> value, absent names being 0.

    Args:
        place: of the unit in its review, 0 at the beginning to 1 at the end.
    """
    text = unit.text[:MOST_CHARACTERS].removeprefix(unit.label)
    words = words_of(text)
    said = sentences(text)
    found = _said(said) | _point(said) | _headings(unit.section, unit.label) | _style(words) | _form(text, len(words))
    if "bare:event" in found:
        found |= {f"{name}&event": 1.0 for name in found if name.startswith("near:")}
    found[f"kind:{unit.kind}"] = 1.0
    return found | {"place": place, "place:early": float(place < 0.12), "place:late": float(place > 0.85)}


def quoted_share(text: str) -> float:
    """Share of the characters that stand in quotation marks.

    >>> quoted_share("“Nobody asked.”")
    1.0
    """
    return sum(len(match) for match in _QUOTED.findall(text)) / max(1, len(text))


def _said(said: Kinds) -> Features:
    """Which kinds of sentence there are, how many of all, and which open and close the unit."""
    counts = Counter(kind for sentence in said for kind in sentence)
    found: Features = {}
    for kind, count in counts.items():
        found[f"share:{kind}"] = count / len(said)
        found[f"has:{kind}"] = 1.0
    found |= {f"last:{kind}": 1.0 for sentence in _tail(said) for kind in sentence}
    return found | {f"first:{kind}": 1.0 for kind in said[0]}


def _point(said: Kinds) -> Features:
    """The point that the sentences make together."""
    spoken = frozenset().union(*said)
    found: Features = {}
    if not spoken & JUDGING:
        found["bare"] = 1.0
        if spoken & {"event", "pure"}:
            found["bare:event"] = 1.0
            if not spoken & {"mild", "general", "notdone", "family"}:
                found["bare:all"] = 1.0
    found |= _praised(said, spoken)
    if sum("missed" in sentence for sentence in said) >= 2:
        found["missed:twice"] = 1.0
    if {"shouldhave", "notdone"} <= spoken:
        found["missed:both"] = 1.0
    if any(sentence & {"shouldhave", "named"} for sentence in _tail(said)):
        found["missed:tail"] = 1.0
    if len(said) <= 2 and "intro" in spoken:
        found["intro:short"] = 1.0
    return found


def _praised(said: Kinds, spoken: frozenset[str]) -> Features:
    """Whether praise stands, or is taken back by what follows."""
    praised = _last(said, {"praise"})
    blamed = _last(said, {"missed", "fault", "named"})
    if praised >= 0:
        after = frozenset().union(*said[praised:])
        return {"praise:clean" if blamed <= praised and "contrast" not in after else "praise:mixed": 1.0}
    if "mild" in spoken and blamed < 0 and "contrast" not in spoken:
        return {"mild:clean": 1.0}
    return {}


def _last(said: Kinds, wanted: set[str]) -> int:
    return max((at for at, sentence in enumerate(said) if sentence & wanted), default=-1)


def _tail(said: Kinds) -> Kinds:
    return said[-2:] if len(said) > 2 else said[-1:]


def _headings(section: Sequence[str], label: str) -> Features:
    found = {f"near:{name}": 1.0 for name in nearest(section)}
    if section:
        found |= {f"top:{name}": 1.0 for name in named(section[0])}
        found |= {f"any:{name}": 1.0 for heading in section for name in named(heading)}
        found["heading:question"] = float(section[-1].rstrip().endswith("?"))
        found["heading:sentence"] = float(len(section[-1].split()) > 7)
    return found | {f"label:{name}": 1.0 for name in named(label) if not label.replace(".", "").isdigit()}


def _style(words: Sequence[str]) -> Features:
    kinds_of_word = style()
    counts: Counter[str] = Counter(kind for word in words for kind in kinds_of_word.get(word, ()))
    counts["ed"] = sum(word.endswith("ed") for word in words)
    return {f"style:{kind}": 10 * count / len(words) for kind, count in counts.items() if count}


def _form(text: str, words: int) -> Features:
    return {
        "form:dates": math.log1p(len(DATE.findall(text))),
        "form:years": math.log1p(len(YEAR.findall(text))),
        "form:quoted": quoted_share(text),
        "form:question": float("?" in text),
        "form:colon": float(text.rstrip().endswith(":")),
        "form:link": float("http" in text or "www." in text),
        "form:bullets": math.log1p(text.count("•")),
        "form:length": math.log1p(words) / 5,
    }
