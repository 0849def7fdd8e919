"""The FastAPI application: routes under `/api/v1`, errors as problem+json."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from starlette.types import Receive, Scope, Send

from app.api import asking, changing, local, mcp, problems, reading, system
from app.api.desk import Desk
from app.api.jobs import Jobs
from app.api.metrics import Counted, Metrics
from app.api.requests import MarkIn
from app.api.responses import RunForm

PREFIX = "/api/v1"
DESCRIPTION = """Ask a collection of child safeguarding reviews; get the exact paragraphs that answer.

Every quotation stands word for word in the unit it cites. Reading needs no key on loopback; calls that change the
collection need `Authorization: Bearer KEY`, with the key that `casebook serve` prints. Counts are of published reviews,
not of how common something is."""


def make_api(
    desk: Desk, runs: Callable[[], list[RunForm]] = list, keep_mark: Callable[[MarkIn], None] | None = None
) -> FastAPI:
    """The API over a desk; the page is mounted beside it by `app/web/server.py`.

    Args:
        runs: gives the evaluation runs. keep_mark: keeps what a user says of an answer. Both are handed in, since this
            room does not import `eval`.
    """
    app = FastAPI(title="Casebook", version=version("casebook"), description=DESCRIPTION, redoc_url=None, docs_url=None)
    app.state.desk = desk
    app.state.jobs = Jobs(desk)
    app.state.metrics = Metrics()
    app.state.runs = runs
    app.state.keep_mark = keep_mark
    app.add_middleware(Counted, metrics=app.state.metrics)
    problems.install(app)
    for each in (system, asking, reading, changing, local):
        app.include_router(each.router, prefix=PREFIX, responses=_PROBLEMS)
    app.include_router(mcp.router)
    app.mount("/api", _no_route)
    return app


async def _no_route(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers what is asked of a path that is not there, or in a way in which it cannot be asked."""
    await _refusal(Request(scope))(scope, receive, send)


def _refusal(request: Request) -> Response:
    paths: dict[str, dict[str, object]] = request.app.openapi()["paths"]
    known = [calls for path, calls in paths.items() if re.fullmatch(_PARAMETER.sub("[^/]+", path), request.url.path)]
    allowed = {method.upper() for calls in known for method in calls}
    if not allowed:
        return problems.problem(404, "Not found", "There is no such call.", "Every call stands in /openapi.json.")
    said = f"{request.method} is not among {', '.join(sorted(allowed))}."
    refused = problems.problem(405, "Not possible in this way", said, "Every call stands in /openapi.json.")
    refused.headers["Allow"] = ", ".join(sorted(allowed))
    return refused


_PARAMETER = re.compile(r"\{\w+\}")

_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": text, "content": {problems.MEDIA_TYPE: {"schema": problems.Problem.model_json_schema()}}}
    for status, text in (
        (400, "The request cannot be read"),
        (401, "A key or a password is needed"),
        (403, "Not allowed from there"),
        (404, "Not found, or removed"),
        (409, "Busy"),
        (422, "The request cannot be used"),
    )
}
