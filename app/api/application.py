"""The FastAPI application: routes under `/api/v1`, errors as problem+json."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI

from app.api import asking, problems, reading, system
from app.api.desk import Desk

PREFIX = "/api/v1"
DESCRIPTION = """Ask a collection of child safeguarding reviews; get the exact paragraphs that answer.

Every quotation stands word for word in the unit it cites. Reading needs no key on loopback; calls that change the
collection need `Authorization: Bearer KEY`, with the key that `casebook serve` prints. Counts are of published reviews,
not of how common something is."""


def make_api(desk: Desk) -> FastAPI:
    """The API over a desk; the page is mounted beside it by `app/web/server.py`."""
    app = FastAPI(title="Casebook", version=version("casebook"), description=DESCRIPTION, redoc_url=None, docs_url=None)
    app.state.desk = desk
    problems.install(app)
    for each in (system, asking, reading):
        app.include_router(each.router, prefix=PREFIX, responses=_PROBLEMS)
    return app


_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": text, "content": {problems.MEDIA_TYPE: {"schema": problems.Problem.model_json_schema()}}}
    for status, text in ((404, "Not found"), (422, "The request cannot be used"), (409, "Busy"))
}
