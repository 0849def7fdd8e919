"""Questions about a review itself (who wrote it, when, for which board, how old the child was, what period it covers),
and how many there are: answered from the review's metadata, with the words in which the review says so.

Only a question that asks for nothing else is answered here: "How old was Child K when the nurse first came?" is one for
the passages. What the metadata has from elsewhere than the review's own text (a file name, a user) cannot be quoted, so
that it is left to the passages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.answers.compose import compose
from app.answers.library import Reviews, read
from app.answers.model import Body, Opening, Quote
from app.answers.question.ages import Bounds, years
from app.answers.routes.route import Declines, Found, report_first
from app.answers.rules import fits
from app.answers.sentences import spans
from app.gate import verify
from index.model import Hit, ReviewCard
from index.payload import card
from ingest.model import Fact, Unit

#: What the reading of years of publication is taken to mean.
PUBLISHED = ("published",)
#: Reviews that are quoted at most.
MOST = 12


def told(found: Found) -> Body | Declines:
    """What metadata answers, in the words in which the reviews say it of themselves."""
    question = found.question
    if found.library is None or found.by_passage or not question.facts or question.counts_reviews:
        return Declines("it asks for nothing that a review tells of itself")
    more = question.besides("metadata")
    if more or question.absent:
        return Declines(f"it asks for more: {', '.join(more)}" if more else "it names what is not there")
    quotes: list[Quote] = []
    surest = 1.0
    for report, *_ in report_first(found.named).values():
        of_review = [fact for key in question.facts for fact in _facts(report, key, found.library)]
        quotes += [quote for _, quote in of_review if quote not in quotes]
        surest = min([surest, *(fact.confidence for fact, _ in of_review)])
    if not quotes:
        return Declines("no review says it in its own words")
    return _composed(found, quotes, None, surest)


def counted(found: Found) -> Body | Declines:
    """How many reviews there are: in all, of a year, of children of an age."""
    question = found.question
    if found.library is None or found.by_passage or not question.counts_reviews:
        return Declines("it does not ask how many reviews there are")
    if fits("reviews", "befell", question.said):
        # What befell the child is told by no more than a list of words.
        return Declines("what befell a child is for the passages")
    cases = [cards[0] for cards in report_first(found.in_scope).values()]
    claimed = [(each.start, each.end) for each in question.readings if each.reader == "age" or each.meant == PUBLISHED]
    if question.besides("metadata", claimed) or (question.ages and question.published):
        return Declines("it asks for another condition than a year or an age")
    if question.ages:
        return _of_age(found, cases, question.ages, found.library)
    asked = question.published
    of_year = [each for each in cases if asked is None or (each.year.isdigit() and asked.holds(int(each.year)))]
    key = "published" if asked else "board"
    quotes = [quote for each in of_year for _, quote in list(_facts(each, key, found.library))[:1]]
    opening = Opening("published" if asked else "held", len(of_year), len(cases), unsure=len(of_year) - len(quotes))
    return _composed(found, quotes, opening) if quotes else Declines("no review says it in its own words")


def _of_age(found: Found, cases: Sequence[ReviewCard], asked: Bounds, library: Reviews) -> Body | Declines:
    quotes: list[Quote] = []
    known = 0
    for each in cases:
        for fact, quote in list(_facts(each, "age", library))[:1]:
            age = years(fact.value)
            known += age is not None
            if age is not None and asked.holds(age):
                quotes.append(quote)
    if not known:
        return Declines("no review says an age in its own words")
    opening = Opening("aged", len(quotes), len(cases), asked.said, unsure=len(cases) - known)
    return _composed(found, quotes, opening)


def _composed(found: Found, quotes: Sequence[Quote], opening: Opening | None, sure: float = 1.0) -> Body:
    question = found.question
    if not quotes:
        return Body("nothing", sure, opening=opening)
    limited = bool(question.limited_to)
    return compose(question.kind, found.result, quotes[:MOST], confidence=sure, opening=opening, limited=limited)


def _facts(of: ReviewCard, key: str, library: Reviews) -> Iterator[tuple[Fact, Quote]]:
    """Each fact that stands in the review's own words, with them; facts of one sentence give one quotation."""
    review = read(of.id, library)
    if review is None:
        return
    units = {unit.id: unit for unit in review.units}
    seen: set[tuple[str, int]] = set()
    for fact in review.metadata.get(key, ()):
        unit = units.get(fact.source)
        place = _place(unit, fact.value) if unit else None
        if unit is None or place is None or (unit.id, place[0]) in seen:
            continue
        seen.add((unit.id, place[0]))
        quote = Quote(Hit(unit, card(review), fact.confidence), *place)
        if verify(quote.words, unit).verified:
            yield fact, quote


def _place(unit: Unit, value: str) -> tuple[int, int] | None:
    """The sentence or line of a unit in which a value stands, whatever its case; a period by its first date."""
    first = value.split(" to ")[0]
    for words in (value, first):
        pattern = r"\s+".join(map(re.escape, words.split()))
        match = re.search(pattern, unit.text, re.IGNORECASE)
        if match:
            return _around(unit, match.start(), match.end())
    return None


def _around(unit: Unit, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, or its line where it stands on one of its own."""
    first, last = next((span for span in spans(unit) if span[0] <= start and end <= span[1]), (start, end))
    line, after = unit.text.rfind("\n", first, start) + 1, unit.text.find("\n", end, last)
    return max(first, line), after if after >= 0 else last
