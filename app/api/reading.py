"""Routes that read the library: reviews, their units, their original files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse

from app.api.desk import Desk
from app.api.responses import ReviewPageForm, UnitInContextForm, UnitPageForm
from app.api.shared import desk_of, in_context
from app.forms import damaged_forms, review_full_form, unit_form
from app.schemas import ReviewFullForm
from ingest.model import Kind

router = APIRouter(tags=["reading"])
DeskOf = Annotated[Desk, Depends(desk_of)]
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/reviews")
def reviews(desk: DeskOf, limit: Limit = 100, offset: Offset = 0) -> ReviewPageForm:
    """The reviews of the library, by id."""
    every = list(desk.forms())
    return ReviewPageForm(
        reviews=every[offset : offset + limit],
        total=len(every),
        next_offset=_next(offset, limit, len(every)),
        damaged=damaged_forms(desk.casebook.troubles()),
    )


@router.get("/reviews/{review}")
def review(review: str, desk: DeskOf) -> ReviewFullForm:
    """A review with all its units, its metadata and where each value is from."""
    return review_full_form(desk.review(review))


@router.get("/reviews/{review}/units")
def units(
    review: str,
    desk: DeskOf,
    limit: Limit = 100,
    offset: Offset = 0,
    kind: Annotated[Kind | None, Query(description="Only units of this kind.")] = None,
) -> UnitPageForm:
    """The units of a review, in reading order."""
    found = desk.review(review)
    every = [unit for unit in found.units if kind is None or unit.kind == kind]
    return UnitPageForm(
        review=found.id,
        units=[unit_form(unit) for unit in every[offset : offset + limit]],
        total=len(every),
        next_offset=_next(offset, limit, len(every)),
    )


@router.get("/units/{unit}")
def unit(unit: str, desk: DeskOf) -> UnitInContextForm:
    """A unit by its id (or a former id), with its neighbours."""
    return in_context(desk, unit)


@router.get("/reviews/{review}/original", response_class=FileResponse)
def original(review: str, desk: DeskOf) -> FileResponse:
    """The original file, as it was added; always as a download, never shown as a page of this server."""
    found = desk.review(review)
    return FileResponse(
        desk.casebook.library.original(found), media_type="application/octet-stream", filename=found.source
    )


def _next(offset: int, limit: int, total: int) -> int | None:
    return offset + limit if offset + limit < total else None
