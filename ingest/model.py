"""The domain model: a Review and its citable Units. Everything else in Casebook is derived from these.

All records are frozen and compare by value. `text` of a unit is exactly
`review.text[unit.start:unit.end]`, the canonical text stored with the parse.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

SCHEMA_VERSION = 2

Kind = Literal[
    "paragraph",
    "recommendation",
    "table_row",
    "list_item_group",
    "slide",
    "footnote",
    "heading",
    "front_matter",
    "toc",
    "boilerplate",
]
Role = Literal[
    "methodology",
    "narrative",
    "analysis",
    "finding",
    "good_practice",
    "missed_opportunity",
    "recommendation",
    "response",
    "family_view",
    "reference",
    "none",
]
Voice = Literal["author", "agency", "family", "child", "guidance", "research", "none"]

PartKind = Literal["number", "bullet", "row"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
VOICES: tuple[Voice, ...] = get_args(Voice)

#: Kinds that carry no statement to search or quote.
UNSEARCHED: frozenset[Kind] = frozenset({"heading", "toc", "boilerplate", "front_matter"})


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages a unit stands on, from its first to its last.

    Args:
        printed: page numbers as printed ("iv", "12"); a page without one is left out.
        pdf: 1-based page indexes in the file.
    """

    printed: tuple[str, ...] = ()
    pdf: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An address within a long unit: a numbered item, a bullet or a row.

    Args:
        label: its number as it is cited after that of the unit, with those that it stands within ("(iii)", "(a)(ii)");
            "" where none is printed, or one that the unit prints for two.
        start, end: character span in the unit's text.
    """

    label: str
    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One citable unit of a review: a paragraph, a recommendation, a table row, a slide, a footnote...

    Args:
        id: stable across re-ingest and new editions, unique over the library ("case-r:3f9a2c81d0").
        review: id of the review it stands in.
        label: its number as printed ("7.3.32", "Recommendation 3"), "" where none is printed.
        occurrence: 2 for the second printing of the same label in one review, and so on.
        section: the printed headings that govern it, outermost first.
        pages: None where the source has no pages.
        start, end: character span in `Review.text`.
        text: all that is printed in the unit, label and own title line included;
            table cells are joined by " | ".
        marker: a footnote's marker as printed ("7"), "" otherwise.
        parent: id of the unit that carries a footnote's marker, introduces a table,
            or that a recommendation follows; "" where there is none.
        columns: a table row's column headings, one for each of `cells`, both empty elsewhere.
        owner, deadline: of a recommendation or action, as printed.
        role_confidence: 0 to 1.
        ocr: mean confidence of the recognised text, 0 to 1; None where the text was in the file.
        parts: of a unit of over 400 words, where the print gives places in it, in reading order.
        redactions: where in `text` stands a "[redacted]" of ours, for words that the source blacks out; one that the
            source prints is not among them.
        doubtful: its words were not found, in order, on the pages that it cites or in the file: a quotation from it
            is to be checked against the original.
    """

    id: str
    review: str
    label: str
    occurrence: int
    kind: Kind
    section: tuple[str, ...]
    pages: Pages | None
    start: int
    end: int
    text: str
    role: Role = "none"
    voice: Voice = "none"
    role_confidence: float = 0.0
    marker: str = ""
    parent: str = ""
    columns: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    owner: str = ""
    deadline: str = ""
    ocr: float | None = None
    parts: tuple[Part, ...] = ()
    redactions: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of metadata with its provenance.

    Args:
        value: as printed, or normalised where a normal form is named by the key.
        source: what says so: a unit id, "file name", "file properties", "sidecar" or "user".
        confidence: 0 to 1; 1 for what a user set.
    """

    value: str
    source: str
    confidence: float = 1.0


#: Keys of `Review.metadata`. A key that is absent is unknown; lists hold one Fact an item.
METADATA_KEYS: tuple[str, ...] = (
    "title",
    "kind",  # SCR, LCSPR, CSPR, SAR, DHR, CPR, SUSR, rapid review, slides, summary, action plan, response
    "board",
    "area",
    "subject",  # the pseudonym: "Case R", "Child B1", "Alex"
    "author",
    "published",  # as printed
    "year",  # four digits, of publication
    "period",
    "age",
    "harm",  # of the controlled vocabulary in ingest/vocabulary/harms.toml
    "agencies",  # of ingest/vocabulary/agencies.toml
    "agencies_named",  # as printed
    "themes",  # of ingest/vocabulary/themes.toml
    "case",  # id shared by the documents about one case; the same as `Review.case`
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the parse that a person should look at.

    Args:
        code: stable and short: "number-gap", "number-repeat", "page-without-text", "hidden-text"...
        message: in plain words, with the place.
        unit: id of the unit concerned, "" where it concerns no unit.
        page: 1-based PDF page, None where unknown.
    """

    code: str
    message: str
    unit: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How much of the source stands in the parse.

    Args:
        words: words in the source text, counted on the reader's raw text.
        kept: share of them that stand in exactly one unit, boilerplate included.
        invented: words in units that the source does not have; must be 0.
        boilerplate: share of the source's words set apart as boilerplate or contents page.
        pages: pages in the file, None where the format has none.
        pages_without_text: 1-based PDF pages on which no text was found.
        checks: names of the checks that held the parse against the file (`ingest/opinion/`).
    """

    words: int = 0
    kept: float = 1.0
    invented: int = 0
    boilerplate: float = 0.0
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A parsed review, the source of truth from which the index can be rebuilt.

    Args:
        id: short, stable, usable in an address ("norfolk-case-r").
        source: the file name as added.
        sha256: of the original file's bytes.
        case: id shared by the documents about one case; counts are of cases.
        metadata: one Fact for each known key of METADATA_KEYS; `agencies` may hold several.
        text: canonical text in reading order; every unit is a contiguous span of it.
        added: ISO 8601 time, UTC.
        aliases: former unit id -> present unit id.
        tombstones: ids of units that stood in an earlier edition and are gone.
    """

    id: str
    source: str
    sha256: str
    format: str
    title: str
    case: str
    metadata: dict[str, tuple[Fact, ...]]
    fidelity: Fidelity
    text: str
    units: tuple[Unit, ...]
    added: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    tombstones: tuple[str, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def fact(self, key: str) -> str:
        """First value known for a metadata key, "" where unknown."""
        facts = self.metadata.get(key, ())
        return facts[0].value if facts else ""
