"""The board or partnership that published a review, and its area.

A board is known by how its name ends ("Safeguarding Children Partnership"); the area is what stands before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.metadata.clues import Clues, Zone
from ingest.model import Fact
from ingest.patterns import linear
from ingest.vocabulary import words

_WHOM = r"(?:Child(?:ren)?(?:['’]?s)?|Adults?['’]?s?|Young\s+People(?:['’]?s)?|Families)"
_WHOM_ALL = rf"{_WHOM}(?:\s*(?:,|and|&)\s*{_WHOM}){{0,4}}"
_BODY = r"(?:Partnership\s+Board|Executive\s+Board|Assurance\s+Partnership|Partnerships?|Boards?)"
_TAIL = linear(
    rf"(?:(?:Local|Regional|Multi[\s-]?Agency|Joint|Integrated|Together)\s+){{0,4}}"
    rf"(?:(?:{_WHOM_ALL}\s+)?Safeguarding(?:\s+{_WHOM_ALL})?(?:\s+Multi[\s-]?Agency)?(?:\s+and\s+Community\s+Safety)?\s+{_BODY}"
    rf"|Community\s+Safety(?:\s+(?:and|&)\s+\w+)?\s+{_BODY}|(?:Area\s+)?Child\s+Protection\s+Committee"
    rf"|Public\s+Protection\s+Partnership|Safeguarding\s+Adults\s+and\s+Children\s+{_BODY})\b",
    re.IGNORECASE,
)
_SAFER = linear(
    r"\bSafer\s+(?P<area>(?:[A-Z][\w'’-]+|and|&|of|the)(?:\s+(?:[A-Z][\w'’-]+|and|&|of|the)){0,4}?)"
    r"\s+(?:Communities\s+)?(?:Partnership|Board)\b"
)
#: "Local Safeguarding Children Board for Norfolk".
_FOR = re.compile(
    r"[^\S\n]+(?:for|in|of)[^\S\n]+(?P<area>[A-Z][\w'’-]+(?:[^\S\n]+(?:(?:and|of|&)[^\S\n]+)?[A-Z][\w'’-]+){0,3})"
)
_NATIONAL = re.compile(r"\bSafeguarding\s+Board\s+(?:for\s+)?(?P<area>Northern\s+Ireland)\b", re.IGNORECASE)
_SHORT = linear(
    r"\b(?P<area>(?:[A-Z][a-z]+(?:\s+(?:and|&)\s+)?\s*){1,4})\s*(?P<tail>LSCB|LSCP|SCB|SCP|SAB|SAPB|CSP|RSB)\b"
)
_NO_PLACE = {"communities", "neighbourhoods", "places", "streets"}
_SHORT_NAMES = {
    "LSCB": "Local Safeguarding Children Board",
    "SCB": "Safeguarding Children Board",
    "LSCP": "Local Safeguarding Children Partnership",
    "SCP": "Safeguarding Children Partnership",
    "SAB": "Safeguarding Adults Board",
    "SAPB": "Safeguarding Adults Partnership Board",
    "CSP": "Community Safety Partnership",
    "RSB": "Regional Safeguarding Board",
}
_WORD = re.compile(r"\S+")
_JOINING = {"and", "&", "of", "upon", "on", "in", "the", "with", "under", "by", "le", "next"}
#: "of" belongs to an area only after one of these: "Isle of Wight", but "Chair of Norfolk ...".
_OF = {
    "city",
    "borough",
    "isle",
    "isles",
    "vale",
    "county",
    "riding",
    "forest",
    "kingdom",
    "boroughs",
    "cities",
    "town",
}
#: Capitalised words that precede a board's name and are no part of its area.
#: A line longer than this is part of a sentence, not of a title page.
_SENTENCE_LINE = 60
_SMALL = {"And", "Of", "The", "Upon", "On", "In", "With", "Under", "Le", "For", "By"}


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    area: str
    source: str


def board(clues: Clues, *, of_case: bool = True) -> tuple[Fact, Fact] | None:
    """The board and its area as (board, area); None where no board is named with an area.

    It is sought on the title page first, then in running headers and the opening, where the one that is spoken of most,
    whose initials stand on the title page or that "commissioned" the review, is taken. Of a report that is of no case
    only its title page counts: inside, it speaks of boards that did not write it.
    """
    scores: dict[str, float] = defaultdict(float)
    best: dict[str, _Named] = {}
    opening = ((clues.opening, 1.0),) if of_case else ()
    for zone, weight in ((clues.title_page, 6.0), (clues.headers, 4.0), (clues.stated, 3.0), *opening):
        counts: dict[str, int] = defaultdict(int)
        for named, match in _names(zone):
            key = _key(named)
            best.setdefault(key, named)
            counts[key] += 1
            scores[key] += _bonus(zone, match) * weight / 3
        for key, count in counts.items():
            scores[key] += weight * min(count, 4) ** 0.5
    for key, named in best.items():
        scores[key] += 5.0 * _initials_stand(named.name, clues.title_page.text + "\n" + clues.headers.text)
    if not scores:
        return None
    winner = max(scores, key=lambda key: scores[key])
    total = sum(scores.values())
    confidence = round(min(0.98, 0.5 + 0.5 * scores[winner] / total) * (1.0 if scores[winner] >= 4 else 0.8), 2)
    named = best[winner]
    return Fact(named.name, named.source, confidence), Fact(named.area, named.source, confidence)


def _names(zone: Zone) -> Iterator[tuple[_Named, re.Match[str]]]:
    for match, source in zone.finditer(_TAIL):
        area = _area_before(zone.text[max(0, match.start() - 90) : match.start()])
        after = _FOR.match(zone.text, match.end())
        if area:
            yield _Named(f"{area} {_cased(match[0])}", area, source), match
        elif after:
            yield _Named(f"{_cased(match[0])} for {_cased(after['area'])}", _cased(after["area"]), source), match
    for match, source in zone.finditer(_SAFER):
        if match["area"].lower() in _NO_PLACE:
            continue
        yield _Named(_cased(match[0]), _cased(match["area"]), source), match
    for match, source in zone.finditer(_NATIONAL):
        yield _Named(_cased(match[0]), _cased(match["area"]), source), match
    for match, source in zone.finditer(_SHORT):
        area = _area_before(match["area"])
        if area:
            yield _Named(f"{area} {_SHORT_NAMES[match['tail']]}", area, source), match


def _area_before(text: str) -> str:
    """The area at the end of a text: '... the Chair of the Isle of Wight ' -> 'Isle of Wight'.

    Where the text ends with a line break, the line before is the area if it is nothing else ("Norfolk" over
    "Safeguarding Children Board"), or its last words are, where a sentence runs on.
    """
    *before, line = text.split("\n")
    if line.strip() or not before:
        return _area_ending(line)
    area = _area_ending(before[-1])
    alone = area.lower() == before[-1].strip().lower()
    runs_on = len(before[-1]) > _SENTENCE_LINE
    return area if alone or runs_on else ""


def _area_ending(line: str) -> str:
    taken: list[str] = []
    for word in reversed(_WORD.findall(line)):
        bare = word.strip("“”\"'‘’(").rstrip(",")
        before_of = not taken or bare.lower() in _OF or taken[0].lower() != "of"
        if not before_of or not _is_area_word(bare, word, first=not taken):
            break
        taken.insert(0, bare + ("," if word.endswith(",") else ""))
    while taken and taken[0].lower().rstrip(",") in _JOINING | words("not_area"):
        taken.pop(0)
    return _cased(" ".join(taken)).rstrip(",")


def _is_area_word(bare: str, word: str, *, first: bool) -> bool:
    if word.endswith((".", ":", ";", ")", "]", "|")) or (first and word.endswith(",")):
        return False
    if bare.lower() in _JOINING:
        return not first
    return (
        bare[:1].isupper()
        and bare.lower().rstrip(",") not in words("not_area")
        and re.sub(r"[-'’,]", "", bare).isalpha()
    )


def _bonus(zone: Zone, match: re.Match[str]) -> float:
    """What is said beside the name: that it published or commissioned the review."""
    before = zone.text[max(0, match.start() - 120) : match.start()].lower()
    after = zone.text[match.end() : match.end() + 80].lower()
    published = bool(
        re.search(r"(?:published|commissioned|produced|undertaken)\s+(?:by|on behalf of)\s+[^.\n]*$", before)
    )
    commissioned = bool(
        re.match(r"\s*(?:\([^)]*\)\s*)?(?:\w+\s+){0,3}(?:commissioned|initiated|agreed to|decided)", after)
    )
    return 2.0 * (published or commissioned)


def _initials_stand(name: str, text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _JOINING]
    initials = "".join(word[0].upper() for word in words)
    return bool(re.search(rf"\b{initials}\b", text))


def _key(named: _Named) -> str:
    """'Norfolk Local Safeguarding Children Board' and 'Norfolk Safeguarding Children Board' are one board."""
    words = re.findall(r"[a-z]+", named.name.lower())
    return " ".join(word for word in words if word not in {"local", "the", "s"}).replace("childrens", "children")


def _cased(text: str) -> str:
    """One line; capitals throughout become title case: 'BATH AND WELLS' -> 'Bath and Wells'."""
    words = " ".join(text.split())
    letters = [letter for letter in words if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.8 * len(letters) and len(letters) > 5:
        words = re.sub(r"['’]S\b", lambda match: match[0].lower(), words.title())
        words = " ".join(word.lower() if at and word in _SMALL else word for at, word in enumerate(words.split()))
    return words
