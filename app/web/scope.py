"""The controls that narrow a question or a search, and what there is to narrow to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.api.desk import Desk
from app.web.rendering import render
from app.web.words import ROLE_NAMES, VOICE_NAMES
from index.facets import Count


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow to, and what it is called."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way of narrowing: its key in the fragment, its name, its choices."""

    key: str
    name: str
    choices: tuple[Choice, ...]


def scope_html(desk: Desk) -> str:
    """The controls, filled from the collection as it is now."""
    forms = list(desk.forms())
    found = desk.facets() if forms else {}
    years = sorted({each.value for each in found.get("years", ()) if each.value.isdecimal()})
    facets = [
        Facet("review", "Review", tuple(Choice(form.review, _name(form.title or form.source)) for form in forms)),
        Facet("role", "Role", tuple(Choice(*each) for each in ROLE_NAMES.items() if each[0] != "none")),
        Facet("voice", "Voice", tuple(Choice(*each) for each in VOICE_NAMES.items() if each[0] != "none")),
        *(
            Facet(key, name, _choices(found.get(field, ())))
            for key, name, field in (
                ("kind", "Kind of review", "kinds"),
                ("board", "Board or partnership", "boards"),
                ("theme", "Theme", "themes"),
            )
        ),
    ]
    return render("scope.html", facets=[facet for facet in facets if facet.choices], years=years)


def _choices(found: Iterable[Count]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in sorted(each.value for each in found))


def _name(title: str) -> str:
    return " ".join(title.split())
