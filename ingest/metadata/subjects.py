"""Whom a review is about: the pseudonym or letter that it gives them ("Case R", "Child B1", "Alex")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.metadata.clues import Clues, Zone
from ingest.metadata.kinds import REVIEWS
from ingest.metadata.letters import LOWER, UPPER
from ingest.model import Fact
from ingest.patterns import linear
from ingest.vocabulary import words

_GENERIC = (
    r"(?:Case|Child(?:ren)?|Bab(?:y|ies)|Infants?|Famil(?:y|ies)|Adults?|Young\s+(?:Person|People|Adult)|Siblings?|Teenager"
    r"|Youth|Student|Mother|Resident|Victim|Mrs?|Ms|Miss)"
)
#: Words that name a person only before a letter or number: "Girl K", but not "Girl Guides".
_CODED_ONLY = r"(?:Girl|Boy|Twins?|Woman|Man|Person|Patient|Sister|Brother)"
_CODE = r"(?:[A-Z]{1,3}\d{0,3}|\d{1,4})"
_NAME = rf"[{UPPER}][{LOWER}’']{{2,}}(?:-[{UPPER}][{LOWER}]+)?"
_QUOTES_OPEN, _QUOTES_CLOSE = "[“\"‘'«]", "[”\"’'»]"
_ONE = rf"(?:{_QUOTES_OPEN}?(?:{_CODE}|{_NAME}){_QUOTES_CLOSE}?)"
_MORE = rf"(?:\s*(?:,|&|/|\band\b)\s*(?:{_GENERIC}\s+)?{_ONE}(?!\w)){{0,8}}"

#: "Child B1", "Baby Jake", "Children S and T", "Child A and Child B".
#: "Case Tracking Number" is the label of a field.
_GENERIC_NAME = re.compile(
    rf"\b(?P<generic>{_GENERIC})(?:\s*:)?\s+(?P<who>{_ONE}(?!\w){_MORE})(?!\s+(?i:number|no\.|reference|ref|code)\b)"
)
#: "Girl K".
_GENERIC_CODE = re.compile(rf"\b(?P<generic>{_CODED_ONLY})(?:\s*:)?\s+(?P<who>{_CODE})(?!\w)")
#: "into the death of Ben Carr", of a report that is about no case of a board's.
_DEATH_OF = re.compile(
    rf"(?i:\b(?:deaths?|murder|killing|case)\s+of)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\s+)?(?P<who>{_NAME}(?:[^\S\n]+{_NAME}){{0,2}})"
)
#: "“James”"; "“Bobbie and Sam”".
_QUOTED = re.compile(rf"{_QUOTES_OPEN}(?P<who>{_NAME}(?:(?:,|\s+and|\s*&)\s+{_NAME}){{0,6}}){_QUOTES_CLOSE}")
_REVIEW = "|".join(kind.printed for kind in REVIEWS)
_CODED = r"(?:[A-Z]{1,4}\d{1,3}|(?!SCR|SAR|DHR|NHS|LSC|CSC|UK|LA\b|II)[A-Z]{2,3})\b"
#: "Serious Case Review concerning James", "SAR: Josie", "SCR ADS14".
_ABOUT = linear(
    rf"(?i:\b(?:{_REVIEW}|overview\s+report|executive\s+summary|learning\s+from\s+the\s+review)\b)[^\S\n]*(?:\([A-Z]+\))?\s*"
    rf"(?:(?i:\b(?:concerning|regarding|in\s+respect\s+of|respecting|relating\s+to|about|into|on|of|for|re)\b|in\s+the\s+case\s+of)|[:–-])"
    rf"\s*:?\s*(?i:(?:the\s+)?(?:(?:tragic\s+)?death|case|circumstances|life|serious\s+injury|murder)\s+(?:of|to)\s+)?"
    rf"{_QUOTES_OPEN}?(?P<who>{_NAME}(?:[^\S\n]+{_NAME})?(?:(?:,|\s+and|\s*&)\s+{_NAME}){{0,6}}|{_CODED})"
)
_CODE_ALONE = linear(rf"(?i:\b(?:{_REVIEW}))[^\S\n]+(?P<who>[A-Z]{{1,4}}\d{{1,3}}\b)")
#: A line of the title page that is a name and nothing else.
_LINE = re.compile(
    rf"(?m)^[^\w\n]*(?P<who>{_NAME}(?:(?:,|\s+and|\s*&)\s+{_NAME}){{0,6}})(?:\s+and\s+(?:family|siblings?))?[^\w\n]*$"
)
#: "who will be referred to as Alex", "known throughout this report as ‘X’".
_CALLED = re.compile(
    rf"\b(?i:referred\s+to|known|named|pseudonym|anonymised)\b(?:\s+\w+){{0,5}}?\s+(?i:as|of|is|called)\s+{_QUOTES_OPEN}?"
    rf"(?P<generic>{_GENERIC}\s+)?(?P<who>{_CODE}(?![A-Za-z])|{_NAME})"
)
_PERSON = re.compile(
    r"\b(?:child\w*|bab(?:y|ies)|infant|boy|girl|young|adult|man|woman|son|daughter|sibling\w*)\b", re.IGNORECASE
)
#: In a document of more units a name that stands alone on a line is spoken of at least so often.
_SHORT, _OFTEN = 10, 3
#: "CYSUR 2/2019", "CPR 01/2017", "BSCB 2014-15/3": how Wales and some English boards number their reviews.
_REFERENCE = re.compile(r"\b(?P<who>[A-Z]{2,8}[ /-]{0,2}N?\d{1,4}[/-]\d{2,4}(?:[/-]\d{1,2})?)\b")

_NO_NAME = words("not_subject")
#: What may stand between the names of several subjects: "Child X, Adult Y".
_LINKS = {"and", ",", "&", "/", "child", "children", "case", "adult", "baby", "family", "sibling", "siblings"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    source: str


def subject(clues: Clues, *, area: str = "", of_case: bool = True, kind: bool = True) -> Fact | None:
    """The subject's pseudonym, None where none is found.

    A name on the title page weighs most; that the file name holds it, and that the review speaks of it often, tell
    the subject from other people and from other cases that are mentioned.

    Args:
        area: of the board, which is no one's name.
    """
    scores: dict[str, float] = defaultdict(float)
    first: dict[str, _Candidate] = {}
    places = set(re.findall(r"[a-z]+", area.lower()))
    for zone, weight, patterns in _searched(clues) if of_case else _of_report(clues):
        if patterns == (_LINE,) and not kind:
            continue  # a name alone on a line of what is no review may be a place's
        for candidate in _candidates(zone, patterns, places):
            tokens = identity(candidate.name)
            if not tokens:
                continue
            if patterns == (_LINE,) and len(clues.units) > _SHORT and _spoken_of(clues, tokens) < _OFTEN:
                continue  # "Confidential" stands alone on a line too
            key = " ".join(tokens)
            first.setdefault(key, candidate)
            scores[key] += weight
    if not scores:
        return _reference(clues) if of_case else None
    name_words = set(re.findall(r"[a-z0-9]+", clues.name.text.lower()))
    for key, candidate in first.items():
        tokens = identity(candidate.name)
        scores[key] += 4.0 * (set(tokens) <= name_words)
        scores[key] += min(3.0, _spoken_of(clues, tokens) / 4)
    winner = max(scores, key=lambda key: (scores[key], -list(first).index(key)))
    if scores[winner] < 2.5:
        return _reference(clues) if of_case else None
    chosen = first[winner]
    return Fact(chosen.name, chosen.source, round(min(0.95, 0.5 + scores[winner] / 20), 2))


def identity(name: str) -> tuple[str, ...]:
    """What tells one subject from another: 'Child B1' -> ('b1',), 'Children S and T' -> ('s', 't')."""
    generic = re.compile(rf"\b(?:{_GENERIC}|{_CODED_ONLY}|and)\b", re.IGNORECASE)
    return tuple(sorted(set(re.findall(r"[^\W_]+", generic.sub(" ", name).lower()))))


def _searched(clues: Clues) -> Iterator[tuple[Zone, float, tuple[re.Pattern[str], ...]]]:
    yield clues.title_page.cased(), 3.0, (_GENERIC_CODE, _GENERIC_NAME, _QUOTED, _ABOUT, _CODE_ALONE)
    yield clues.title_lines.cased(), 3.0, (_LINE,)
    yield clues.stated, 2.0, (_GENERIC_NAME, _QUOTED, _ABOUT)
    yield clues.headers.cased(), 2.0, (_GENERIC_NAME, _QUOTED, _ABOUT)
    yield Zone.of([("file name", clues.name.text.title())]), 2.5, (_GENERIC_NAME,)
    yield Zone.of(_of_people(clues.opening)), 1.0, (_CALLED,)
    yield clues.opening, 0.1, (_GENERIC_NAME,)


def _of_report(clues: Clues) -> Iterator[tuple[Zone, float, tuple[re.Pattern[str], ...]]]:
    """Where a report of another kind names whom it is about: on its title page, or nowhere."""
    yield clues.title_page.cased(), 3.0, (_GENERIC_CODE, _DEATH_OF)


def _of_people(zone: Zone) -> Iterator[tuple[str, str]]:
    """Lines that speak of a child or another person: a company too may be "referred to as" something."""
    for source, line in zone.lines():
        if _PERSON.search(line):
            yield source, line


def _candidates(zone: Zone, patterns: tuple[re.Pattern[str], ...], places: set[str]) -> Iterator[_Candidate]:
    text = zone.text
    for pattern in patterns:
        for match in pattern.finditer(text):
            who = _clean(match["who"], places)
            generic = (match.groupdict().get("generic") or "").strip()
            if who:
                yield _Candidate(_shown(generic, who), zone.source_at(match.start("who")))


def _clean(who: str, places: set[str]) -> str:
    """The names in a run of them, up to the first word that is in no one's name."""
    words = re.sub(r"[“”\"«»]|[‘’'](?!\w)|(?<!\w)[‘’']", "", who)
    words = re.sub(r"[’']s\b", "", words)
    taken: list[str] = []
    for word in re.findall(r"[\w’'-]+|[,&/]", words):
        bare = word.lower()
        if (bare in _NO_NAME and bare not in _LINKS) or (bare in places and len(bare) > 3):
            break
        taken.append(word)
    while taken and taken[-1].lower() in _LINKS:
        taken.pop()
    return " ".join(taken).replace(" ,", ",")


def _shown(generic: str, who: str) -> str:
    """'Child' and 'B1' -> 'Child B1', but 'Child' and 'Alex' -> 'Alex': a name needs no more."""
    first = re.findall(r"[^\W_]+", who)[0]
    if not generic or (len(first) > 2 and not first.isupper()):
        return who
    return f"{' '.join(generic.split()).capitalize() if generic.isupper() else ' '.join(generic.split())} {who}"


def _spoken_of(clues: Clues, tokens: tuple[str, ...]) -> int:
    """How often the opening speaks of all of them, as written with a capital."""
    counts = [
        len(re.findall(rf"\b{re.escape(token.upper() if len(token) < 3 else token.title())}\b", clues.opening.text))
        for token in tokens
    ]
    return min(counts, default=0)


def _reference(clues: Clues) -> Fact | None:
    for zone in (clues.title_page, clues.headers):
        for match, source in zone.finditer(_REFERENCE):
            return Fact(match["who"], source, 0.6)
    return None
