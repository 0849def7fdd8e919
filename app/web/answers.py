"""From an answer to what its template shows: quotations by review, each with its card, its link and its spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.answers import render as words
from app.answers.model import Answer, Body, Claim
from app.answers.naming import short_name
from app.citations import pinpoint, place
from app.gate import Span, find
from app.quoted import quoted_of
from app.typeset import as_name
from app.web.narrowing import steps
from app.web.parts import chips
from app.web.rendering import fragment, marked, render
from app.web.states import State
from index.model import Hit, ReviewCard
from ingest.model import Unit


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit as the page shows it. `spans` are the quoted characters of its text."""

    unit: Unit
    review: ReviewCard
    spans: tuple[Span, ...] = ()
    number: int = 0
    hit: Hit | None = None

    @property
    def citation(self) -> str:
        """The pinpoint."""
        return pinpoint(self.unit, self.review, self.spans)

    @property
    def place(self) -> str:
        """Where in its review: "para 4.2, p. 7"."""
        return place(self.unit, self.spans)

    @property
    def href(self) -> str:
        """Its address in the reader, with the quoted words."""
        return unit_href(self.unit, self.spans)

    @property
    def body(self) -> Markup:
        """Its text, the quoted words marked."""
        return marked(self.unit.text, self.spans)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of an answer. `note` is what the answer says before it, `remarks` what it says behind it."""

    words: str
    passage: Passage
    note: str = ""
    remarks: tuple[str, ...] = ()


def unit_href(unit: Unit, spans: Sequence[Span] = ()) -> str:
    """`/review/<id>#<unit id>`, and after "~" the characters to mark: a state that never leaves the browser."""
    tail = "~" + ",".join(f"{start}-{end}" for start, end in spans) if spans else ""
    return f"/review/{fragment(unit.review)}#{fragment(unit.id)}{tail}"


def answer_html(answer: Answer, state: State) -> str:
    """The answer as the page shows it; its links lead on from `state`."""
    numbers = {hit.unit.id: number for number, hit in enumerate(answer.cited, start=1)}
    body = answer.body
    nearest = {hit.unit.id for hit in body.near}
    passages = [Passage(hit.unit, hit.review, hit=hit) for hit in answer.passages if hit.unit.id not in numbers]
    return render(
        "answer.html",
        answer=answer,
        heading=_heading(answer),
        groups=_groups(answer, numbers),
        table=_table(answer, numbers),
        prose=[words.statement(claim, numbers).pieces for claim in body.statements],
        reasons=[] if answer.answered else list(words.reasons(body)),
        besides=_besides(body),
        cited=[Passage(hit.unit, hit.review, _spans(answer, hit), numbers[hit.unit.id]) for hit in answer.cited],
        chips=chips("/", state, answer.parts),
        steps=steps("/", state, answer),
        near=[each for each in passages if each.unit.id in nearest],
        more=[each for each in passages if each.unit.id not in nearest],
    )


def _heading(answer: Answer) -> str:
    """What the page says above all else, so that an answer, a denial, a perhaps and a no are told apart at a glance."""
    body = answer.body
    if answer.answered:
        return next((words.caution(each) for each in body.cautions), "") or (
            words.opening(body.opening).rstrip(":") if body.opening else ""
        )
    return words.MAY_ANSWER if answer.verdict == "may_answer" else "Nothing in these reviews answers that."


def answering_html(claims: Sequence[Claim]) -> str:
    """The claims that a language model has made so far, each of which has passed the checks."""
    shown = []
    for claim in claims:
        if claim.quote is not None and claim.verified and claim.hits:
            hit = claim.hits[0]
            passage = Passage(hit.unit, hit.review, find(claim.quote, hit.unit.text), hit=hit)
            shown.append(Quotation(claim.quote, passage, claim.text if claim.stated else as_name(claim.note)))
    return render("answering.html", quotations=shown)


def _groups(answer: Answer, numbers: dict[str, int]) -> list[tuple[ReviewCard, str, list[Quotation]]]:
    """Quotations by review, in the order of the answer."""
    found: dict[str, tuple[ReviewCard, str, list[Quotation]]] = {}
    for claim in answer.claims:
        if claim.quote is None or not claim.verified or not claim.hits:
            continue
        card = claim.hits[0].review
        group = found.setdefault(card.id, (card, short_name(card), []))
        group[2].append(_quotation(claim, numbers))
    return list(found.values())


def _quotation(claim: Claim, numbers: dict[str, int]) -> Quotation:
    hit = claim.hits[0]
    said = claim.quote or ""
    passage = Passage(hit.unit, hit.review, find(said, hit.unit.text), numbers.get(hit.unit.id, 0), hit)
    return Quotation(said, passage, claim.text if claim.stated else as_name(claim.note), claim.remarks)


def _table(answer: Answer, numbers: dict[str, int]) -> dict[str, Any] | None:
    """A comparison of several aspects as a table; of one, the quotations by review say as much in less room."""
    if answer.table is None or len(answer.table.aspects) < 2:
        return None
    rows = [
        {
            "review": row.review,
            "name": short_name(row.review),
            "cells": [
                {
                    "quotations": [_quotation(claim, numbers) for claim in cell.claims],
                    "near": [Passage(hit.unit, hit.review) for hit in cell.near],
                }
                for cell in row.cells
            ],
        }
        for row in answer.table.rows
    ]
    return {"aspects": answer.table.aspects, "rows": rows}


def _besides(body: Body) -> list[words.Pieces]:
    """What an answer says without quoting: what is not there, reviews without room, or silent."""
    absent = [(words.lacking(body.absent),)] if body.absent else []
    silent = []
    if body.table and len(body.table.aspects) == 1:
        silent = [words.not_stated(row, row.cells[0]) for row in body.table.rows if not row.cells[0].quotations]
    return [*absent, *((line,) for line in silent), *(line.pieces for line in words.besides(body))]


def _spans(answer: Answer, hit: Hit) -> tuple[Span, ...]:
    """All that an answer quotes of one unit."""
    joined: list[Span] = []
    for start, end in quoted_of(hit.unit, answer.claims):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
