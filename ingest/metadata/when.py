"""Dates as printed: when a review was published, and the period it covers."""

from __future__ import annotations

import re

from ingest.metadata.clues import Clues, Zone
from ingest.model import Fact
from ingest.patterns import linear

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}\s?(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_SEASON = r"(?:spring|summer|autumn|winter|early|mid|late)"
#: A date of any precision from a day to a season.
DATE = (
    rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_MONTH}(?:\s*[/–-]\s*{_MONTH})?,?\s+{_YEAR}"
    rf"|{_DAY}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)|{_YEAR}-\d\d-\d\d|{_SEASON}[\s-]+{_YEAR})"
)
_LOOSE = rf"(?:{DATE}|{_YEAR})"
_ANY_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_SHORT_YEAR = re.compile(r"\d[/.-](\d\d)$")

_PUBLISHED = linear(
    rf"\b(?:date\s+of\s+publication|publication\s+date|publication|published|date\s+published)\b"
    rf"(?:\s+by\b[^\n]{{0,90}}?)?(?:\s+(?:on|in)\b)?\s*[:–-]?\s*(?:\w+day,?\s+)?(?P<date>{_LOOSE})(?!\d)",
    re.IGNORECASE,
)
_DATED = linear(
    rf"\b(?:final\s+(?:report|version|draft)|version\s+[\d.]+|date\s+of\s+(?:the\s+)?(?:final\s+)?report|report\s+date"
    rf"|date\s+completed|completed|date|approved|ratified|agreed(?:\s+by\b[^\n]{{0,90}}?)?)\b(?:\s+(?:on|in)\b)?"
    rf"\s*[:,–-]?\s*(?P<date>{DATE})(?!\d)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*(?P<date>{DATE})\W*$", re.IGNORECASE)
_YEAR_ALONE = re.compile(rf"^\W*(?P<date>{_YEAR})\W*$")
_AT_END = linear(rf"(?P<date>{DATE})\W*$|^\W*(?P<start>{DATE})\b.{{0,15}}$", re.IGNORECASE)
_COPYRIGHT = linear(rf"(?:©|\bcopyright\b)[^\n]{{0,60}}?(?P<date>{_YEAR})(?!\d)", re.IGNORECASE)
_IN_NAME = re.compile(rf"(?<!\d)(?P<date>(?:{_MONTH}\s+)?{_YEAR})(?!\d)", re.IGNORECASE)
_RANGE = linear(rf"(?P<first>{_LOOSE})\s*(?:to|until|–|-)\s*(?P<last>{_LOOSE})(?!\d)", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"\b(?:(?:re-?)?inspect\w*|visits?|visited|fieldwork|printed|printing|meetings?|hearings?|heard|inquest|evidence|session"
    r"|accessed|retrieved|due|born|birth|dob|died|death|incident|injur\w+|commission\w*|commenc\w*|signed|period|between|from|agreed"
    r"|date of review)\b",
    re.IGNORECASE,
)

_OF_INSPECTION = re.compile(r"\b(?:(?:re-?)?inspect\w*|visits?|fieldwork|hearings?)\b", re.IGNORECASE)
_OF_OTHER = re.compile(
    r"\b(?:(?:re-?)?inspect\w*|visits?|fieldwork|printed|printing|hearings?|inquest|meetings?|birth|death)\b"
    rf"|(?:\d|\b{_MONTH})\s*(?:to|and|[–-])\s*$",
    re.IGNORECASE,
)
_TO = r"\b(?:to|until|till|up\s+to|and|through\s+to|and\s+(?:ends?|concludes?)\s+(?:on|in|at|with))\b"
_SCOPE = (
    r"\b(?:period\s+(?:under|of|for|covered\s+by|looked\s+at|examined|considered|(?:being\s+)?reviewed)\b"
    r"|review\s+period|time\s*-?\s*(?:frame|scale|period|line)|scop(?:e|ing)(?:\s+period)?"
    r"|cover(?:s|ed|ing)\s+(?:the\s+|a\s+)?(?:period|events|time)|chronolog\w+\s+covering|terms\s+of\s+reference)\b"
)
#: Both ends are dates: "from 1 May 2015, when ..., to 30th July 2016".
_PERIOD = linear(
    rf"{_SCOPE}[^.;]{{0,160}}?(?P<first>{_LOOSE})(?:[^.;\n]{{0,120}}?{_TO}[^.;\n]{{0,60}}?|\s*[–-]\s*)(?P<last>{_LOOSE})(?!\d)",
    re.IGNORECASE,
)
#: The end is told in a sentence of its own: "from May 2015. It will end on 30th July 2016".
_IN_TWO = linear(
    rf"{_SCOPE}[^.]{{0,80}}?\bfrom\s+(?P<first>{_LOOSE})[^.]{{0,120}}\.\s+[^.]{{0,40}}?\bends?\s+(?:on|in|at)\s+(?P<last>{_LOOSE})(?!\d)",
    re.IGNORECASE,
)
#: The end is an event: "from September 2021, when ..., until his fall".
_TO_EVENT = linear(
    rf"{_SCOPE}[^.;]{{0,80}}?(?P<first>{_LOOSE})[^.;]{{0,120}}?{_TO}\s+(?P<last>(?:the|his|her|their|when)\b[^,.;\n]{{3,60}})",
    re.IGNORECASE,
)
#: Neither is a date: "from when the hospital made a referral up to ...".
_IN_WORDS = re.compile(
    r"\b(?:covers?\s+the\s+period|period\s+under\s+review\s+(?:is|was|covers?|runs?)|timeframe[^.]{0,40}?\b(?:is|was|are))\s+"
    r"(?P<first>(?:from|between)\b[^.;]{10,220})",
    re.IGNORECASE,
)
_PERIODS = ((_PERIOD, 0.85), (_IN_TWO, 0.85), (_TO_EVENT, 0.75), (_IN_WORDS, 0.7))


