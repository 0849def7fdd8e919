"""From quotations to the parts of an answer: groups by review, what is counted, what is remarked on a quotation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from app import gate
from app.answers import differing
from app.answers.model import Absent, Body, Caution, Claim, Group, Kind, Opening, Quotation, Quote
from app.answers.naming import name_beside, short_name
from app.answers.remarks.allegations import labels
from app.answers.remarks.guidance import superseded
from app.answers.sentences import spans
from app.typeset import as_name, in_marks
from index.model import Filters, Hit, ReviewCard, Searched, SearchResult

#: Words of a response that says something.
_SAYS = 3
#: Of a quotation from a unit whose words were not found where it says that they stand.
CHECK = "check against the original"
#: Reviews named at most as not stating what a comparison asks for.
SILENT = 8


def compose(
    kind: Kind,
    result: SearchResult,
    quotes: Sequence[Quote],
    *,
    confidence: float = 1.0,
    opening: Opening | None = None,
    unquoted: Sequence[Hit] = (),
    also_in: Sequence[Hit] = (),
    limited: bool = False,
    responses: Mapping[str, Hit] | None = None,
    cautions: Sequence[Caution] = (),
) -> Body:
    """The answer that some quotations make. Cases are counted.

    Args:
        opening: what is counted, where it is another than how many speak of it.
        unquoted: a passage of each case that speaks of it too and found no room; counted, cited, not quoted.
        also_in: a passage of each other document of a case that is quoted or counted; cited, not quoted.
        limited: the question names the reviews that it is about, and no others are quoted.
        responses: id of a recommendation that is quoted -> the unit that answers it; quoted beside it, and only there.
    """
    told = dict(responses or {})
    beside = {hit.unit.id for hit in told.values()}
    quotes = [quote for quote in quotes if quote.hit.unit.id not in beside and claim(quote).verified]
    told |= {hit.unit.parent: hit for hit in result.hits if hit.unit.role == "response" and hit.unit.parent}
    cards = {quote.hit.review.id: quote.hit.review for quote in quotes}
    cases = list(dict.fromkeys(card.case for card in cards.values()))
    contrary = {id(quotes[at]): told_so for at, told_so in differing.remarks(quotes).items()}
    groups: list[Group] = []
    for card in sorted(cards.values(), key=lambda card: cases.index(card.case)):
        name = name_beside(card, cards.values()) if result.searched.reviews > 1 else ""
        before = [claim for group in groups for each in group.quotations for claim in each.claims]
        mine = [quote for quote in quotes if quote.hit.review.id == card.id]
        groups.append(Group(name, quotations(mine, told, before, contrary)))
    speaking = len({*cases, *(hit.review.case for hit in unquoted)})
    # Of a review that the question names there is nothing to count.
    counted = None if limited else counting(kind, speaking, result.searched, result.filters)
    denied = any(each.tells == "denied" for each in cautions)
    return Body(
        "denied" if denied else "answers" if groups else "nothing",
        confidence,
        cautions=tuple(cautions),
        absent=absent(result),
        opening=opening or counted,
        groups=tuple(groups),
        silent=tuple(short_name(hit.review) for hit in _others(result.hits, cases)) if kind == "compare" else (),
        unquoted=tuple(unquoted),
        also_in=tuple(also_in),
    )


def quotations(
    quotes: Sequence[Quote],
    responses: Mapping[str, Hit],
    before: Collection[Claim] = (),
    contrary: Mapping[int, str] | None = None,
) -> tuple[Quotation, ...]:
    """The quotations of one review with their remarks, each recommendation with its response the first time.

    Args:
        responses: id of a recommendation -> the unit that says what was done about it. before: claims made already.
        contrary: identity of a quotation -> where another document of the case states it otherwise.
    """
    made: list[Quotation] = []
    told = {hit.unit.id for claim in before for hit in claim.hits}
    for quote, standing in zip(quotes, labels(quotes), strict=True):
        said = claim(quote, (*owner(quote), standing, superseded(quote.words), (contrary or {}).get(id(quote), "")))
        told.add(quote.hit.unit.id)
        response = responses.get(quote.hit.unit.id)
        advice = quote.hit.unit.kind == "recommendation" or quote.hit.unit.role == "recommendation"
        answer = _response(response) if response and advice and response.unit.id not in told else None
        told |= {hit.unit.id for hit in answer.hits} if answer else set()
        made.append(Quotation(said, answer))
    return tuple(made)


def _response(hit: Hit) -> Claim | None:
    """What a response says first, None where it says nothing."""
    said = (Quote(hit, *span) for span in spans(hit.unit))
    told = (claim(quote) for quote in said if len(quote.words.split()) >= _SAYS)
    return next((each for each in told if each.verified), None)


def claim(quote: Quote, remarks: Iterable[str] = ()) -> Claim:
    """A quotation as a claim, through the gate; what fails has no quotation marks."""
    words = " ".join(quote.words.split())
    verified = gate.verify(words, quote.hit.unit).verified
    note = f"[{as_name(quote.note)}] " if quote.note else ""
    told = tuple(remark for remark in (*remarks, CHECK if quote.hit.unit.doubtful else "") if remark)
    said = in_marks(words) if verified else words
    return Claim(
        f"{note}{said}", words if verified else None, (quote.hit,), verified=verified, remarks=told, note=quote.note
    )


def owner(quote: Quote) -> tuple[str, ...]:
    """Who is to act on a recommendation and by when, as far as its quotation does not say so."""
    unit = quote.hit.unit
    return tuple(
        f"{name}: {as_name(value)}"
        for name, value in (("for", unit.owner), ("by", unit.deadline))
        if value.strip() and value.strip() not in quote.words
    )


def counting(kind: Kind, cases: int, searched: Searched, filters: Filters) -> Opening | None:
    """How many cases speak of it; None where there is but one."""
    every = searched.cases or 1
    if every == 1:
        return None
    return Opening("spell out" if kind == "define" else "speak", cases, every, scoped=filters != Filters())


def absent(result: SearchResult) -> tuple[Absent, ...]:
    """What the question asks for by name or number and the collection does not have."""
    names = {hit.review.id: short_name(hit.review) for hit in result.hits}
    return tuple(Absent(part.found, tuple(names.get(each, each) for each in part.meant)) for part in result.absent)


def card_of(hits: Iterable[Hit], companions: Collection[str]) -> ReviewCard:
    """The report that some hits of one case are from, or the first document where none is of a report."""
    cards = [hit.review for hit in hits]
    return next((card for card in cards if card.kind not in companions), cards[0])


def _others(hits: Sequence[Hit], quoted: Collection[str]) -> list[Hit]:
    """The best hit of each case that is not quoted."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.review.case not in quoted:
            best.setdefault(hit.review.case, hit)
    return list(best.values())[:SILENT]
