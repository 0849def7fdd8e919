"""Routes that read the index: ask, search, similar, cite, compare."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import StreamingResponse

from app.api import stream
from app.api.compare import compare_form
from app.api.desk import Desk
from app.api.requests import AskIn, CiteIn, CompareIn, FacetsIn, SearchIn, SimilarIn, left_out
from app.api.responses import CiteForm, CompareForm, CountForm, FacetsForm
from app.api.shared import desk_of
from app.forms import answer_form, search_form
from app.schemas import AnswerForm, SearchForm

router = APIRouter(tags=["reading"])
DeskOf = Annotated[Desk, Depends(desk_of)]


@router.post(
    "/ask",
    response_model=AnswerForm,
    responses={200: {"content": {stream.MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
def ask(asked: AskIn, desk: DeskOf, accept: Annotated[str, Header()] = "") -> AnswerForm | StreamingResponse:
    """Answer a question with quotations, or say that nothing was found and what was searched.

    With `Accept: text/event-stream` the answer comes as events: `searched`, `claim`..., `answer`.
    """
    if stream.MEDIA_TYPE in accept:
        return StreamingResponse(
            stream.events(desk, asked), media_type=stream.MEDIA_TYPE, headers={"Cache-Control": "no-store"}
        )
    answer = desk.ask(asked.question, filters=asked.filters.filters(), k=asked.k, ignore=left_out(asked.ignore))
    return answer_form(answer, key=asked.id)


@router.post("/search")
def search(asked: SearchIn, desk: DeskOf) -> SearchForm:
    """The passages that match best, in rank order."""
    result = desk.search(
        asked.query,
        k=asked.offset + asked.k,
        filters=asked.filters.filters(),
        per_review=asked.per_review,
        coverage=asked.coverage,
        ignore=left_out(asked.ignore),
    )
    form = search_form(result, key=asked.id, explain=asked.explain)
    return form.model_copy(update={"passages": form.passages[asked.offset :]})


@router.post("/similar")
def similar(asked: SimilarIn, desk: DeskOf) -> SearchForm:
    """Passages of other cases that are like a unit: precedent for a paragraph."""
    desk.unit(asked.unit)
    return search_form(desk.similar(asked.unit, k=asked.k, filters=asked.filters.filters()), explain=asked.explain)


@router.post("/cite")
def cite(asked: CiteIn, desk: DeskOf) -> CiteForm:
    """The citation of a unit, in one of seven styles."""
    from app.citations import STYLES

    unit, review = desk.unit(asked.unit)
    return CiteForm(unit=unit.id, style=asked.style, citation=STYLES[asked.style](unit, desk.card(review)))


@router.post("/facets")
def facets(asked: FacetsIn, desk: DeskOf) -> FacetsForm:
    """What there is to narrow to, with counts of cases and passages."""
    found = desk.facets(asked.filters.filters())
    return FacetsForm(
        facets={
            name: [CountForm(value=each.value, cases=each.cases, passages=each.passages) for each in counts]
            for name, counts in found.items()
        }
    )


@router.post("/compare")
def compare(asked: CompareIn, desk: DeskOf) -> CompareForm:
    """A matrix of reviews by aspects: in each cell a verified quotation, or "not stated" with what was looked at."""
    return compare_form(desk, asked)