def year_in(text: str) -> str:
    """The four-digit year of a date as printed, "" where it has none: '12.03.18' -> '2018'."""
    full = _ANY_YEAR.search(text)
    if full:
        return full.group(1)
    short = _SHORT_YEAR.search(text.strip())
    return f"20{short.group(1)}" if short else ""


def published(clues: Clues) -> Fact | None:
    """The date of publication as printed, the surest of what says it."""
    labelled = (_match(zone, _PUBLISHED, 0.95) for zone in (clues.title_page, clues.headers, clues.front))
    found = next((fact for fact in labelled if fact), None)
    return (
        found
        or _standing_alone(clues.title_page)
        or _match(clues.title_page, _DATED, 0.75, plain=True)
        or _ending_a_line(clues.title_page)
        or _match(clues.headers, _DATED, 0.6, plain=True)
        or _match(clues.headers, re.compile(rf"(?P<date>{DATE})", re.IGNORECASE), 0.5, plain=True)
        or _match(clues.front, _COPYRIGHT, 0.6)
        or _year_alone(clues.title_page)
        or _match(clues.stated, _IN_NAME, 0.5)
        or _match(clues.name, _IN_NAME, 0.5)
    )


def period(clues: Clues) -> Fact | None:
    """The period under review, "FIRST to LAST" with both as printed."""
    for pattern, confidence in _PERIODS:
        for match, source in clues.opening.finditer(pattern, "first"):
            ends = [match["first"], *([match["last"]] if "last" in pattern.groupindex else [])]
            return Fact(" to ".join(_tidy(end) for end in ends), source, confidence)
    for match, source in clues.title_page.finditer(_RANGE, "first"):
        if _OF_INSPECTION.search(_before(clues.title_page, match.start())):
            continue
        return Fact(f"{_tidy(match['first'])} to {_tidy(match['last'])}", source, 0.6)
    return None


def _match(zone: Zone, pattern: re.Pattern[str], confidence: float, *, plain: bool = False) -> Fact | None:
    """The first date that the pattern finds; `plain`: none that its line says to be of something else."""
    for match, source in zone.finditer(pattern, "date"):
        if plain and _OF_OTHER.search(_before(zone, match.start("date"))):
            continue
        return Fact(_tidy(match["date"]), source, confidence)
    return None


def _before(zone: Zone, at: int) -> str:
    """What stands before a place on its line, and the line above where that ends in a colon."""
    *above, line = zone.text[:at].split("\n")[-2:]
    return f"{above[0]} {line}" if above and above[0].rstrip().endswith(":") else line


def _standing_alone(zone: Zone) -> Fact | None:
    lines = list(zone.lines())
    for at, (source, line) in enumerate(lines):
        match = _ALONE.match(line)
        before = lines[at - 1][1] if at else ""
        if match and not _labels(before):
            return Fact(_tidy(match["date"]), source, 0.85)
    return None


def _labels(line: str) -> bool:
    """A line that says of which event the date below it is: "Inspection dates:"."""
    return bool(_OTHER_DATE.search(line)) and (line.rstrip().endswith((":", "-", "–")) or len(line.split()) <= 3)


def _ending_a_line(zone: Zone) -> Fact | None:
    before = ""
    for source, line in zone.lines():
        match = _AT_END.search(line)
        above, before = before, line
        if match and _labels(above):
            continue
        if match and len(line) < 120 and not _OTHER_DATE.search(line) and not _RANGE.search(line):
            return Fact(_tidy(match["date"] or match["start"]), source, 0.6)
    return None


def _year_alone(zone: Zone) -> Fact | None:
    for source, line in zone.lines():
        match = _YEAR_ALONE.match(line)
        if match:
            return Fact(match["date"], source, 0.6)
    return None


def _tidy(date: str) -> str:
    text = " ".join(date.split()).strip(" ,;:–-")
    return text.title() if text.isupper() and not text.isdigit() else text
