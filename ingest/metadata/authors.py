"""Who wrote the review."""

from __future__ import annotations

import re

from ingest.metadata.clues import Clues, Zone
from ingest.metadata.people import ONE, PEOPLE, people_in
from ingest.model import Fact
from ingest.patterns import linear


def _any_case(pattern: str) -> str:
    return f"(?i:{pattern})"


_QUALIFIED = r"(?:(?:independent|lead|overview|report|joint|co-?|review|scr|dhr|sar|lcspr|cspr|external|main)[\s-]+)*"
_WRITER = _any_case(rf"\b{_QUALIFIED}(?:authors?|reviewers?|writers?)\b")
_CHAIR_AND = _any_case(r"(?:\b(?:independent\s+)?chair(?:person)?\s*(?:and|&|/)\s*)?")
_OF_REPORT = _any_case(r"(?:\s+(?:of|for)\s+(?:this|the)\s+(?:\w+\s+){0,3}(?:report|review|case))?")
_AND_MORE = _any_case(r"(?:\s*(?:/|&|and)\s*(?:(?:independent|panel|lead)\s+)*(?:chair(?:person)?|reviewer|author))?")
_BY = _any_case(
    r"\b(?:(?:authored|written|prepared|compiled|produced|completed)(?:\s+and\s+\w+)?|(?:overview\s+)?report|review)\s+by\b"
)
_BETWEEN = r"\s*(?:\([^)\n]{0,30}\))?\s*[:–,|-]?\s*"
_ASKED = r"(?:appointed|commissioned|engaged|asked|selected|identified)"

#: "Report Author Idony Larch", "Independent Reviewers: A B and C D", "Authored by A B".
_LABELLED = linear(rf"(?:{_CHAIR_AND}{_WRITER}{_OF_REPORT}{_AND_MORE}|{_BY}){_BETWEEN}(?P<who>{PEOPLE})")
#: "Jo Bloggs, Independent Author", or "Jo Bloggs" over "Lead Reviewer".
_FOLLOWED = linear(rf"(?m)^[^\w\n]*(?:[Bb]y[ \t]+)?(?P<who>{PEOPLE})[ \t]*[,–(-]?[ \t]*\n*[ \t]*{_CHAIR_AND}{_WRITER}")
#: "The Independent Overview Writer is Ottoline Marsh".
_IS = linear(rf"{_WRITER}[^.\n]{{0,50}}?\b(?:is|was|were|are)\s+(?P<who>{PEOPLE})")
#: "Corin Vale, child protection consultant, was appointed as the independent reviewer".
_WAS = linear(
    rf"(?P<who>{PEOPLE})\b[^.\n]{{0,80}}?\b(?:is|was|were|has been|have been)\s"
    rf"(?:[^.\n]{{0,60}}?\b{_ASKED}\b[^.\n]{{0,80}}?|(?:the|an|a)\s+){_WRITER}"
)
#: A name at the start of a line, "By Jo Bloggs".
_BY_LINE = linear(rf"(?m)^[^\w\n]*[Bb](?:y|Y)\s*[:–-]?\s*(?P<who>{PEOPLE})")
#: "Authors", after which one name may stand on each line.
_SEVERAL = re.compile(r"(?i)\b(?:authors|reviewers|writers)\b\W*$")
_AFTER_NAME = r"(?:[ \t]*,?[ \t]+[A-Z]{2,6}\b)*"
_NEXT_LINE = linear(rf"{_AFTER_NAME}[ \t]*\n+[ \t]*(?P<who>{ONE}){_AFTER_NAME}[ \t]*(?=\n|$)")
_NOT_OF_REPORT = re.compile(r"(?i)\b(?:IMR|agency|management|chronology|single|individual|family)\W*$")


def author(clues: Clues) -> tuple[Fact, ...]:
    """The authors, one Fact each; empty where none is named as such.

    The author that a file's properties name is taken only if the review's opening names that person too: properties
    often name whoever made the file.
    """
    for pattern in (_LABELLED, _FOLLOWED, _IS, _BY_LINE):
        found = _people(clues.title_page, pattern, 0.95)
        if found:
            return found
    for pattern in (_IS, _WAS, _LABELLED):
        found = _people(clues.opening, pattern, 0.8)
        if found:
            return found
    stated = clues.properties.get("author", "").strip()
    if re.fullmatch(ONE, stated) and stated in clues.opening.text:
        return (Fact(stated, "file properties", 0.6),)
    return ()


def _people(zone: Zone, pattern: re.Pattern[str], confidence: float) -> tuple[Fact, ...]:
    for match in pattern.finditer(zone.text):
        if _NOT_OF_REPORT.search(zone.text[max(0, match.start() - 20) : match.start()]):
            continue
        source = zone.source_at(match.start("who"))
        named = people_in(match["who"])
        if named and _SEVERAL.search(match[0][: match.start("who") - match.start()]):
            named += tuple(name for name in _listed_below(zone.text, match.end("who")) if name not in named)
        found = tuple(Fact(name, source, confidence) for name in named)
        if found:
            return found
    return ()


def _listed_below(text: str, end: int) -> tuple[str, ...]:
    names: list[str] = []
    while (match := _NEXT_LINE.match(text, end)) and (found := people_in(match["who"])):
        names.extend(found)
        end = match.end("who")
    return tuple(names)
