"""What happened on a day or in a span of time: the dated sentences of the reviews, in the order of their dates.

Only a question that asks for nothing else is answered here ("What happened between March and June 2016 in Case R?").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.answers.compose import compose
from app.answers.evidence import Sentence
from app.answers.model import Body, Opening, Quote
from app.answers.quoting import joined, quote
from app.answers.routes.route import Declines, Found, searched_units
from app.answers.sentences import spans
from app.answers.words import stems
from index.model import Hit
from index.query.dates import Date, Period, dates_in

#: Reviews that are read through for a question that names none.
READ = 12
#: Roles of units that tell of the case, and not of the review or of what is to be done.
_TOLD = frozenset({"narrative", "analysis", "finding", "missed_opportunity", "good_practice", "family_view"})
#: Words quoted at most, of a row that is quoted whole, and of the shortest sentence that says something.
ROOM, _ROW, _SHORTEST = 190, 80, 4


_When = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Dated:
    """The quotations in order of their dates, and the units of those for which there was no room."""

    quotes: tuple[Quote, ...]
    rest: tuple[Hit, ...]


def in_time(found: Found) -> Body | Declines:
    """What happened in the span of time that the question names."""
    question, period = found.question, found.question.period
    if found.library is None or found.by_passage or period is None or not question.asks_events or question.absent:
        return Declines("it does not ask what happened in a span of time")
    more = [word for word in question.besides("timeline") if not word[0].isdigit()]
    if more:
        return Declines(f"it asks for more: {', '.join(more)}")
    whole = len(found.named) <= READ
    told = dated(period, list(searched_units(found.named, found.library)) if whole else found.result.hits)
    if told is None:
        return Body("nothing", 0.0, opening=Opening("undated")) if whole else Declines("no passage found is dated so")
    limited = bool(question.limited_to)
    return compose(question.kind, found.result, told.quotes, unquoted=told.rest, limited=limited)


def dated(period: Period, hits: Iterable[Hit]) -> Dated | None:
    """The sentences of the hits that are dated within the period; None for none.

    Args:
        hits: in reading order where they are all of a review's, so that a day without a year takes that before it.
    """
    found = list(_within(period, hits))
    told = [each for each in found if each[1].hit.unit.role in _TOLD] or found
    if not told:
        return None
    taken: list[tuple[_When, Sentence]] = []
    rest: dict[str, Hit] = {}
    # The story first, then what is said of it; both in the order of their dates.
    for each in sorted(told, key=lambda one: (one[1].hit.unit.role != "narrative", one[0])):
        if taken and _length([*taken, each]) > ROOM:
            rest.setdefault(each[1].hit.unit.id, each[1].hit)
        else:
            taken.append(each)
    quotes = _widened(_quotes(taken))
    quoted = {each.hit.unit.id for each in quotes}
    return Dated(tuple(quotes), tuple(hit for key, hit in rest.items() if key not in quoted))


def _quotes(taken: Sequence[tuple[_When, Sentence]]) -> list[Quote]:
    return joined([quote(sentence) for _, sentence in sorted(taken, key=lambda each: each[0])])


def _length(taken: Sequence[tuple[_When, Sentence]]) -> int:
    return sum(len(each.words.split()) for each in _quotes(taken))


def _widened(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations with what follows in their units, as far as there is room, so that none breaks off."""
    room = ROOM - sum(len(each.words.split()) for each in quotes)
    done: list[Quote] = []
    for place, each in enumerate(quotes):
        after = [span for span in spans(each.hit.unit) if span[0] >= each.end and not each.hit.unit.cells]
        limits = [other.start for other in quotes[place + 1 :] if other.hit.unit.id == each.hit.unit.id]
        end = each.end
        for span in after:
            more = len(each.hit.unit.text[end : span[1]].split())
            if more > room or any(limit < span[1] for limit in limits):
                break
            end, room = span[1], room - more
        done.append(Quote(each.hit, each.start, end, each.note))
    return joined(done)


def _within(period: Period, hits: Iterable[Hit]) -> Iterator[tuple[_When, Sentence]]:
    """Each sentence with its first date within the period.

    A day without a year is of the year that was printed last in its unit, or, in a story, in its section.
    """
    year = 0
    section: tuple[str, tuple[str, ...]] = ("", ())
    for hit in hits:
        here = (hit.unit.review, hit.unit.section)
        if here != section or hit.unit.role != "narrative":
            year, section = 0, here
        places = _places(hit)
        start = len(hit.unit.label) if hit.unit.text.startswith(hit.unit.label) else 0
        for place, span in enumerate(places):
            for date in _dates(hit, (places[place - 1][1] if place else start, span[1])):
                year = date.year or year
                whole = Date(year, date.month, date.day)
                if period.holds(whole if period.dated else date):
                    text = hit.unit.text[slice(*span)]
                    yield (year, date.month, date.day), Sentence(hit, 1, span, stems(text), {}, 1.0, 1.0)
                    break


def _places(hit: Hit) -> list[tuple[int, int]]:
    """What can be quoted of a unit: a row whole, its sentences but for those that are no more than a date."""
    unit = hit.unit
    first = next((unit.text.find(cell) for cell in unit.cells if cell.strip()), -1)
    if first >= 0 and len(unit.text.split()) <= _ROW:
        return [(first, len(unit.text.rstrip()))]
    return [span for span in spans(unit) if len(unit.text[slice(*span)].split()) >= _SHORTEST]


def _dates(hit: Hit, span: tuple[int, int]) -> Sequence[Date]:
    """The dates of a row, which stand in its first cell, or of a sentence with what stands before it ("May 2014:")."""
    row = dates_in(hit.unit.cells[0]) if hit.unit.cells else ()
    return row or dates_in(hit.unit.text[slice(*span)])
