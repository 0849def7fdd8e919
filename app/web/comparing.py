"""The Compare page: a row a review, a column an aspect; in each cell a verified quotation or "not stated"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.api.compare import MOST_REVIEWS, Cell, chosen, rows
from app.api.desk import Desk
from app.api.requests import CompareIn
from app.gate import find
from app.web.answers import Passage
from app.web.examples import values
from app.web.rendering import one_line, render
from app.web.states import State, filters, first
from index.model import Filters


@dataclass(frozen=True, slots=True)
class Row:
    """One review's row."""

    review: str
    name: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as its template needs it. `quote` is "" where the review does not state it."""

    quote: str
    passage: Passage | None
    near: tuple[Passage, ...]
    passages: int


def pieces(desk: Desk, state: State) -> Iterator[str]:
    """The page for a state: the matrix so far, a row more each time."""
    aspects = [one_line(line) for line in first(state, "q").splitlines() if line.strip()]
    forms = list(desk.forms())
    if not aspects or not forms:
        yield render("compare_welcome.html", reviews=forms, themes=_themes(desk))
        return
    asked = CompareIn(reviews=state.get("review", []), aspects=aspects)
    wanted = filters(state).filters()
    reviews = _within(desk, chosen(desk, asked.reviews) if asked.reviews else desk.ids(), wanted)[:MOST_REVIEWS]
    if not reviews:
        yield render("compare_nothing.html")
        return
    names = {form.review: one_line(form.title or form.source) for form in forms}
    done: list[Row] = []
    for review, cells in rows(desk, reviews, asked.aspects, wanted):
        done.append(Row(review, names.get(review, review), tuple(_shown(each) for each in cells)))
        yield _matrix(asked.aspects, done, len(reviews), len(forms))


def _within(desk: Desk, reviews: Sequence[str], wanted: Filters) -> list[str]:
    """The reviews of which the narrowing leaves anything."""
    if wanted == Filters(reviews=wanted.reviews):
        return list(reviews)
    return [review for review in reviews if desk.searched(replace(wanted, reviews=(review,))).passages]


def _matrix(aspects: Sequence[str], done: Sequence[Row], total: int, every: int) -> str:
    cut = every - MOST_REVIEWS if total == MOST_REVIEWS < every else 0
    return render("compare.html", aspects=aspects, rows=done, total=total, cut=cut)


def _shown(cell: Cell) -> Shown:
    near = tuple(Passage(hit.unit, hit.review) for hit in cell.near)
    if cell.claim is None or cell.claim.quote is None:
        return Shown("", None, near, cell.searched.passages)
    hit = cell.claim.hits[0]
    passage = Passage(hit.unit, hit.review, find(cell.claim.quote, hit.unit.text))
    return Shown(one_line(cell.claim.quote), passage, (), cell.searched.passages)


def _themes(desk: Desk) -> list[str]:
    """A few aspects to start with: the themes that most reviews share."""
    counts: dict[str, int] = {}
    for form in desk.forms():
        for theme in set(values(form, "themes")):
            counts[theme] = counts.get(theme, 0) + 1
    return sorted(counts, key=lambda theme: (-counts[theme], theme))[:3] or ["voice of the child", "supervision"]
