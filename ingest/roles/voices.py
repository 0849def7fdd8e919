"""Whose voice a unit is: the author's, unless most of it quotes or reports somebody else."""

from __future__ import annotations

import re

from ingest.model import Role, Unit, Voice
from ingest.patterns import linear
from ingest.roles.features import quoted_share
from ingest.roles.headings import nearest
from ingest.roles.phrases import MOST_CHARACTERS, words_of
from ingest.roles.vocabulary import phrases

#: So much of a unit has to stand in quotation marks, or so many of its sentences have to report.
_MOSTLY_QUOTED = 0.35
_OPENING_WORDS = 40
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
_CHILD_SECTION = re.compile(
    r"\b(?:child(?:ren)?['’]?s? (?:view|voice|perspective)s?|voices? of the (?:child|girl|boy)|wants you to know"
    r"|in [A-Z][\w’']+ (?:own )?words|own words)",
    re.IGNORECASE,
)
_AGENCY_HEADING = linear(
    r"\([^)]*(?:Trust|Services?|Care|Team|Constabulary|Police|Practice|Practitioners|Hospital|Council|College)[^)]*\)"
)
_WORKS = frozenset({"references", "bibliography", "reading"})
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_REPORTED: tuple[Voice, ...] = ("agency", "research", "guidance")
_QUOTED: tuple[Voice, ...] = ("family", "research", "guidance", "agency")


def voice_of(unit: Unit, role: Role) -> Voice:
    """The voice of a unit whose role is known."""
    if role == "none":
        return "none"
    if role == "family_view":
        return "child" if any(_CHILD_SECTION.search(heading) for heading in unit.section) else "family"
    if role in ("response", "recommendation"):
        return "agency" if any(_AGENCY_HEADING.search(heading) for heading in unit.section) else "author"
    if role == "reference":
        return _cited(unit)
    if role in ("methodology", "narrative"):
        return _source(unit) if quoted_share(unit.text[:MOST_CHARACTERS]) > 0.5 else "author"
    return _reported(unit)


def _cited(unit: Unit) -> Voice:
    """Of a note or a list of works: what it names."""
    listed = unit.kind != "footnote" and bool(_WORKS & set(words_of(" ".join(unit.section))))
    if unit.kind != "footnote" and not listed:
        return "author"
    cues = phrases("voices").count(words_of(unit.text))
    if "law" in cues and not listed:
        return "guidance"
    return "research" if "work" in cues or _YEAR.search(unit.text) else "author"


def _reported(unit: Unit) -> Voice:
    """Of an appraisal: who is quoted or reported in most of it."""
    text = unit.text[:MOST_CHARACTERS]
    if quoted_share(text) >= _MOSTLY_QUOTED:
        return _source(unit)
    pieces = [phrases("voices").count(words_of(piece)) for piece in _SENTENCE.split(text) if len(piece) > 12]
    for voice in _REPORTED:
        hits = [voice in piece for piece in pieces]
        if hits and hits[0] and sum(hits) >= len(hits) / 2:
            return voice
    return "author"


def _source(unit: Unit) -> Voice:
    """Who is quoted: the voice most spoken of in the opening, then in the whole."""
    words = words_of(unit.text)
    for part in (words[:_OPENING_WORDS], words):
        cues = phrases("voices").count(part)
        best = max(_QUOTED, key=lambda voice: cues.get(voice, 0))
        if cues.get(best):
            return best
    return "family" if "family_view" in nearest(unit.section) else "author"
