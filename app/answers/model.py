"""What an answer is made of: quotations with where they stand, claims, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.model import Filters, Hit, QueryPart, ReviewCard, Searched

Kind = Literal["fact", "explain", "recommend", "quote", "theme", "compare", "define"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one unit, exactly as they stand there.

    Args:
        start, end: their span in `hit.unit.text`.
        lead: the sentence before, shown with it because it says whom or what "this" or "he" is; "" where not needed.
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
    """

    text: str
    quote: str | None
    hits: tuple[Hit, ...]
    verified: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """What one case says on one aspect: `claims`; where there are none it does not state it, and `near` is what was
    looked at."""

    claims: tuple[Claim, ...]
    near: tuple[Hit, ...] = ()


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
class Generator:
    """Who worded the answer and what it cost. Times in seconds."""

    name: str = "extractive"
    note: str = ""
    dropped: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the statement that nothing was found.

    Args:
        text: with markers; "[1]" is the first of `cited`.
        cited: the cited units in order of first mention.
        passages: the cited units and the next best.
        evidence: ids of the reviews that hold evidence, in order of the answer.
        confidence: chance, 0 to 1, that the collection answers the question.
        notes: said once and quietly below every answer.
        table: the same quotations as a table, where the question compares reviews that it names.
    """

    question: str
    kind: Kind
    answered: bool
    text: str
    claims: tuple[Claim, ...]
    cited: tuple[Hit, ...]
    passages: tuple[Hit, ...]
    searched: Searched
    filters: Filters
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0
    notes: tuple[str, ...] = ()
    parts: tuple[QueryPart, ...] = ()
    seconds: float = 0.0
    generator: Generator = Generator()
    table: Table | None = None
