"""Answers from the passages that were found: one about several reviews, and one about a single story."""

from __future__ import annotations

from collections.abc import Sequence

from app.answers import agencies, narrowing
from app.answers.compose import absent, compose
from app.answers.evidence import Sentence
from app.answers.model import Body, Caution, Quote
from app.answers.quoting import quoted
from app.answers.remarks.responses import answering
from app.answers.routes.route import Declines, Found


def theme(found: Found) -> Body | Declines:
    """What every review that speaks of it says."""
    return _said(found) if found.question.wide else Declines("it is about one story")


def fact(found: Found) -> Body | Declines:
    """What the passages say of one story."""
    return _said(found)


def _said(found: Found) -> Body:
    question, decided = found.question, found.decision
    if not decided.answered:
        return Body(
            decided.verdict,
            decided.confidence,
            absent=absent(found.result) if decided.understood else (),
            missing=decided.missing,
            near=decided.near,
            understood=decided.understood,
        )
    quotes = [*quoted(decided.denial), *_ordered(found, decided.chosen)]
    return compose(
        question.kind,
        found.result,
        quotes,
        confidence=decided.confidence,
        unquoted=decided.unquoted,
        also_in=decided.also_in,
        limited=bool(question.limited_to) and all(quote.hit.review.id in question.limited_to for quote in quotes),
        responses=answering(quotes, found.library),
        cautions=_cautions(found, quotes),
    )


def _ordered(found: Found, chosen: Sequence[Sentence]) -> list[Quote]:
    question = found.question
    return narrowing.headed(question, narrowing.direct_first(question, quoted(chosen)))


def _cautions(found: Found, quotes: Sequence[Quote]) -> list[Caution]:
    if found.decision.verdict == "denied":
        return [Caution("denied")]
    agency = agencies.unnamed(found.question, (quote.hit.unit for quote in quotes))
    return [Caution("unnamed agency", agency)] if agency else []
