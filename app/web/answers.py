"""From an answer to what its template shows: quotations by review, each with its card, its link and its spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from app.answers.model import Answer, Claim
from app.answers.wording import NOT_STATED, cautions, short_name
from app.citations import locator, pages, pinpoint
from app.gate import Span, find
from app.typeset import in_marks
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
        return pinpoint(self.unit, self.review)

    @property
    def place(self) -> str:
        """Where in its review: "para 4.2, p. 7"."""
        return ", ".join(part for part in (locator(self.unit), pages(self.unit.pages)) if part)

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
    groups = _groups(answer, numbers)
    return render(
        "answer.html",
        answer=answer,
        groups=groups,
        table=_table(answer, numbers),
        opening=_opening(answer),
        prose=_prose(answer.text.split("\n\n")) if answer.generator.name != "extractive" else None,
        reasons=[] if answer.answered else _reasons(answer.text),
        besides=_prose(_besides(answer)) if answer.generator.name == "extractive" else (),
        cited=[Passage(hit.unit, hit.review, _spans(answer, hit), numbers[hit.unit.id]) for hit in answer.cited],
        chips=chips("/", state, answer.parts),
        steps=steps("/", state, answer),
        near=[Passage(hit.unit, hit.review, hit=hit) for hit in answer.passages if hit.unit.id not in numbers],
    )


def answering_html(claims: Sequence[Claim]) -> str:
    """The claims that a language model has made so far, each of which has passed the checks."""
    shown = []
    for claim in claims:
        if claim.quote is not None and claim.verified and claim.hits:
            hit = claim.hits[0]
            passage = Passage(hit.unit, hit.review, find(claim.quote, hit.unit.text), hit=hit)
            shown.append(Quotation(claim.quote, passage, claim.text))
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
    words = claim.quote or ""
    passage = Passage(hit.unit, hit.review, find(words, hit.unit.text), numbers.get(hit.unit.id, 0), hit)
    return Quotation(words, passage, _note(claim), claim.remarks)


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


def _note(claim: Claim) -> str:
    """What a claim says before its quotation, in brackets there: the heading that it stands under."""
    before = claim.text.removesuffix(in_marks(claim.quote or "")).strip()
    return before.removeprefix("[").removesuffix("]").strip()


def _opening(answer: Answer) -> str:
    """The denominator that the answer's text opens with, or that it denies the question; "" where it has neither."""
    first = answer.text.split("\n", 1)[0].strip()
    if cautions(first):
        return first
    return first.rstrip(":") if answer.answered and first.endswith(":") and "“" not in first else ""


def _spans(answer: Answer, hit: Hit) -> tuple[Span, ...]:
    """All that an answer quotes of one unit."""
    quotes = [claim.quote for claim in answer.claims if claim.quote and claim.hits and claim.hits[0].unit == hit.unit]
    spans = sorted(span for quote in quotes for span in find(quote, hit.unit.text))
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _besides(answer: Answer) -> list[str]:
    """What an answer of quotations says without quoting: reviews without room, or silent, and what is not there."""
    said = [part for paragraph in answer.text.split("\n\n") for part in paragraph.split("\n") if "“" not in paragraph]
    if answer.table is not None and len(answer.table.aspects) > 1:
        said = [line for line in said if not line.endswith(NOT_STATED)]  # the table says it
    return [line for line in said if not cautions(line) and not line.endswith(":") and not line.startswith("Searched ")]


def _reasons(text: str) -> list[str]:
    """What a refusal says besides what was searched and what is near: what is not there, how to go on."""
    return [line for line in text.split("\n")[1:] if line and not line.startswith(("- ", "Near, but"))]


def _prose(paragraphs: Iterable[str]) -> list[list[Any]]:
    """Paragraphs taken apart: strings, and numbers where a marker stands."""
    return [
        [int(part) if part.isdecimal() and place % 2 else part for place, part in enumerate(_MARKER.split(paragraph))]
        for paragraph in paragraphs
        if paragraph.strip()
    ]


_MARKER = re.compile(r"\[(\d{1,4})\]")
