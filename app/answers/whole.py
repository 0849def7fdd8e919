"""Questions that are answered from whole reviews rather than from the passages that a search brings up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answers import about, chronology, overview, unsaid
from app.answers.library import Reviews, units_of
from app.answers.model import Opening, Quote
from app.answers.naming import COMPANIONS, short_name
from index.model import Hit, ReviewCard, SearchResult
from ingest.model import UNSEARCHED

#: Reviews that are read through for a question that names none.
READ = 12
#: Reviews that are looked through for a word at most.
MOST_READ = 60


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer from whole reviews.

    Args:
        quotes: none where the reviews were read through in vain; `opening` then says so.
        opening: what it counts. rest: units that were left out for want of room. sure: 0 to 1.
    """

    quotes: tuple[Quote, ...]
    opening: Opening | None = None
    rest: tuple[Hit, ...] = ()
    sure: float = 1.0


def told(question: str, result: SearchResult, cards: Sequence[ReviewCard], library: Reviews) -> Whole | None:
    """What the reviews say of themselves, what happened in a span of time, what a review comes to; None for a question
    that asks for anything else.

    Args:
        result: what was found for the question. cards: of all reviews.
    """
    found = about.told(question, result, cards, library)
    if found is not None:
        return Whole(found.quotes, found.counted, sure=found.sure)
    filters = result.filters
    if filters.roles or filters.voices or filters.agencies or filters.themes:
        return None
    return (
        _unsaid(question, result, cards, library)
        or _in_time(question, result, cards, library)
        or _overview(question, result, cards, library)
    )


def _scope(result: SearchResult, cards: Sequence[ReviewCard]) -> list[ReviewCard]:
    """The reviews that the question names, all where it names none, as far as the filters go."""
    named = {review for part in result.parts if part.kind == "filter" for review in part.meant}
    within = [card for card in cards if about.within(card, result.filters)]
    return [card for card in within if not named or card.id in named]


def _unsaid(question: str, result: SearchResult, cards: Sequence[ReviewCard], library: Reviews) -> Whole | None:
    what = unsaid.asked_for(question)
    scope = _scope(result, cards)
    if not what or len(scope) > MOST_READ:
        return None
    cases: dict[str, list[ReviewCard]] = {}
    for card in sorted(scope, key=lambda each: each.kind in COMPANIONS):
        cases.setdefault(card.case, []).append(card)
    found = unsaid.unsaid(what, result.parts, {of_case[0]: _hits(of_case, library) for of_case in cases.values()})
    return Whole(found.quotes, found.opening, sure=1.0 if found.quotes else 0.0)


def _in_time(question: str, result: SearchResult, cards: Sequence[ReviewCard], library: Reviews) -> Whole | None:
    period = chronology.asked_for(question, result)
    if period is None or result.absent:
        return None
    scope = _scope(result, cards)
    if len(scope) <= READ:
        found = chronology.dated(period, list(_hits(scope, library)))
        return Whole(found.quotes, rest=found.rest) if found else Whole((), Opening("undated"), sure=0.0)
    found = chronology.dated(period, result.hits)
    return Whole(found.quotes, rest=found.rest) if found else None


def _overview(question: str, result: SearchResult, cards: Sequence[ReviewCard], library: Reviews) -> Whole | None:
    asked = overview.sought(question, result)
    scope = _scope(result, cards)
    if asked is None or len({card.case for card in scope}) != 1:
        return None
    found = overview.overview(asked, list(_hits(scope, library)))
    if found is None:
        return None
    count = found.recommendations
    made = Opening("prints", count, about=short_name(scope[0]), unsure=found.wordless) if count else None
    return Whole(found.quotes, made, found.rest)


def _hits(cards: Sequence[ReviewCard], library: Reviews) -> Iterator[Hit]:
    """The units of some reviews that are searched, in reading order."""
    for card in cards:
        for unit in units_of(card.id, library):
            if unit.kind not in UNSEARCHED:
                yield Hit(unit, card, 1.0)
