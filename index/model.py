"""What retrieval hands on: hits that hold everything an answer needs, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Unit


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """What an answer needs to know of a review, carried in every payload. Unknown parts are "".

    `document` tells it from the other documents of its case, where their kinds do not.
    """

    id: str
    source: str
    title: str
    case: str
    kind: str = ""
    board: str = ""
    subject: str = ""
    year: str = ""
    agencies: tuple[str, ...] = ()
    area: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal's say on one hit: its 1-based rank (0: not among the candidates) and its raw score."""

    name: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit in rank order. `also` holds the same statement printed elsewhere in the review or case."""

    unit: Unit
    review: ReviewCard
    score: float
    signals: tuple[Signal, ...] = ()
    also: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search; empty tuples restrict nothing, values of one field are alternatives."""

    reviews: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of review: SCR, LCSPR...
    years: tuple[int, int] | None = None  # first and last, both included
    roles: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """The denominator: how many reviews, cases and passages were in scope."""

    reviews: int
    cases: int
    passages: int


@dataclass(frozen=True, slots=True)
class QueryPart:
    """One thing read into the query, shown to the user as a removable part.

    Args:
        kind: "acronym", "era", "lay" (a lay word), "related", "sense", "spelling", "filter" (reviews that come first),
            "phrase" (passages with it come first), "label" (in the reviews named, if any, it comes first),
            "absent": a name or label that the query asks for and the library does not have. It changes no ranking.
        found: the words of the query it comes from. meant: what it was taken to mean; of an absent label
            ("paragraph 45.3", "recommendation 99") the ids of the named reviews that lack it, () where none is named
            and the whole library lacks it; of an absent name ("Child Q", "Wiltshire board", "2009 SCR") always ().
    """

    kind: str
    found: str
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer of retrieval to one query."""

    query: str
    hits: tuple[Hit, ...]
    searched: Searched
    parts: tuple[QueryPart, ...] = ()
    filters: Filters = Filters()
    seconds: float = 0.0

    @property
    def absent(self) -> tuple[QueryPart, ...]:
        """What the query asks for by name or number and the library does not have."""
        return tuple(part for part in self.parts if part.kind == "absent")
