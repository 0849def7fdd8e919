"""What the form of a question narrows its answer to: the reviews that it names, the words that spell an acronym out,
the sort of fact that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.answers.evidence import Asked, Sentence
from app.answers.expected import expected, spells_out
from app.answers.model import Quote
from app.answers.width import is_wide
from index.model import SearchResult


def named(result: SearchResult, question: str) -> frozenset[str]:
    """Ids of the reviews to which a question limits itself by their names; none where it asks about others besides."""
    reviews = frozenset(review for part in result.parts if part.kind == "filter" for review in part.meant)
    return frozenset() if is_wide(question, result.parts) else reviews


def narrowed(asked: Asked, result: SearchResult, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that a question is about; all of them where a narrowing would leave none."""
    kept = list(candidates)
    reviews = named(result, asked.text)
    if reviews:
        kept = _those(kept, lambda each: each.hit.review.id in reviews)
    if asked.kind == "define":
        kept = _those(kept, lambda each: spells_out(each.text, asked.text))
    return kept


def direct_first(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations of passages that hold the sort of fact asked for (a date, a number of visits) come first."""
    sorts = expected(question)
    holding = {quote.hit.unit.id for quote in quotes if all(sort.holds(quote.words) for sort in sorts)}
    return sorted(quotes, key=lambda quote: quote.hit.unit.id not in holding)


def _those(candidates: list[Sentence], fits: Callable[[Sentence], bool]) -> list[Sentence]:
    return [each for each in candidates if fits(each)] or candidates
