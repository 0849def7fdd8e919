"""What a route is given, and what it gives back: the parts of an answer, or why it does not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from app.answers.decision import Decision, decide
from app.answers.library import Reviews, units_of
from app.answers.model import Body
from app.answers.naming import COMPANIONS
from app.answers.question.question import Question
from index.engine import Index
from index.model import Filters, Hit, ReviewCard, SearchResult
from ingest.model import UNSEARCHED


@dataclass(frozen=True, slots=True)
class Declines:
    """A route does not answer a question; `why`, in words for people."""

    why: str


class Found:
    """What a question found: its passages, the reviews in scope, and once it is asked for, what was decided.

    Args:
        library: the reviews; None leaves questions about them to the passages.
    """

    def __init__(self, question: Question, result: SearchResult, index: Index, library: Reviews | None) -> None:
        self.question, self.result, self.index, self.library = question, result, index, library

    @cached_property
    def decision(self) -> Decision:
        """What the passages say to the question."""
        return decide(self.question, self.result, self.index)

    @cached_property
    def in_scope(self) -> list[ReviewCard]:
        """The reviews that the filters leave."""
        cards = (entry.card for entry in self.index.catalogue.entries)
        return [card for card in cards if _leaves(self.result.filters, card)]

    @property
    def named(self) -> list[ReviewCard]:
        """Those of them that the question names; all where it names none."""
        names = self.question.reviews
        return [card for card in self.in_scope if not names or card.id in names]

    @property
    def by_passage(self) -> bool:
        """Whether filters leave parts of reviews, so that nothing can be said of whole ones."""
        filters = self.result.filters
        return bool(filters.roles or filters.voices or filters.agencies or filters.themes)


Answering = Callable[[Found], Body | Declines]


@dataclass(frozen=True, slots=True)
class Route:
    """A way of answering, by its name."""

    name: str
    answer: Answering


def report_first(cards: Iterable[ReviewCard]) -> dict[str, list[ReviewCard]]:
    """The documents of each case, its report before what stands beside that."""
    cases: dict[str, list[ReviewCard]] = {}
    for card in sorted(cards, key=lambda each: each.kind in COMPANIONS):
        cases.setdefault(card.case, []).append(card)
    return cases


def searched_units(cards: Iterable[ReviewCard], library: Reviews) -> Iterator[Hit]:
    """The units of some reviews that are searched, in reading order."""
    for card in cards:
        for unit in units_of(card.id, library):
            if unit.kind not in UNSEARCHED:
                yield Hit(unit, card, 1.0)


def _leaves(filters: Filters, card: ReviewCard) -> bool:
    """Whether a review is one that the filters leave."""
    years = filters.years
    return (
        (not filters.reviews or card.id in filters.reviews)
        and (not filters.cases or card.case in filters.cases)
        and (not filters.boards or card.board in filters.boards)
        and (not filters.kinds or card.kind in filters.kinds)
        and (years is None or (card.year.isdigit() and years[0] <= int(card.year) <= years[1]))
    )
