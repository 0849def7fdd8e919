"""The words around the quotations: few, and true. Numbers of reviews are counts of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app import gate
from app.answers.guidance import superseded
from app.answers.model import Claim, Kind, Quote, Table
from app.answers.sentences import row_key, spans
from app.answers.standing import labels
from app.citations import locator, pages
from app.typeset import as_name, in_marks
from index.model import Filters, Hit, QueryPart, ReviewCard, Searched

NOTES = (
    "Counts are of published reviews, not of how common something is.",
    "This is not advice on a child who may be at risk now.",
)

#: What is said where a sentence denies what the question takes for granted.
DENIED = "The question takes for granted what the first quotation denies."
_UNNAMED = "Not named in what is quoted: "
#: What is said of a review that a comparison looked at in vain.
NOT_STATED = "not stated in the passages found."
#: Words of a response that says something.
_SAYS = 3
#: Kinds of document that stand beside the report of a case.
COMPANIONS = ("summary", "slides", "action plan", "response")


@dataclass(slots=True)
class Draft:
    """An answer being written: its lines, and the cited units in the order in which their numbers are given out."""

    lines: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    cited: list[Hit] = field(default_factory=list)
    table: Table | None = None

    def number(self, hit: Hit) -> int:
        """The marker's number of a unit."""
        for place, known in enumerate(self.cited, start=1):
            if known.unit.id == hit.unit.id:
                return place
        self.cited.append(hit)
        return len(self.cited)

    @property
    def text(self) -> str:
        """The answer."""
        return "\n\n".join(self.lines)


def unnamed(agency: str) -> str:
    """What is said where nothing quoted names an agency that the question asks about, as the question has it."""
    return f"{_UNNAMED}{agency}. Look whether it answers the question."


def cautions(line: str) -> bool:
    """Whether a line of an answer tells the reader, before all else, how far the answer goes."""
    return line == DENIED or line.startswith(_UNNAMED)


def short_name(review: ReviewCard) -> str:
    """A review in a few words: "Case R (2017)"."""
    name = as_name(review.subject or review.title or review.source)
    return f"{name} ({review.year})" if review.year and review.year not in name else name


def name_beside(review: ReviewCard, others: Iterable[ReviewCard]) -> str:
    """Its short name; with what sort of document it is, where another one of the same case has that name too."""
    name = short_name(review)
    shared = any(other.id != review.id and short_name(other) == name for other in others)
    return f"{name}, {review.kind}" if shared and review.kind in COMPANIONS else name


def opening(kind: Kind, cases: int, searched: Searched, filters: Filters) -> str:
    """The denominator: "3 of 5 reviews in scope speak of this:"."""
    scope = " in scope" if filters != Filters() else ""
    every = searched.cases or 1
    if every == 1:
        return ""
    one, many = ("spells it out", "spell it out") if kind == "define" else ("speaks of this", "speak of this")
    verb = one if cases == 1 else many
    return f"{cases} of {every} reviews{scope} {verb}:"


def quoted(draft: Draft, quote: Quote, remarks: Iterable[str] = ()) -> str:
    """A quotation with its marker, and in brackets what is remarked on it; adds the claim."""
    said = claim(quote, remarks)
    number = draft.number(quote.hit)
    draft.claims.append(said)
    return f"{said.text} [{number}]" + (f" ({'; '.join(said.remarks)})" if said.remarks else "")


def claim(quote: Quote, remarks: Iterable[str] = ()) -> Claim:
    """A quotation as a claim, through the gate; what fails has no quotation marks."""
    words = " ".join(quote.words.split())
    verified = gate.verify(words, quote.hit.unit).verified
    note = f"[{as_name(quote.note)}] " if quote.note else ""
    told = tuple(remark for remark in remarks if remark)
    said = in_marks(words) if verified else words
    return Claim(f"{note}{said}", words if verified else None, (quote.hit,), verified=verified, remarks=told)


def worded(draft: Draft, claim: Claim) -> str:
    """A claim in other words than the review's, with its quotation and the markers of the units it rests on."""
    markers = "".join(f"[{draft.number(hit)}]" for hit in claim.hits)
    return f"{claim.text.rstrip('. ')}: {in_marks(claim.quote or '')} {markers}"


def group(draft: Draft, name: str, quotes: Iterable[Quote], *, responses: Mapping[str, Hit]) -> str:
    """The quotations of one review, each on a line of its own, under its name ("" where there is but one review).

    Args:
        responses: id of a recommendation -> the unit that says what was done about it.
    """
    quotes = list(quotes)
    said = [
        _with_response(draft, quote, (*owner(quote), standing, superseded(quote.words)), responses)
        for quote, standing in zip(quotes, labels(quotes), strict=True)
    ]
    return "\n".join([f"{name}:", *said] if name else said)


