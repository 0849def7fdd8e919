"""The Collection page: what each review is, how well it was read, and the collection in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.api.desk import Desk
from app.schemas import ReviewForm
from app.web.examples import values
from app.web.rendering import render
from app.web.states import State
from app.web.words import ROLE_NAMES
from ingest.model import METADATA_KEYS

#: Keys that a person may set; the others follow from the text.
SETTABLE = tuple(key for key in METADATA_KEYS if key not in ("agencies_named",))


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of counts: its name, and label, count and share of the longest for each bar."""

    name: str
    bars: tuple[tuple[str, int, float], ...]
    unit: str = "review"


def page(desk: Desk, state: State) -> str:
    """The page."""
    forms = list(desk.forms())
    cases: dict[str, int] = Counter(form.case for form in forms)
    return render(
        "collection.html",
        forms=sorted(forms, key=lambda form: (form.title or form.source).lower()),
        shared={case for case, number in cases.items() if number > 1},
        cases=len(cases),
        charts=[chart for chart in charts(desk, forms) if chart.bars],
        settable=SETTABLE,
        limit=desk.casebook.settings.max_file_mb,
    )


def charts(desk: Desk, forms: list[ReviewForm]) -> list[Bars]:
    """The collection in figures."""
    found = [
        _bars("Year of publication", _counted(forms, "year"), by_name=True),
        _bars("Kind of review", _counted(forms, "kind")),
        _bars("Board or partnership", _counted(forms, "board")),
        _bars("Theme", _counted(forms, "themes")),
    ]
    if forms:
        roles = {ROLE_NAMES[each.value]: each.passages for each in desk.facets()["roles"] if each.value != "none"}
        found.append(_bars("Role of the passages", roles, unit="passage"))
    return found


def _counted(forms: Iterable[ReviewForm], key: str) -> dict[str, int]:
    return dict(Counter(value for form in forms for value in set(values(form, key)) if value))


def _bars(name: str, counts: dict[str, int], *, by_name: bool = False, unit: str = "review") -> Bars:
    most = max(counts.values(), default=1)
    ordered = sorted(counts.items(), key=lambda each: each[0] if by_name else (-each[1], each[0]))[:12]
    return Bars(name, tuple((label, count, round(100 * count / most, 1)) for label, count in ordered), unit)
