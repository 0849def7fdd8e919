"""From the domain model to the JSON forms of `app/schemas.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.answers import render
from app.answers.model import Answer, Claim
from app.answers.naming import short_name
from app.citations import part, pinpoint
from app.gate import Span
from app.quoted import cited_of
from app.schemas import (
    AnswerForm,
    CitationForm,
    ClaimForm,
    DamagedForm,
    DeclinedForm,
    ExplanationForm,
    FactForm,
    FidelityForm,
    GeneratorForm,
    GroupForm,
    PagesForm,
    PartForm,
    PassageForm,
    ProblemForm,
    QueryPartForm,
    ReadingForm,
    ReviewForm,
    ReviewFullForm,
    SearchedEvidenceForm,
    SearchedForm,
    SearchForm,
    SectionsForm,
    SignalForm,
    TableCellForm,
    TableForm,
    TableRowForm,
    UnitForm,
)
from index.model import Hit, QueryPart, ReviewCard, Searched, SearchResult
from ingest.errors import CasebookError
from ingest.model import Pages, Review, Unit


def pages_form(pages: Pages | None) -> PagesForm | None:
    """The form of a unit's pages; None where the source has none."""
    return None if pages is None else PagesForm(printed=list(pages.printed), pdf=list(pages.pdf))


def unit_form(unit: Unit) -> UnitForm:
    """The form of a unit in `show`."""
    return UnitForm(
        id=unit.id,
        label=unit.label,
        occurrence=unit.occurrence,
        kind=unit.kind,
        role=unit.role,
        voice=unit.voice,
        section=list(unit.section),
        pages=pages_form(unit.pages),
        text=unit.text,
        marker=unit.marker,
        parent=unit.parent,
        columns=list(unit.columns),
        cells=list(unit.cells),
        owner=unit.owner,
        deadline=unit.deadline,
        role_confidence=unit.role_confidence,
        ocr=unit.ocr,
        parts=[PartForm(label=each.label, kind=each.kind, start=each.start, end=each.end) for each in unit.parts],
        redactions=list(unit.redactions),
        doubtful=unit.doubtful,
    )


def fidelity_form(review: Review) -> FidelityForm:
    """The form of a review's fidelity report."""
    found = review.fidelity
    return FidelityForm(
        words=found.words,
        kept=found.kept,
        invented=found.invented,
        boilerplate=found.boilerplate,
        pages=found.pages,
        pages_without_text=list(found.pages_without_text),
        ocr_pages=list(found.ocr_pages),
        problems=[
            ProblemForm(code=each.code, message=each.message, unit=each.unit, page=each.page) for each in found.problems
        ],
        checks=list(found.checks),
    )


def metadata_form(review: Review) -> dict[str, str | list[str]]:
    """Metadata as plain values: one string a key, a list where the review has several."""
    return {
        key: facts[0].value if len(facts) == 1 and key != "agencies" else [fact.value for fact in facts]
        for key, facts in review.metadata.items()
        if facts
    }


def review_form(review: Review) -> ReviewForm:
    """The form of a review in `list`."""
    return ReviewForm(
        review=review.id,
        source=review.source,
        title=review.title,
        metadata=metadata_form(review),
        units=len(review.units),
        fidelity=fidelity_form(review),
        case=review.case,
        format=review.format,
        added=review.added,
        sha256=review.sha256,
    )


def damaged_forms(damaged: Mapping[str, CasebookError]) -> list[DamagedForm]:
    """The forms of the reviews that cannot be read."""
    return [DamagedForm(review=review, problem=error.message, remedy=error.remedy) for review, error in damaged.items()]


def review_full_form(review: Review) -> ReviewFullForm:
    """The form of a review in `show`."""
    return ReviewFullForm(
        review=review.id,
        source=review.source,
        title=review.title,
        metadata=metadata_form(review),
        fidelity=fidelity_form(review),
        units=[unit_form(unit) for unit in review.units],
        facts={
            key: [FactForm(value=fact.value, source=fact.source, confidence=fact.confidence) for fact in facts]
            for key, facts in review.metadata.items()
        },
        case=review.case,
        format=review.format,
        added=review.added,
        sha256=review.sha256,
    )


def citation_form(unit: Unit, review: ReviewCard, quoted: Sequence[Span] = ()) -> CitationForm:
    """The form of a cited unit, of which `quoted` is quoted."""
    return CitationForm(
        id=unit.id,
        review=unit.review,
        source=review.source,
        label=unit.label,
        occurrence=unit.occurrence,
        pages=pages_form(unit.pages),
        citation=pinpoint(unit, review, quoted),
        part=part(unit, quoted),
    )


def passage_form(hit: Hit, *, explain: bool = False) -> PassageForm:
    """The form of a hit, with each signal's rank and score where `explain` asks for them."""
    unit = hit.unit
    signals = [SignalForm(name=each.name, rank=each.rank, score=each.score) for each in hit.signals]
    return PassageForm(
        id=unit.id,
        review=unit.review,
        source=hit.review.source,
        label=unit.label,
        occurrence=unit.occurrence,
        kind=unit.kind,
        section=list(unit.section),
        pages=pages_form(unit.pages),
        citation=pinpoint(unit, hit.review),
        text=unit.text,
        score=round(hit.score, 6),
        role=unit.role,
        voice=unit.voice,
        also=[each.id for each in hit.also],
        signals=signals if explain else None,
    )


