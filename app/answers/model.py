"""What an answer is made of: typed parts. `app/answers/render.py` alone makes text of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from index.model import Filters, Hit, QueryPart, ReviewCard, Searched
from index.query import Reading

Kind = Literal["fact", "explain", "recommend", "quote", "theme", "compare", "define"]
#: "answers"; "denied": the print says that what the question takes for granted was not so; "may_answer": no sentence
#: says it, the nearest passages are named as such; "nothing".
Verdict = Literal["answers", "denied", "may_answer", "nothing"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one unit, exactly as they stand there.

    Args:
        start, end: their span in `hit.unit.text`.
        note: in brackets before the quotation: the heading it stands under; "" where not needed.
    """

    hit: Hit
    start: int
    end: int
    note: str = ""

    @property
    def words(self) -> str:
        """The words as they stand in the unit."""
        return self.hit.unit.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer.

    Args:
        text: as the answer says it, without markers.
        quote: the words it quotes, None where it quotes none.
        hits: the units it cites; the first is where the quotation stands.
        verified: the quotation passed the gate, or, without one, what the claim says was found in its units.
        remarks: what a reader should know of the quotation: whose a recommendation is, whether what it says is alleged
            or was found or led to a conviction, that guidance it names has a later edition.
        note: what stands in brackets before the quotation, "" for nothing.
        stated: `text` says it in other words than the review's.
    """

    text: str
    quote: str | None
    hits: tuple[Hit, ...]
    verified: bool
    remarks: tuple[str, ...] = ()
    note: str = ""
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as an answer shows it, with what was done about it where it is a recommendation."""

    claim: Claim
    response: Claim | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Both, in their order."""
        return (self.claim,) if self.response is None else (self.claim, self.response)


@dataclass(frozen=True, slots=True)
class Group:
    """The quotations of one review; `name` is "" where there is but one to quote from."""

    name: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one case says on one aspect; where there are no quotations it does not state it, and `near` is what was
    looked at."""

    quotations: tuple[Quotation, ...]
    near: tuple[Hit, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims, in their order."""
        return tuple(claim for each in self.quotations for claim in each.claims)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One case, named by its report, with a cell for each aspect."""

    review: ReviewCard
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison: a row a case, a column an aspect."""

    aspects: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What the reader must know before all else: the first quotation denies what the question takes for granted, or
    nothing quoted names the agency that it asks about (`about`, as typed)."""

    tells: Literal["denied", "unnamed agency"]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """What the question asks for by name or number and the reviews called `holders`, or else the collection, lack."""

    name: str
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """How many of how many, told before the quotations. What is counted are cases.

    Args:
        tells: that they speak of it, or spell it out; that those named speak of it; that there are so many, published
            so, or about a child of an age (`about`); how many recommendations a review (`about`) prints; that the
            reviews `names` are without a word (`about`); that nothing is dated so.
        scoped: filters leave out others. unsure: of so many it is not known, or not said in their own words; of so many
            recommendations no more than the number is printed.
    """

    tells: Literal["speak", "spell out", "named speak", "held", "published", "aged", "prints", "without", "undated"]
    count: int = 0
    of: int = 0
    about: str = ""
    names: tuple[str, ...] = ()
    scoped: bool = False
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """What an answer says, in parts; one that has nothing to say is empty.

    Args:
        confidence: chance, 0 to 1, that the collection answers the question.
        absent: what the question names and the collection has not. missing: words of it that no passage has.
        statements: of a language model, each with its quotation. groups: quotations by review.
        table: instead of groups, where the question compares reviews that it names.
        silent: names of the reviews that a comparison found to say nothing.
        unquoted: a passage of each case that speaks of it and found no room. also_in: one of each other document.
        near: the nearest passages, where nothing states what is asked.
        understood: the question has a word to search for.
    """

    verdict: Verdict
    confidence: float = 1.0
    cautions: tuple[Caution, ...] = ()
    absent: tuple[Absent, ...] = ()
    opening: Opening | None = None
    groups: tuple[Group, ...] = ()
    statements: tuple[Claim, ...] = ()
    table: Table | None = None
    silent: tuple[str, ...] = ()
    unquoted: tuple[Hit, ...] = ()
    also_in: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    near: tuple[Hit, ...] = ()
    understood: bool = True

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order in which the answer shows them."""
        quoted = (claim for group in self.groups for each in group.quotations for claim in each.claims)
        cells = (
            claim for row in (self.table.rows if self.table else ()) for cell in row.cells for claim in cell.claims
        )
        return (*quoted, *self.statements, *cells)

    @property
    def cited(self) -> tuple[Hit, ...]:
        """The units cited, in order of first mention: the first is "[1]"."""
        known: dict[str, Hit] = {}
        for hit in chain(_cited(self.claims), self.unquoted, self.also_in):
            known.setdefault(hit.unit.id, hit)
        return tuple(known.values())

    @property
    def answered(self) -> bool:
        """Whether it says what was asked, or that it was not so."""
        return self.verdict in ("answers", "denied")


def _cited(claims: tuple[Claim, ...]) -> Iterator[Hit]:
    return (hit for claim in claims for hit in (claim.hits if claim.stated else claim.hits[:1]))


@dataclass(frozen=True, slots=True)
class Generator:
    """Who worded the answer and what it cost. Times in seconds."""

    name: str = "extractive"
    note: str = ""
    dropped: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Declined:
    """A route that did not answer, and why."""

    route: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read, and how it came to its answer.

    Args:
        read_as: the question with its misspellings mended. readings: which reader claimed which of its words.
        residue: words of content that none did. route: which one answered. declined: those asked before it.
    """

    read_as: str = ""
    readings: tuple[Reading, ...] = ()
    residue: tuple[str, ...] = ()
    route: str = ""
    declined: tuple[Declined, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the statement that nothing was found.

    Args:
        body: its parts. text: these in words, with markers; "[1]" is the first of `cited`.
        passages: the cited units and the next best.
        notes: said once and quietly below every answer.
        parts: what was read into the question.
    """

    question: str
    kind: Kind
    body: Body
    text: str
    passages: tuple[Hit, ...]
    searched: Searched
    filters: Filters
    notes: tuple[str, ...] = ()
    parts: tuple[QueryPart, ...] = ()
    seconds: float = 0.0
    generator: Generator = Generator()
    explanation: Explanation = Explanation()

    @property
    def verdict(self) -> Verdict:
        """What the reviews say to the question: see `Verdict`."""
        return self.body.verdict

    @property
    def answered(self) -> bool:
        """Whether it was answered, be it by a denial."""
        return self.body.answered

    @property
    def confidence(self) -> float:
        """Chance, 0 to 1, that the collection answers the question."""
        return self.body.confidence

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in the order of the text."""
        return self.body.claims

    @property
    def cited(self) -> tuple[Hit, ...]:
        """The cited units in order of first mention."""
        return self.body.cited

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the reviews that hold evidence, in order of the answer."""
        return tuple(dict.fromkeys(hit.unit.review for hit in self.cited))

    @property
    def table(self) -> Table | None:
        """The quotations as a table, where the question compares reviews that it names."""
        return self.body.table
