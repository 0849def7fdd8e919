"""Asking the same again of less: of one of the reviews that spoke, of one role, of one year, or of everything again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.answers.model import Answer
from app.answers.naming import name_beside
from app.web.states import NARROWING, State, address, with_value
from app.web.words import ROLES_AFTER_ONLY
from index.model import Hit

#: Choices offered at most, of each kind.
MOST = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One way of asking again: what it is called, and its address."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The ways of asking again, by what they narrow to. `everything` is "" where nothing is narrowed."""

    groups: tuple[tuple[str, tuple[Step, ...]], ...] = ()
    everything: str = ""


def steps(page: str, state: State, answer: Answer) -> Steps:
    """What an answer may be narrowed to, drawn from what it found; one choice is none."""
    hits = list({hit.unit.id: hit for hit in (*answer.cited, *answer.passages)}.values())
    cards = {hit.review.id: hit.review for hit in (*answer.cited, *hits)}
    groups = [
        (
            "From",
            [Step(name_beside(card, cards.values()), _to(page, state, "review", card.id)) for card in cards.values()],
        ),
        ("Only", [Step(ROLES_AFTER_ONLY[role], _to(page, state, "role", role)) for role in _roles(hits)]),
        ("Published in", [Step(year, _year(page, state, year)) for year in _years(hits)]),
    ]
    keys = {"From": "review", "Only": "role", "Published in": "from"}
    kept = [(name, tuple(each[:MOST])) for name, each in groups if len(each) > 1 and not state.get(keys[name])]
    narrowed = any(state.get(key) for key in NARROWING)
    wide = {key: values for key, values in state.items() if key not in NARROWING}
    return Steps(tuple(kept), address(page, wide) if narrowed else "")


def _to(page: str, state: State, key: str, value: str) -> str:
    return address(page, with_value(state, key, value))


def _year(page: str, state: State, year: str) -> str:
    return address(page, {**state, "from": [year], "to": [year]})


def _roles(hits: Iterable[Hit]) -> list[str]:
    counts = Counter(hit.unit.role for hit in hits if hit.unit.role in ROLES_AFTER_ONLY)
    return [role for role, _ in counts.most_common()]


def _years(hits: Iterable[Hit]) -> list[str]:
    return sorted({hit.review.year for hit in hits if hit.review.year}, reverse=True)
