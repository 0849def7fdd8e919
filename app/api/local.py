"""Routes for the commands of this machine that run while the server holds the index (`app/api/served.py`).

Every one needs the key, reading ones too; they speak in the domain's own records and are no part of the public API.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from pydantic import BaseModel, Field, TypeAdapter

from app.api.desk import Desk
from app.api.records import ANSWER, PARTS, RESULT, SEARCHED
from app.api.shared import desk_of
from app.calls import Call

router = APIRouter(prefix="/local", include_in_schema=False)
DeskOf = Annotated[Desk, Depends(desk_of)]


class Borrower(BaseModel):
    """The process that a copy of the index is for."""

    process: Annotated[int, Field(gt=0)]


@router.get("/here")
def here() -> Response:
    """Say that this server is here; it was asked under its own key."""
    return Response(status_code=204)


@router.post("/ask")
def ask(call: Call, desk: DeskOf) -> Response:
    """As `Casebook.ask`."""
    return _json(ANSWER, desk.ask(call.text, filters=call.filters, k=call.k, ignore=call.ignore))


@router.post("/search")
def search(call: Call, desk: DeskOf) -> Response:
    """As `Casebook.search`."""
    found = desk.search(
        call.text,
        k=call.k,
        filters=call.filters,
        per_review=call.per_review,
        coverage=call.coverage,
        ignore=call.ignore,
    )
    return _json(RESULT, found)


@router.post("/similar")
def similar(call: Call, desk: DeskOf) -> Response:
    """As `Casebook.similar`."""
    return _json(RESULT, desk.similar(call.text, k=call.k, filters=call.filters))


@router.post("/searched")
def searched(call: Call, desk: DeskOf) -> Response:
    """As `Casebook.searched`."""
    return _json(SEARCHED, desk.searched(call.filters))


@router.post("/parts")
def parts(call: Call, desk: DeskOf) -> Response:
    """As `Casebook.parts`."""
    return _json(PARTS, desk.parts(call.text))


@router.post("/index")
def lend(borrower: Borrower, desk: DeskOf) -> dict[str, str]:
    """Lend a copy of the index to a command that measures with it; where it lies."""
    return {"folder": str(desk.lend(borrower.process))}


def _json(adapter: TypeAdapter[Any], value: Any) -> Response:
    return Response(adapter.dump_json(value), media_type="application/json")
