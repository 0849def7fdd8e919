"""Reviews beside each other: each aspect is put to each review alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from app.answers.model import Claim
from app.answers.words import content, stems
from app.api.desk import Desk
from app.api.requests import CompareIn
from app.api.responses import CellForm, CompareForm
from app.forms import passage_form, searched_form
from index.model import Filters, Hit, Searched

MOST_REVIEWS = 30
#: Cells that are filled at the same time.
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


def rows(desk: Desk, reviews: Sequence[str], aspects: Sequence[str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """One row a review, as it is done; the cells of a row beside each other."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for review in reviews:
            yield review, tuple(pool.map(partial(cell, desk, review), aspects))


def cell(desk: Desk, review: str, aspect: str) -> Cell:
    """Put one aspect to one review."""
    answer = desk.ask(as_question(aspect), filters=Filters(reviews=(review,)), k=2)
    quoted = [claim for claim in answer.claims if claim.quote and claim.verified and _speaks_of(claim, aspect)]
    return Cell(
        review=review,
        aspect=aspect,
        claim=quoted[0] if answer.answered and quoted else None,
        near=answer.passages[:2],
        searched=answer.searched,
    )


def _speaks_of(claim: Claim, aspect: str) -> bool:
    """Whether the passage quoted has a word of the aspect: a cell that only comes near is "not stated"."""
    return any(content(aspect).keys() & stems(hit.unit.text) for hit in claim.hits[:1])


def as_question(aspect: str) -> str:
    """A subject as a question; a question stays as it is.

    >>> as_question("the voice of the child")
    'What does the review say about the voice of the child?'
    """
    plain = aspect.strip()
    return plain if plain.endswith("?") else f"What does the review say about {plain}?"


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
