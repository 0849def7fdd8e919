"""Questions about a review itself (who wrote it, when, for which board, how old the child was, what period it covers),
and how many there are: answered from the review's metadata, with the words in which the review says so.

Only a question that asks for nothing else is answered here: "How old was Child K when the nurse first came?" is one for
the passages. What the metadata has from elsewhere than the review's own text (a file name, a user) cannot be quoted, so
that it is left to the passages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.answers.ages import Bounds, bounds, years
from app.answers.library import Reviews, read
from app.answers.model import Opening, Quote
from app.answers.naming import COMPANIONS
from app.answers.sentences import spans
from app.answers.words import content, stems
from app.gate import verify
from index.model import Filters, Hit, ReviewCard, SearchResult
from index.payload import card
from ingest.model import Fact, Unit

_DO = r"(?:was|is|were|are|did|has|had)"
_KEYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        (
            "author",
            rf"^\W*who (?:wrote|authored|compiled|conducted|carried out|led)\b"
            rf"|\bwho {_DO} the (?:\w+ )*(?:\w+ )?(?:author|reviewer|writer)s?\b|\bauthors? of\b"
            r"|\b(?:names?|list) (?:of )?(?:the |all )*(?:authors?|reviewers?|writers?)\b",
        ),
        (
            "published",
            rf"\bwhen {_DO} .*\b(?:published|released|publish|come out)\b|\b(?:date|year) of publication\b"
            rf"|\bpublication date\b|^\W*(?:in )?(?:what|which) year {_DO} .*\b(?:published|released)\b",
        ),
        (
            "board",
            r"\b(?:which|what) (?:\w+ )*(?:board|partnership)\b.*\b(?:commission|publish|order)|"
            r"^\W*who (?:commissioned|published|ordered)\b",
        ),
        (
            "age",
            rf"^\W*how old {_DO}\b|\b(?:what|which) age {_DO}\b"
            r"|\bages? of (?:the )?(?:\w+ )?(?:child|children|baby|subject)\b"
            r"|^\W*(?:\w+['’]?s? ){0,3}ages?\W*$|^\W*ages?\b",
        ),
        ("period", r"\b(?:what|which) (?:period|time ?frame|timescale)\b"),
    )
)
#: Words that may stand beside what is asked for without asking for more.
_BESIDE = stems(
    "who wrote write written author authored compiled conducted carried led independent lead overview reviewer writer "
    "when published publication release released come came out date year board partnership commission commissioned "
    "publish order ordered old age aged period timeframe time frame timescale under cover covers covered look looks "
    "child children baby boy girl infant young person subject died dies death die dead killed injured injuries hurt "
    "harmed harm event incident serious case review report local safeguarding practice this that these each every "
    "there collection library had held hold many reviews cases reports scr scrs names name list show all involve "
    "involves involving concern concerns concerning babies"
)
_COUNT = re.compile(
    r"^\W*how many (?:\w+ ){0,3}?(?:reviews|cases|scrs|reports)\b"
    r"(?=.*\b(?:are there|do you have|are (?:in|held)|in the (?:collection|library)|published|about|of|on|from"
    r"|involv\w+|concern\w*)\b)",
    re.IGNORECASE,
)
#: "Reviews from 2017", "what reviews were published since 2020?", "list all reviews".
_LISTED = re.compile(
    r"^\W*(?:(?:which|what|any)\s+(?:of\s+the\s+)?|(?:list|show|name)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?)?(?:\w+\s+)?"
    r"(?:reviews|cases|scrs|reports)\b",
    re.IGNORECASE,
)
#: What befell the child is told by no more than a list of words: such a count is left to the passages.
_BEFELL = re.compile(r"\b(?:die[ds]?|death|dead|kill\w*|injur\w*|hurt|harm\w*)\b", re.IGNORECASE)
_YEARS = re.compile(r"\b(?P<how>in|from|since|before|after|during)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
#: Reviews that are quoted at most.
MOST = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What the reviews say of themselves.

    Args:
        quotes: at most one a fact, in the order of the reviews. counted: how many, None where that is not asked.
        sure: of the least sure fact, 0 to 1.
    """

    quotes: tuple[Quote, ...]
    counted: Opening | None = None
    sure: float = 1.0


