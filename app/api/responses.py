"""Forms that only the API gives back; the others stand in `app/schemas.py`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas import DamagedForm, Form, PassageForm, ReviewForm, SearchedForm, UnitForm


class HealthForm(Form):
    """Whether the server is there, and what it serves."""

    status: Literal["ok"] = "ok"
    version: str
    reviews: int


class ReadyForm(Form):
    """Whether questions can be answered now: the index is open and holds every review."""

    ready: bool
    reviews: int
    indexed: int
    passages: int


class ReviewPageForm(Form):
    """A page of the list of reviews; `next_offset` is None on the last."""

    reviews: list[ReviewForm]
    total: int
    next_offset: int | None = None
    damaged: list[DamagedForm] = Field(default_factory=list)


class UnitPageForm(Form):
    """A page of a review's units, in reading order; `next_offset` is None on the last."""

    review: str
    units: list[UnitForm]
    total: int
    next_offset: int | None = None


class UnitInContextForm(Form):
    """A unit with its neighbours in reading order."""

    review: str
    source: str
    citation: str
    unit: UnitForm
    before: UnitForm | None = None
    after: UnitForm | None = None


class CiteForm(Form):
    """A citation as text."""

    unit: str
    style: str
    citation: str


class CellForm(Form):
    """One cell of a comparison: a verified quotation and where it stands, or "not stated" (`quote` None)."""

    review: str
    aspect: str
    quote: str | None
    passage: PassageForm | None
    searched: SearchedForm
    near: list[str]


class CompareForm(Form):
    """A matrix of reviews by aspects; `cells` row by row, one row a review.

    `rest`: reviews that were not come to in the time that one call takes; ask for them in another.
    """

    reviews: list[str]
    aspects: list[str]
    cells: list[CellForm]
    rest: list[str] = Field(default_factory=list)


class AddedForm(Form):
    """What became of one file."""

    outcome: Literal["added", "replaced", "skipped", "duplicate", "failed"]
    file: str
    review: str = ""
    message: str = ""
    remedy: str = ""
    seconds: float = 0.0


class JobForm(Form):
    """A job: how far it is and, where it adds files, what became of each so far."""

    id: str
    kind: Literal["add", "index", "rebuild"] = "add"
    state: Literal["waiting", "running", "done", "failed"]
    phase: str = ""
    done: int = 0
    total: int = 0
    name: str = ""
    files: list[AddedForm] = Field(default_factory=list)
    detail: str = ""


class JobListForm(Form):
    """The jobs since the server started, newest first."""

    jobs: list[JobForm]


class RemovedForm(Form):
    """A review that was removed."""

    review: str
    source: str


class MeasureForm(Form):
    """One measure of one system: mean and 95 % interval over `n` questions."""

    system: str
    measure: str
    mean: float
    low: float
    high: float
    n: int


class RunForm(Form):
    """An evaluation run."""

    id: str
    created: str
    dataset: str
    machine: str
    complete: bool
    systems: list[str]
    measures: list[MeasureForm]
    report: str = Field(default="", description="Path of its full report on this server; empty where there is none.")


class RunListForm(Form):
    """The evaluation runs of the library, newest first."""

    runs: list[RunForm]


class CountForm(Form):
    """One value of a facet: in how many cases and passages it stands."""

    value: str
    cases: int
    passages: int


class FacetsForm(Form):
    """For each filter its values within what the other filters leave, most passages first."""

    facets: dict[str, list[CountForm]]
