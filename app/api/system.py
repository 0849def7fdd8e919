"""Routes about the server itself: is it there, can it answer, what has it done."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Depends

from app.api.desk import Desk
from app.api.responses import HealthForm, ReadyForm
from app.api.shared import desk_of

router = APIRouter(tags=["system"])
DeskOf = Annotated[Desk, Depends(desk_of)]


@router.get("/health")
def health(desk: DeskOf) -> HealthForm:
    """Whether the server is there."""
    return HealthForm(version=version("casebook"), reviews=len(desk.ids()))


@router.get("/ready", responses={503: {"model": ReadyForm}})
def ready(desk: DeskOf) -> ReadyForm:
    """Whether questions can be answered now."""
    searched = desk.searched()
    reviews = len(desk.ids())
    return ReadyForm(
        ready=searched.reviews == reviews, reviews=reviews, indexed=searched.reviews, passages=searched.passages
    )
