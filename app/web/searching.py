"""The Search page: passages in rank order, by passage or by review, with counts beside what there is to narrow to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.api.desk import Desk
from app.api.requests import SearchIn
from app.web.answers import Passage
from app.web.parts import chips, dropped
from app.web.rendering import render
from app.web.states import KEYS, State, address, filters, first, number
from app.web.words import ROLE_NAMES, VOICE_NAMES
from index.facets import Count
from index.model import Filters

PAGE, MOST = 20, 200
#: Field of the filters -> what the page calls it, in the order shown.
NAMES = {
    "roles": "Role",
    "voices": "Voice",
    "reviews": "Review",
    "kinds": "Kind of review",
    "boards": "Board",
    "themes": "Theme",
    "agencies": "Agency",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow to, with how many passages it leaves."""

    value: str
    name: str
    passages: int
    chosen: bool


def pieces(desk: Desk, state: State) -> Iterator[str]:
    """The page for a state."""
    query, like = first(state, "q"), first(state, "like")
    wanted = filters(state).filters()
    k = number(state, "k", PAGE, MOST)
    if not desk.ids():
        yield render("search_welcome.html", reviews=0)
        return
    if like:
        unit, review = desk.unit(like)
        origin = Passage(unit, desk.card(review))
        result = desk.similar(unit.id, k=k, filters=wanted)
    elif query.strip():
        origin = None
        SearchIn(query=query)
        result = desk.search(query, k=k, filters=wanted, ignore=dropped(desk.parts(query), state))
    else:
        yield render("search_welcome.html", reviews=len(desk.ids()))
        return
    passages = [Passage(hit.unit, hit.review, hit=hit) for hit in result.hits]
    yield render(
        "search.html",
        result=result,
        origin=origin,
        groups=_groups(passages, by_review=first(state, "by") == "review"),
        by=first(state, "by") or "passage",
        sort=first(state, "sort") or "relevance",
        ordered=_ordered(passages, first(state, "sort")),
        chips=chips("/search", state, result.parts),
        facets=_facets(desk, wanted),
        years=wanted.years,
        explain=bool(first(state, "explain")),
        more=address("/search", {**state, "k": [str(k + PAGE)]}) if len(result.hits) == k and k < MOST else "",
    )


def _ordered(passages: Sequence[Passage], sort: str) -> list[Passage]:
    if sort != "date":
        return list(passages)
    return sorted(passages, key=lambda each: each.review.year, reverse=True)  # stable: rank decides within a year


def _groups(passages: Sequence[Passage], *, by_review: bool) -> list[tuple[Passage, list[Passage]]]:
    """Passages of one review together, reviews in the order of their best."""
    if not by_review:
        return []
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.review.id, []).append(passage)
    return [(group[0], group) for group in found.values()]


def _facets(desk: Desk, wanted: Filters) -> list[tuple[str, str, list[Choice]]]:
    """Each way of narrowing with its choices; where one is chosen, its alternatives are counted without it."""
    within = desk.facets(wanted)
    shown = []
    for field, name in NAMES.items():
        chosen = getattr(wanted, field)
        counts = desk.facets(_without(wanted, field))[field] if chosen else within.get(field, ())
        known = {each.value for each in counts}
        counts = (*counts, *(Count(value, 0, 0) for value in chosen if value not in known))
        choices = [_choice(desk, field, each, chosen) for each in counts if each.value != "none"]
        if len(choices) > 1 or chosen:
            shown.append((KEYS[field], name, choices))
    return shown


def _without(wanted: Filters, field: str) -> Filters:
    nothing: dict[str, Any] = {field: ()}
    return replace(wanted, **nothing)


def _choice(desk: Desk, field: str, count: Count, chosen: Sequence[str]) -> Choice:
    names = {"roles": ROLE_NAMES, "voices": VOICE_NAMES}.get(field, {})
    name = names.get(count.value, count.value)
    if field == "reviews":
        review = desk.review(count.value)
        name = " ".join((review.title or review.source).split())
    return Choice(count.value, name, count.passages, count.value in chosen)
