"""What callers send: the bodies of the API's requests."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from app.casebook import MAX_QUESTION
from index.model import Filters, QueryPart
from ingest.model import METADATA_KEYS, Role, Voice

Text = Annotated[str, StringConstraints(max_length=MAX_QUESTION, pattern=r"\S")]
Aspect = Annotated[str, StringConstraints(max_length=300, pattern=r"\S")]
Name = Annotated[str, StringConstraints(max_length=300)]
Names = Annotated[list[Name], Field(max_length=500)]


def _number(value: Any) -> Any:
    """Refuse what only looks like a number: the document of the API says integer."""
    if isinstance(value, str | bool):
        raise ValueError("must be a number")
    return value


Flag = Annotated[bool, Strict()]
Year = Annotated[int, Field(ge=1900, le=2100), BeforeValidator(_number)]
UpTo100 = Annotated[int, Field(ge=1, le=100), BeforeValidator(_number)]
UpTo200 = Annotated[int, Field(ge=1, le=200), BeforeValidator(_number)]
Offset = Annotated[int, Field(ge=0, le=800), BeforeValidator(_number)]


class Request(BaseModel):
    """Base of every request: a field that is not known is refused, so that a misspelt one is not silently left out."""

    model_config = ConfigDict(extra="forbid")


class FiltersIn(Request):
    """Restricts a search; an empty list restricts nothing, values of one field are alternatives."""

    reviews: Names = []
    cases: Names = []
    boards: Names = []
    kinds: Names = []
    years: tuple[Year, Year] | None = Field(default=None, description="First and last year, both included.")
    roles: list[Role] = []
    voices: list[Voice] = []
    agencies: Names = []
    themes: Names = []

    def filters(self) -> Filters:
        """The same in terms of the index."""
        many = {name: tuple(value) for name, value in self if name != "years"}
        return Filters(**many, years=self.years and (min(self.years), max(self.years)))


class PartIn(Request):
    """Something read into a query that the user does not want read into it."""

    kind: Name
    found: Name
    meant: Names = Field(default_factory=list)


Ignored = Annotated[
    list[PartIn],
    Field(max_length=100, description="`parts` of an earlier result that are not to be read into this one."),
]


def left_out(parts: list[PartIn]) -> tuple[QueryPart, ...]:
    """The parts in terms of the index."""
    return tuple(QueryPart(part.kind, part.found, tuple(part.meant)) for part in parts)


class AskIn(Request):
    """A question. `id` comes back with the answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "What do reviews say about missed appointments?"}]},
    )

    question: Text
    id: Any = None
    k: UpTo100 = Field(default=10, description="Passages listed beside those cited.")
    filters: FiltersIn = Field(default_factory=FiltersIn)
    ignore: Ignored = Field(default_factory=list)


class SearchIn(Request):
    """A search. Results `offset` to `offset + k` of the ranking come back."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "professional curiosity", "k": 5}]}
    )

    query: Text
    id: Any = None
    k: UpTo200 = 10
    offset: Offset = 0
    filters: FiltersIn = Field(default_factory=FiltersIn)
    per_review: UpTo200 | None = Field(default=None, description="At most so many of one review.")
    coverage: Flag = Field(default=False, description="The best evidence of every review that has any comes first.")
    ignore: Ignored = Field(default_factory=list)
    explain: Flag = Field(default=False, description="With the rank and score of each signal.")


class SimilarIn(Request):
    """Passages of other cases that are like a unit."""

    unit: Name
    k: UpTo200 = 10
    filters: FiltersIn = Field(default_factory=FiltersIn)
    explain: Flag = False


class CiteIn(Request):
    """A citation of a unit."""

    unit: Name
    style: Literal["pinpoint", "harvard", "oscola", "bibtex", "ris", "markdown", "html"] = "pinpoint"


#: As the document of the API says it; a key that is none is refused by name, with those there are.
_VALUES = {
    "type": "object",
    "properties": {
        **{key: {"type": "string", "maxLength": 300} for key in METADATA_KEYS},
        "year": {"type": "string", "pattern": "^([0-9]{4}|unknown)?$"},
    },
    "additionalProperties": False,
    "minProperties": 1,
}


class DescribeIn(Request):
    """Metadata to set: an empty value takes back what was set, "unknown" makes the key unknown."""

    values: Annotated[dict[Name, Name], Field(min_length=1, max_length=40), WithJsonSchema(_VALUES)]


class MarkIn(Request):
    """What a user says of an answer."""

    question: Text
    verdict: Literal["right", "wrong", "incomplete"]
    cited: Names = Field(default_factory=list, description="Ids of the units that the answer cited.")
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class LinkIn(Request):
    """Which case a review is about: that of another review (`same_case_as`), or, where it names none, its own."""

    same_case_as: Name = ""


class IndexIn(Request):
    """What to do with the index: bring it to the library's state, or (`rebuild`) make it anew."""

    rebuild: Flag = False


class FacetsIn(Request):
    """Which counts are wanted: those within these filters."""

    filters: FiltersIn = Field(default_factory=FiltersIn)


class CompareIn(Request):
    """A matrix: every aspect is put to every review. An aspect is a subject or a short question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reviews": [], "aspects": ["voice of the child", "supervision"]}]},
    )

    reviews: Annotated[list[Name], Field(max_length=30)] = Field(default=[], description="Ids; empty: all, at most 30.")
    aspects: Annotated[list[Aspect], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        self.reviews, self.aspects = list(dict.fromkeys(self.reviews)), list(dict.fromkeys(self.aspects))
        return self