def _with_response(draft: Draft, quote: Quote, remarks: Iterable[str], responses: Mapping[str, Hit]) -> str:
    said = quoted(draft, quote, remarks)
    response = responses.get(quote.hit.unit.id)
    advice = quote.hit.unit.kind == "recommendation" or quote.hit.unit.role == "recommendation"
    if response is None or not advice or any(response in claim.hits for claim in draft.claims):
        return said
    replies = [Quote(response, *span) for span in spans(response.unit)]
    told = [reply for reply in replies if len(reply.words.split()) >= _SAYS and claim(reply).verified][:1]
    return f"{said} Response: {quoted(draft, told[0])}" if told else said


def besides(draft: Draft, hits: Sequence[Hit]) -> str:
    """The reviews that speak of it and found no room, each with its passage and marker; "" for none."""
    named = "; ".join(f"{place(hit)} [{draft.number(hit)}]" for hit in hits)
    return f"Not quoted here for want of room: {named}." if named else ""


def companions(draft: Draft, hits: Sequence[Hit]) -> str:
    """Where the other documents of the same cases say it, each with its passage and marker; "" for none."""
    parts = [(short_name(hit.review), hit.review.kind, where(hit), hit) for hit in hits]
    named = "; ".join(f"{', '.join(filter(None, said))} [{draft.number(hit)}]" for *said, hit in parts)
    return f"Also in: {named}." if named else ""


def silent(review: ReviewCard, looked_at: Sequence[str] = ()) -> str:
    """A review that a comparison looked at in vain, with the passages that came nearest."""
    looked = f" (looked at: {'; '.join(looked_at)})" if looked_at else ""
    return f"{short_name(review)}{looked}: {NOT_STATED}"


def owner(quote: Quote) -> tuple[str, ...]:
    """Who is to act on a recommendation and by when, as far as its quotation does not say so."""
    unit = quote.hit.unit
    return tuple(
        f"{name}: {as_name(value)}"
        for name, value in (("for", unit.owner), ("by", unit.deadline))
        if value.strip() and value.strip() not in quote.words
    )


def closing(searched: Searched, filters: Filters) -> str:
    """What was searched, and how to widen it."""
    cases = "" if searched.cases == searched.reviews else f" ({searched.cases} cases)"
    line = f"Searched {searched.passages:,} passages of {_count(searched.reviews, 'review')}{cases}."
    limits = _limits(filters)
    return f"{line} Limited to {limits}; leave that out to search all." if limits else line


def no_question(searched: Searched, filters: Filters) -> str:
    """What is said to a question without a word to search for."""
    return f"No question was understood: it has no word to search for. {closing(searched, filters)}"


def lacking(absent: Iterable[QueryPart], cards: Iterable[ReviewCard]) -> str:
    """What the question asks for by name or number and the collection does not have, "" where there is no such thing:
    "The collection has no Child Q. Case R (2017) has no recommendation 99."
    """
    names = {card.id: short_name(card) for card in cards}
    lines = []
    for part in absent:
        holders = [names.get(review, review) for review in part.meant]
        who = " and ".join(holders) if holders else "The collection"
        lines.append(f"{who} {'have' if len(holders) > 1 else 'has'} no {part.found}.")
    return " ".join(lines)


def nothing(searched: Searched, filters: Filters, near: Sequence[Hit], missing: Sequence[str], first: str = "") -> str:
    """The answer that there is none: what was searched, what is near, how to go on.

    Args:
        missing: words that no passage has. first: what it names that is not there, "" for nothing.
    """
    lines = [f"Nothing found that answers this. {closing(searched, filters)}"]
    if not searched.passages:
        lines = [f"Nothing found: there is nothing to search. {closing(searched, filters)}"]
    if first:
        lines.append(first)
    if missing:
        words = ", ".join(missing)
        lines.append(f"No passage in scope has the {'word' if len(missing) == 1 else 'words'} {words}.")
    if near:
        lines.append("Near, but not an answer:")
        lines.extend(f"- {place(hit)}" for hit in near)
    lines.append("Other words, or fewer of them, may find more; so may a wider collection.")
    return "\n".join(lines)


def place(hit: Hit) -> str:
    """A passage named in plain text, without quoting from it."""
    return ", ".join(part for part in (short_name(hit.review), where(hit)) if part)


def where(hit: Hit) -> str:
    """Where in its review a passage stands: "para 4.2, p. 7"."""
    unit = hit.unit
    section = f"section {as_name(unit.section[-1])}" if unit.section else ""
    key = as_name(row_key(unit)) if unit.cells else ""
    section = ", ".join(part for part in (section, f"row {key}" if key else "") if part)
    found = locator(unit) if unit.label or unit.marker else section
    return ", ".join(part for part in (found, pages(unit.pages)) if part) or "a passage without a number"


def _limits(filters: Filters) -> str:
    named = (
        ("review", filters.reviews),
        ("case", filters.cases),
        ("board", filters.boards),
        ("kind", filters.kinds),
        ("role", filters.roles),
        ("voice", filters.voices),
        ("agency", filters.agencies),
        ("theme", filters.themes),
    )
    parts = [f"{name} {' or '.join(map(as_name, values))}" for name, values in named if values]
    if filters.years:
        parts.append(f"years {filters.years[0]} to {filters.years[1]}")
    return "; ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