def searched_form(searched: Searched) -> SearchedForm:
    """The form of a denominator."""
    return SearchedForm(reviews=searched.reviews, cases=searched.cases, passages=searched.passages)


def parts_form(parts: Iterable[QueryPart]) -> list[QueryPartForm]:
    """The form of what was read into the query."""
    return [QueryPartForm(kind=part.kind, found=part.found, meant=list(part.meant)) for part in parts]


def search_form(result: SearchResult, *, key: Any = None, explain: bool = False) -> SearchForm:
    """The form of a search's result."""
    return SearchForm(
        id=key,
        query=result.query,
        passages=[passage_form(hit, explain=explain) for hit in result.hits],
        searched=searched_form(result.searched),
        seconds=round(result.seconds, 4),
        parts=parts_form(result.parts),
    )


def claim_form(claim: Claim) -> ClaimForm:
    """The form of a claim."""
    return ClaimForm(
        text=claim.text,
        quote=claim.quote,
        verified=claim.verified,
        citations=[citation_form(hit.unit, hit.review, cited_of(hit.unit, (claim,))) for hit in claim.hits],
        remarks=list(claim.remarks),
    )


def answer_form(answer: Answer, *, key: Any = None, explain: bool = False) -> AnswerForm:
    """The form of an answer, with how the question was read and routed where `explain` asks for that."""
    searched = answer.searched
    return AnswerForm(
        id=key,
        question=answer.question,
        answered=answer.answered,
        answer=answer.text,
        citations=[citation_form(hit.unit, hit.review, cited_of(hit.unit, answer.claims)) for hit in answer.cited],
        claims=[claim_form(claim) for claim in answer.claims],
        passages=[passage_form(hit) for hit in answer.passages],
        searched=SearchedEvidenceForm(
            reviews=searched.reviews,
            cases=searched.cases,
            passages=searched.passages,
            reviews_with_evidence=list(answer.evidence),
        ),
        seconds=round(answer.seconds, 4),
        confidence=answer.confidence,
        kind=answer.kind,
        notes=list(answer.notes),
        parts=parts_form(answer.parts),
        generator=GeneratorForm(**asdict(answer.generator)),
        table=_table_form(answer),
        verdict=answer.verdict,
        sections=_sections_form(answer),
        explanation=_explanation_form(answer) if explain else None,
    )


def _explanation_form(answer: Answer) -> ExplanationForm:
    told = answer.explanation
    return ExplanationForm(
        read_as=told.read_as,
        readings=[ReadingForm(**asdict(each) | {"meant": list(each.meant)}) for each in told.readings],
        residue=list(told.residue),
        route=told.route,
        declined=[DeclinedForm(route=each.route, why=each.why) for each in told.declined],
    )


def _sections_form(answer: Answer) -> SectionsForm:
    body = answer.body
    places = {id(claim): place for place, claim in enumerate(answer.claims)}
    return SectionsForm(
        cautions=[render.caution(each) for each in body.cautions],
        absent=render.lacking(body.absent),
        opening=render.opening(body.opening) if body.opening else "",
        groups=[
            GroupForm(
                review=group.quotations[0].claim.hits[0].unit.review,
                name=group.name,
                claims=[places[id(claim)] for each in group.quotations for claim in each.claims],
            )
            for group in body.groups
        ],
        statements=[places[id(claim)] for claim in body.statements],
        silent=list(body.silent),
        unquoted=[hit.unit.id for hit in body.unquoted],
        also_in=[hit.unit.id for hit in body.also_in],
        missing=list(body.missing),
        near=[hit.unit.id for hit in body.near],
    )


def _table_form(answer: Answer) -> TableForm | None:
    if answer.table is None:
        return None
    numbers = {hit.unit.id: number for number, hit in enumerate(answer.cited, start=1)}
    rows = [
        TableRowForm(
            review=row.review.id,
            name=short_name(row.review),
            cells=[
                TableCellForm(
                    quotes=[claim.quote or claim.text for claim in cell.claims],
                    citations=[numbers[claim.hits[0].unit.id] for claim in cell.claims],
                    near=[hit.unit.id for hit in cell.near],
                )
                for cell in row.cells
            ],
        )
        for row in answer.table.rows
    ]
    return TableForm(aspects=list(answer.table.aspects), rows=rows)


def failed_answer_form(question: str, searched: Searched, error: str, *, key: Any = None) -> AnswerForm:
    """The form of a question that could not be answered because something failed."""
    return AnswerForm(
        id=key,
        question=question,
        answered=False,
        answer="",
        citations=[],
        claims=[],
        passages=[],
        searched=SearchedEvidenceForm(
            reviews=searched.reviews, cases=searched.cases, passages=searched.passages, reviews_with_evidence=[]
        ),
        seconds=0.0,
        error=error,
    )
