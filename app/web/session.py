"""The key in the browser: given once in the fragment of the address that `casebook serve` prints, then a cookie."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from app.api.access import COOKIE, Rules, has_key, same
from app.api.problems import problem


class KeyIn(BaseModel):
    """The key as typed."""

    key: str = Field(max_length=200)


def make_router(rules: Rules) -> APIRouter:
    """`POST /session`: a cookie for the key. Scripts cannot read it, other sites cannot send it.

    `GET /session` says whether the browser has it: 204 or 200 with an empty object.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/session")
    def have(request: Request) -> Response:
        return Response(status_code=204) if has_key(request.headers, rules.key) else Response("{}")

    @router.post("/session")
    def begin(given: KeyIn) -> Response:
        if not same(given.key.strip(), rules.key):
            return problem(401, "That is not the key", "It stands in what `casebook serve` printed.", kind="KeyNeeded")
        response = Response(status_code=204)
        response.set_cookie(COOKIE, rules.key, httponly=True, samesite="strict", path="/")
        return response

    return router