def told(question: str, result: SearchResult, cards: Sequence[ReviewCard], library: Reviews) -> Told | None:
    """What metadata answers; None where the question is not of this kind, or a review's own words do not say it.

    Args:
        result: what was found for the question. cards: of all reviews.
    """
    filters = result.filters
    if filters.roles or filters.voices or filters.agencies or filters.themes:
        return None  # these are of what passages say, not of reviews
    scope = [each for each in cards if within(each, filters)]
    if _COUNT.search(question) or (_LISTED.search(question) and _YEARS.search(question)):
        return None if _BEFELL.search(question) else _counted(question, scope, library)
    keys = [key for key, pattern in _KEYS if pattern.search(question)]
    named = tuple(review for part in result.parts if part.kind == "filter" for review in part.meant)
    if not keys or result.absent or not _asks_no_more(question, result):
        return None
    quotes: list[Quote] = []
    surest = 1.0
    for review in _one_a_case(each for each in scope if not named or each.id in named):
        found = [fact for key in keys for fact in _facts(review, key, library)]
        quotes += [quote for _, quote in found if quote not in quotes]
        surest = min([surest, *(fact.confidence for fact, _ in found)])
    return Told(tuple(quotes[:MOST]), sure=surest) if quotes else None


def within(each: ReviewCard, filters: Filters) -> bool:
    """Whether a review is one that the filters leave."""
    years = filters.years
    return (
        (not filters.reviews or each.id in filters.reviews)
        and (not filters.cases or each.case in filters.cases)
        and (not filters.boards or each.board in filters.boards)
        and (not filters.kinds or each.kind in filters.kinds)
        and (years is None or (each.year.isdigit() and years[0] <= int(each.year) <= years[1]))
    )


def _asks_no_more(question: str, result: SearchResult) -> bool:
    named = frozenset().union(*(stems(part.found) for part in result.parts if part.kind == "filter"))
    return all(key in _BESIDE or key in named for key in content(question))


def _one_a_case(cards: Iterable[ReviewCard]) -> Iterator[ReviewCard]:
    """The report of each case, or what there is of it."""
    seen: set[str] = set()
    for each in sorted(cards, key=lambda one: one.kind in COMPANIONS):
        if each.case not in seen:
            seen.add(each.case)
            yield each


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


def _counted(question: str, scope: Sequence[ReviewCard], library: Reviews) -> Told | None:
    """How many reviews there are: in all, of a year, of children of an age. None for any other condition."""
    cases = list(_one_a_case(scope))
    asked_age, asked_year = bounds(question), _YEARS.search(question)
    plain = _YEARS.sub(" ", asked_age.left if asked_age else question)
    if any(key not in _BESIDE for key in content(plain)) or (asked_age and asked_year):
        return None
    if asked_age:
        return _of_age(cases, asked_age, library)
    found = [each for each in cases if asked_year is None or _of_year(each, asked_year)]
    key = "published" if asked_year else "board"
    quotes = [quote for each in found for _, quote in list(_facts(each, key, library))[:1]]
    unsure = len(found) - len(quotes)
    counted = Opening("published" if asked_year else "held", len(found), len(cases), unsure=unsure)
    return Told(tuple(quotes[:MOST]), counted) if quotes else None


def _of_year(each: ReviewCard, asked: re.Match[str]) -> bool:
    if not each.year.isdigit():
        return False
    year, than = int(each.year), int(asked["year"])
    how = asked["how"].lower()
    return {"since": year >= than, "after": year > than, "before": year < than}.get(how, year == than)


def _of_age(cases: Sequence[ReviewCard], asked: Bounds, library: Reviews) -> Told | None:
    quotes: list[Quote] = []
    known = 0
    for each in cases:
        for fact, quote in list(_facts(each, "age", library))[:1]:
            age = years(fact.value)
            known += age is not None
            if age is not None and asked.holds(age):
                quotes.append(quote)
    if not known:
        return None
    counted = Opening("aged", len(quotes), len(cases), asked.said, unsure=len(cases) - known)
    return Told(tuple(quotes[:MOST]), counted)
