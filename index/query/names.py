"""Names of reviews in a query: the pseudonym of the child or the case, the board, the area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.model import ReviewCard
from index.query.places import places_in
from ingest.numbering import ONES

#: What a letter or a number after it names: "Case R", "Baby V", "Child B1".
_HOLDERS = r"(?:case|child|baby|infant|family|young person|adult|subject|scr|review)"
_BOARD_TAIL = re.compile(
    r"\b(?:local )?(?:multi[- ]agency )?(?:safeguarding|child protection|community safety|area child)\b.*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{1,2}\d{0,2}|\d{1,2}[A-Z]?")


@dataclass(frozen=True, slots=True)
class Named:
    """Words of the query that name reviews, and the ids of those reviews."""

    found: str
    reviews: tuple[str, ...]


@lru_cache(maxsize=1024)
def patterns(card: ReviewCard) -> list[re.Pattern[str]]:
    """What a query may call this review by its subject: "Child B1" is also "B1's", "Case R" also "R's", "baby R"; one
    of "Siblings P and Q" is "P", "Kit and Ms Harrow" are also "Kit". The apostrophe of a possessive may be left out."""
    subject = card.subject.strip()
    if not subject:
        return []
    whole = [re.compile(rf"\b{re.escape(subject)}\b", re.IGNORECASE)] if len(subject) > 3 else []
    each = re.split(r"(?<!\s)\s*+(?:,|&|\band\b)\s*+", subject)
    return [*whole, *(pattern for name in each if name for pattern in _patterns(name))]


def _patterns(subject: str) -> list[re.Pattern[str]]:
    code = subject.split()[-1]
    if code.lower() in ONES:
        # "Child One" is "child 1" too; "One" alone may be anybody.
        number = f"(?:{re.escape(code)}|{ONES.index(code.lower()) + 1})"
        return [re.compile(rf"\b{_HOLDERS}s?\s+{number}\b(?!\.?\d)", re.IGNORECASE)]
    if not _CODE.fullmatch(code):
        name = re.escape(code if subject.split()[0].lower() in {"child", "baby", "young"} else subject)
        return [re.compile(rf"\b{name}\b|{_bare_possessive(name)}", re.IGNORECASE if len(code) > 3 else 0)]
    held = re.compile(rf"\b{_HOLDERS}s?\s+{re.escape(code)}\b(?!\.?\d)", re.IGNORECASE)
    if len(code) > 1 and not code.isdigit():
        return [held, re.compile(rf"\b{re.escape(code)}\b|{_bare_possessive(re.escape(code))}", re.IGNORECASE)]
    # A letter alone counts only as a capital that is no word of English and no initial: "V's parents", "does V share".
    alone = [re.compile(rf"(?<![\w.'’&/-]){code}(?=['’]s\b|\s+[a-z]|\s*$|[?!,])")] if code not in {"A", "I"} else []
    return [held, *alone]


def _bare_possessive(name: str) -> str:
    """ "rowans dad", and not "the rowans of the wood"."""
    return rf"(?<!\bthe )\b{name}(?=s\s+(?!(?:of|in|and|or|are|were|have|had)\b)\w)"


@lru_cache(maxsize=1024)
def places(card: ReviewCard) -> tuple[str, ...]:
    """The area, and what stands before "Safeguarding ..." in the board's name."""
    board = _BOARD_TAIL.sub("", card.board).strip(" -,&")
    names = {name.strip() for name in (card.area, board) if len(name.strip()) > 3}
    return tuple(sorted(names))


def names_in(query: str, cards: Sequence[ReviewCard]) -> list[Named]:
    """The reviews that a query names, by subject or by place; where both are named, those to which both apply."""
    by_subject = list(_subjects(query, cards))
    by_place = list(_places(query, cards))
    if by_subject and by_place:
        local = {review for named in by_place for review in named.reviews}
        narrowed = [Named(n.found, tuple(r for r in n.reviews if r in local) or n.reviews) for n in by_subject]
        covered = {review for named in narrowed for review in named.reviews}
        # "Norfolk's Case R" means one review; "Leicester and Case R" means two.
        return [*narrowed, *(named for named in by_place if not covered & set(named.reviews))]
    return by_subject or by_place


def shared_places(cards: Sequence[ReviewCard]) -> frozenset[str]:
    """Places from which every review is: named in a query, they tell nothing apart, and are not what it is about."""
    each = [frozenset(places(card)) for card in cards]
    return frozenset.intersection(*each) if each else frozenset()


def _subjects(query: str, cards: Sequence[ReviewCard]) -> Iterable[Named]:
    found: dict[str, list[str]] = {}
    for card in cards:
        for pattern in patterns(card):
            match = pattern.search(query)
            if match:
                found.setdefault(match.group().lower(), []).append(card.id)
                break
    for words, reviews in found.items():
        yield Named(words, tuple(dict.fromkeys(reviews)))


def _places(query: str, cards: Sequence[ReviewCard]) -> Iterable[Named]:
    found: dict[str, list[str]] = {}
    plain = query.lower()
    ours = {place.lower() for card in cards for place in places(card)}
    # "North Somerset" does not name Somerset.
    elsewhere = [place for place in places_in(query) if place[2].lower() not in ours]
    for card in cards:
        for place in places(card):
            if place.lower() not in plain:
                continue
            longer = [span for *span, name in elsewhere if name.lower() != place.lower()]
            spans = [match.span() for match in re.finditer(rf"\b{re.escape(place)}\b", query, re.IGNORECASE)]
            if any(not any(a <= start and end <= b for a, b in longer) for start, end in spans):
                found.setdefault(place, []).append(card.id)
                break
    for place, reviews in found.items():
        # A place that most of the library is from tells nothing apart.
        if len(reviews) < max(2, len(cards)):
            yield Named(place, tuple(dict.fromkeys(reviews)))
