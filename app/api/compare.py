"""Reviews beside each other: each aspect is put to each review alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from app.answers.compose import claim as claim_of
from app.answers.hearing import Heard
from app.answers.model import Claim
from app.api.desk import Desk
from app.api.requests import CompareIn
from app.api.responses import CellForm, CompareForm
from app.forms import passage_form, searched_form
from index.model import Filters, Hit, Searched

MOST_REVIEWS = 30
#: Aspects that are looked for at the same time.
AT_ONCE = 4
#: Seconds after which a call for a matrix begins no other row.
LONGEST = 15.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What one review says on one aspect.

    Args:
        claim: the best verified quotation; None where the review does not state it.
        near: the passages looked at that came nearest.
    """

    review: str
    aspect: str
    claim: Claim | None
    near: tuple[Hit, ...]
    searched: Searched


def rows(
    desk: Desk, reviews: Sequence[str], aspects: Sequence[str], filters: Filters = Filters()
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """One row a review, as it is done. Each aspect is put to the whole collection once.

    Args:
        filters: what of each review is looked at (roles, voices, themes).
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        heard = list(pool.map(partial(desk.hear, filters=replace(filters, reviews=())), aspects))
    for review in reviews:
        alone = replace(filters, reviews=(review,))
        yield review, tuple(_cell(desk, one, aspect, alone) for aspect, one in zip(aspects, heard, strict=True))


def _cell(desk: Desk, heard: Heard, aspect: str, filters: Filters) -> Cell:
    (review,) = filters.reviews
    found = desk.stated(heard, review, aspect)
    quote = next(iter(found.quotes), None)
    claim = None if quote is None else claim_of(quote)
    return Cell(review, aspect, claim, found.near, desk.searched(filters))


def chosen(desk: Desk, reviews: Sequence[str]) -> list[str]:
    """The reviews to compare, by id: those named, or all; at most MOST_REVIEWS.

    Raises:
        UnknownReview: one that is not there.
    """
    return [desk.review(ref).id for ref in reviews] if reviews else list(desk.ids()[:MOST_REVIEWS])


def compare_form(desk: Desk, asked: CompareIn, seconds: float = LONGEST) -> CompareForm:
    """The matrix, as many of its rows as are done in `seconds`: one at least, and one is never broken off."""
    until = time.monotonic() + seconds
    wanted = chosen(desk, asked.reviews)
    done: list[str] = []
    cells: list[CellForm] = []
    for review, row in rows(desk, wanted, asked.aspects):
        done.append(review)
        cells += map(_form, row)
        if time.monotonic() > until:
            break
    return CompareForm(reviews=done, aspects=asked.aspects, cells=cells, rest=wanted[len(done) :])


def _form(found: Cell) -> CellForm:
    claim = found.claim
    return CellForm(
        review=found.review,
        aspect=found.aspect,
        quote=claim.quote if claim else None,
        passage=passage_form(claim.hits[0]) if claim else None,
        searched=searched_form(found.searched),
        near=[hit.unit.id for hit in found.near],
    )
