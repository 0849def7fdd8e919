"""Errors as problem+json (RFC 9457), in the words of `ingest/errors.py`."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from ingest.errors import (
    CasebookError,
    ForeignCollection,
    IndexBusy,
    InputError,
    LibraryBusy,
    LimitExceeded,
    StoreUnavailable,
    UnknownReview,
    UnsupportedFormat,
)

MEDIA_TYPE = "application/problem+json"
#: The first that fits counts.
STATUS: tuple[tuple[type[CasebookError], int], ...] = (
    (UnknownReview, 404),
    (InputError, 422),
    (LimitExceeded, 413),
    (UnsupportedFormat, 415),
    (LibraryBusy, 409),
    (IndexBusy, 409),
    (ForeignCollection, 409),
    (StoreUnavailable, 503),
)


class Problem(BaseModel):
    """What went wrong, for people (`detail`, `remedy`) and for programs (`type`, `status`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    remedy: str = ""


def problem(status: int, title: str, detail: str = "", remedy: str = "", kind: str = "") -> JSONResponse:
    """A problem as a response; `kind` names the error's class, for programs."""
    body = Problem(
        type=f"urn:casebook:{kind}" if kind else "about:blank",
        title=title,
        status=status,
        detail=detail,
        remedy=remedy,
    )
    return JSONResponse(body.model_dump(), status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error of the API leaves as problem+json."""
    app.add_exception_handler(CasebookError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CasebookError)
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    name = type(error).__name__.strip("_")
    return problem(status, _TITLES.get(status, "Something failed"), error.message, error.remedy, name)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(
        f"{'.'.join(map(str, each['loc'][1:])) or 'body'}: {_said(each['msg'])}" for each in error.errors()[:5]
    )
    return problem(422, _TITLES[422], said, "The forms stand in /openapi.json.", "InvalidRequest")


def _said(message: str) -> str:
    """What a form has to say of a value, without the names of its own classes."""
    return "this part is text, not a file with a name" if "Expected UploadFile" in message else message


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    made = problem(error.status_code, _TITLES.get(error.status_code, "Not possible"), str(error.detail))
    made.headers.update(error.headers or {})
    return made


def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    return problem(500, "Something went wrong that should not have", type(error).__name__, "Please report it.")


_TITLES = {
    400: "The request cannot be read",
    401: "A key is needed",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible in this way",
    409: "Busy",
    413: "Too large",
    415: "Not a kind of file that is read",
    422: "The request cannot be used",
    503: "Not available",
}
