"""Routes about the server itself: is it there, can it answer, what has it done."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse

from app.api.desk import Desk
from app.api.metrics import Metrics
from app.api.responses import HealthForm, ReadyForm, RunListForm
from app.api.shared import desk_of, metrics_of

router = APIRouter(tags=["system"])
DeskOf = Annotated[Desk, Depends(desk_of)]


@router.get("/health")
def health(desk: DeskOf) -> HealthForm:
    """Whether the server is there."""
    return HealthForm(version=version("casebook"), reviews=len(desk.ids()))


@router.get("/ready", responses={503: {"model": ReadyForm}})
def ready(desk: DeskOf, response: Response) -> ReadyForm:
    """Whether questions can be answered now: the index is open and holds every review."""
    searched = desk.searched()
    reviews = len(desk.ids())
    if searched.reviews != reviews:
        response.status_code = 503
    return ReadyForm(
        ready=searched.reviews == reviews, reviews=reviews, indexed=searched.reviews, passages=searched.passages
    )


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(desk: DeskOf, counted: Annotated[Metrics, Depends(metrics_of)]) -> PlainTextResponse:
    """Counts and times since the server started, for Prometheus."""
    searched = desk.searched()
    text = counted.text({"reviews": searched.reviews, "cases": searched.cases, "passages": searched.passages})
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8")


@router.get("/eval/runs")
def runs(request: Request) -> RunListForm:
    """The evaluation runs of the library, newest first."""
    return RunListForm(runs=request.app.state.runs())
