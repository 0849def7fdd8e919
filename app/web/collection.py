"""The Collection page: what each review is, how well it was read, which are about one case; plots of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from app.api.desk import Desk
from app.api.shared import desk_of
from app.schemas import ReviewForm
from app.web.examples import values
from app.web.rendering import one_line, render
from app.web.states import KEYS, State, address, first
from app.web.words import ROLE_NAMES, SOURCES
from index.facets import Facets
from ingest.model import METADATA_KEYS, Fact

router = APIRouter(include_in_schema=False)
#: Keys that a person may set; the case is set by linking, and the organisations as printed follow from the text.
SETTABLE = tuple(key for key in METADATA_KEYS if key not in ("agencies_named", "case"))
#: Bars shown at most of one chart, and years between the first and the last that are shown each.
MOST_BARS, MOST_YEARS = 10, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` of the longest in percent, `href` where to ask of what it counts."""

    label: str
    count: int
    share: float
    href: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts of one thing. `more` bars are left out; `upright` where the order is one of time."""

    name: str
    bars: tuple[Bar, ...]
    unit: str = "review"
    more: int = 0
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """The documents about one case."""

    id: str
    forms: tuple[ReviewForm, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A value that can be set: what stands there now, and what says so."""

    key: str
    value: str
    source: str


def page(desk: Desk, state: State) -> str:
    """The page."""
    forms = list(desk.forms())
    return render(
        "collection.html",
        forms=forms,
        damaged=desk.casebook.troubles(),
        cases=cases(forms, first(state, "sort")),
        sort=first(state, "sort"),
        charts=[chart for chart in charts(desk, forms) if chart.bars],
        limit=desk.casebook.settings.max_file_mb,
    )


def cases(forms: Iterable[ReviewForm], sort: str = "") -> list[Case]:
    """Reviews about one case together, by title, or newest first by year ("year") or by when they came ("added")."""
    groups: dict[str, list[ReviewForm]] = {}
    for form in _ordered(forms, sort):
        groups.setdefault(form.case, []).append(form)
    return [Case(case, tuple(group)) for case, group in groups.items()]


def _ordered(forms: Iterable[ReviewForm], sort: str) -> list[ReviewForm]:
    by_title = sorted(forms, key=lambda form: (form.title or form.source).lower())
    if sort == "year":
        return sorted(by_title, key=lambda form: max(values(form, "year"), default=""), reverse=True)
    return sorted(by_title, key=lambda form: form.added, reverse=True) if sort == "added" else by_title


def charts(desk: Desk, forms: Sequence[ReviewForm]) -> list[Chart]:
    """The collection in figures."""
    if not forms:
        return []
    facets = desk.facets()
    roles = {each.value: each.passages for each in facets["roles"] if each.value != "none"}
    return [
        _years(_counted(forms, "year")),
        _chart("Board or partnership", _counted(forms, "board"), facets, "boards"),
        _chart("Kind of review", _counted(forms, "kind"), facets, "kinds"),
        _chart("Role of the passages", roles, facets, "roles", unit="passage", names=ROLE_NAMES),
        _chart("Theme", _counted(forms, "themes"), facets, "themes"),
    ]


def _counted(forms: Iterable[ReviewForm], key: str) -> dict[str, int]:
    return dict(Counter(value for form in forms for value in set(values(form, key)) if value))


def _years(counts: dict[str, int]) -> Chart:
    """Every year from the first to the last, those without a review too."""
    known = sorted(int(year) for year in counts if year.isdecimal())
    if not known or known[-1] - known[0] > MOST_YEARS:
        return _chart("Year of publication", counts, {}, "years")
    most = max(counts.values())
    bars = [
        Bar(str(year), found, round(100 * found / most, 1), address("/", {"from": [str(year)], "to": [str(year)]}))
        for year in range(known[0], known[-1] + 1)
        for found in [counts.get(str(year), 0)]
    ]
    return Chart("Year of publication", tuple(bars), upright=True)


def _chart(
    name: str,
    counts: dict[str, int],
    facets: Facets,
    field: str,
    *,
    unit: str = "review",
    names: Mapping[str, str] = MappingProxyType({}),
) -> Chart:
    """Counts by size; a bar leads to a question only where the index can narrow to what it stands for."""
    known = {each.value for each in facets.get(field, ())}
    most = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    bars = tuple(
        Bar(
            names.get(value, value),
            count,
            round(100 * count / most, 1),
            address("/", {KEYS[field]: [value]}) if value in known else "",
        )
        for value, count in ordered[:MOST_BARS]
    )
    return Chart(name, bars, unit, more=max(0, len(ordered) - MOST_BARS))


@router.get("/review/{review}/describe", response_class=HTMLResponse)
def describe(review: str, desk: Annotated[Desk, Depends(desk_of)]) -> HTMLResponse:
    """What is known of a review and what says so, to be corrected; and which other reviews are about its case."""
    found = desk.review(review)
    others = [form for form in desk.forms() if form.review != found.id]
    linked = [form for form in others if form.case == found.case]
    fields = [field(key, found.metadata.get(key, ())) for key in SETTABLE]
    page = render("describe.html", review=found, fields=fields, linked=linked, others=_ordered(others, ""))
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def field(key: str, facts: Sequence[Fact]) -> Field:
    """A key with its values, and where they are from."""
    if not facts:
        return Field(key, "", "")
    source = facts[0].source
    return Field(key, "; ".join(one_line(fact.value) for fact in facts), SOURCES.get(source, source))
