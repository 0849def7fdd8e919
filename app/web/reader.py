"""The reader: a review as a document with permanent links, and a passage in its context. Plain pages of our own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from app.api.desk import Desk
from app.api.shared import desk_of
from app.citations import pinpoint, place, work
from app.web.outline import Section, outline, stretches
from app.web.pictures import boxes, picture
from app.web.rendering import one_line, render
from index.payload import card
from ingest.errors import RemovedReview, UnknownReview
from ingest.model import Review, Unit
from ingest.patterns import linear

router = APIRouter(include_in_schema=False)
DeskOf = Annotated[Desk, Depends(desk_of)]
Spans = Annotated[str, Path(pattern=r"^\d{1,7}-\d{1,7}(,\d{1,7}-\d{1,7}){0,40}$")]
#: Line ends between tags, which the browser would keep as nodes; a ">" or "<" of the text is escaped.
_BETWEEN = linear(r">\s*\n\s*<")
_DRAWN = ("heading", "toc", "boilerplate", "front_matter")


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as its template needs it."""

    review: Review
    work: str
    sections: tuple[Section, ...]
    recommendations: tuple[Unit, ...]
    pictures: bool


@dataclass(frozen=True, slots=True)
class Document:
    """The page of a review, ready to send. `tag` tells it from any other."""

    body: bytes
    tag: str


@router.get("/review/{review}", response_class=HTMLResponse)
def read(review: str, request: Request, desk: DeskOf) -> Response:
    """The review as a document."""
    try:
        page = desk.made(review, document)
    except UnknownReview as error:
        gone = isinstance(error, RemovedReview)
        return HTMLResponse(render("missing.html", gone=gone, error=error), 410 if gone else 404)
    headers = {"Cache-Control": "private, no-cache", "ETag": page.tag}
    if page.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page.body, headers=headers)


def document(found: Review) -> Document:
    """The page of a review."""
    shown = Shown(
        review=found,
        work=work(card(found)),
        sections=outline(found),
        recommendations=tuple(unit for unit in found.units if unit.kind == "recommendation"),
        pictures=found.format == "pdf",
    )
    former = {"aliases": found.aliases, "tombstones": list(found.tombstones)}
    page = render(
        "review.html",
        shown=shown,
        stretches=stretches(found.units),
        former=former,
        pages=first_on_page(found.units),
        places={unit.id: place(unit) for unit in found.units},
    )
    body = _BETWEEN.sub("><", page).encode()
    return Document(body, f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def first_on_page(units: Sequence[Unit]) -> dict[str, str]:
    """Unit id -> the page it begins on, "" where the unit before it begins on the same."""
    found: dict[str, str] = {}
    last = ""
    for unit in units:
        page = opening_page(unit)
        found[unit.id] = "" if page == last else page
        last = page or last
    return found


def opening_page(unit: Unit) -> str:
    """The page that a unit begins on, as its margin says it: "p. 12", "PDF p. 14", "" where there is none."""
    if unit.pages is None:
        return ""
    if unit.pages.printed and len(unit.pages.printed) == len(unit.pages.pdf or unit.pages.printed):
        return f"p. {unit.pages.printed[0]}"
    return f"PDF p. {unit.pages.pdf[0]}" if unit.pages.pdf else ""


@router.get("/review/{review}/passage/{unit}", response_class=HTMLResponse)
def passage(review: str, unit: str, desk: DeskOf) -> HTMLResponse:
    """A unit with the one before and the one after, for a card within another page."""
    found, of = desk.unit(unit)
    units = [each for each in of.units if each.kind not in _DRAWN or each.id == found.id]
    at = next(number for number, each in enumerate(units) if each.id == found.id)
    return HTMLResponse(
        render(
            "passage.html",
            unit=found,
            before=units[at - 1] if at else None,
            after=units[at + 1] if at + 1 < len(units) else None,
            citation=pinpoint(found, desk.card(of)),
            pdf=found.pages.pdf if found.pages and of.format == "pdf" else (),
            printed=dict(zip(found.pages.pdf, found.pages.printed, strict=False)) if found.pages else {},
            title=one_line(of.title or of.source),
        )
    )


@router.get("/review/{review}/page/{page}.png", response_class=Response)
def page_picture(review: str, page: int, desk: DeskOf) -> Response:
    """The picture of a PDF's page."""
    found = desk.review(review)
    if found.format != "pdf":
        raise UnknownReview(f"{found.source} has no pages to draw.")
    data = picture(desk.casebook.library.original(found), page)
    return Response(data, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/review/{review}/page/{page}/words/{unit}/{spans}")
def page_words(review: str, page: int, unit: str, spans: Spans, desk: DeskOf) -> JSONResponse:
    """Where on a page the characters `spans` of a unit stand: boxes as shares of the page."""
    found, of = desk.unit(unit)
    path = desk.casebook.library.original(of)
    pairs = [tuple(map(int, pair.split("-"))) for pair in spans.split(",")]
    every = [box for start, end in pairs for box in boxes(path, page, found.text[start:end])]
    return JSONResponse([asdict(box) for box in every])
