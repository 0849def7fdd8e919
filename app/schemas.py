"""The JSON forms that the command line, the API and programs read. They are an interface: fields are added, never
renamed or removed, and `schema_version` changes only where an old reader would break."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1


class Form(BaseModel):
    """Base of every form: immutable, and nothing beside the fields that are declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PagesForm(Form):
    """Pages from the first to the last of a unit: numbers as printed, and 1-based places in the file."""

    printed: list[str]
    pdf: list[int]


class PartForm(Form):
    """An address within a unit of over 400 words: kind number, bullet or row, and its characters in the unit's `text`.

    `label` is what follows the unit's own in a citation ("(iii)"), "" where the print gives no number.
    """

    label: str
    kind: str
    start: int
    end: int


class UnitForm(Form):
    """One citable unit of a parsed review. `redactions`: offsets in `text` of each "[redacted]" that stands for words
    which the source blacks out; one that the source prints itself is not among them."""

    id: str
    label: str
    occurrence: int
    kind: str
    role: str
    voice: str
    section: list[str]
    pages: PagesForm | None
    text: str
    marker: str = ""
    parent: str = ""
    columns: list[str] = Field(default_factory=list)
    cells: list[str] = Field(default_factory=list)
    owner: str = ""
    deadline: str = ""
    role_confidence: float = 0.0
    ocr: float | None = None
    parts: list[PartForm] = Field(default_factory=list)
    redactions: list[int] = Field(default_factory=list)
    doubtful: bool = False


class FactForm(Form):
    """A value of metadata, what says so, and how sure that is (0 to 1)."""

    value: str
    source: str
    confidence: float


class ProblemForm(Form):
    """Something in the parse that a person should look at."""

    code: str
    message: str
    unit: str = ""
    page: int | None = None


class FidelityForm(Form):
    """How much of the source stands in the parse; shares from 0 to 1. `checks` held it against the file."""

    words: int
    kept: float
    invented: int
    boilerplate: float
    pages: int | None
    pages_without_text: list[int]
    ocr_pages: list[int]
    problems: list[ProblemForm]
    checks: list[str] = Field(default_factory=list)


class ReviewForm(Form):
    """A review in a list. `units` is how many it has."""

    review: str
    source: str
    title: str
    metadata: dict[str, str | list[str]]
    units: int
    fidelity: FidelityForm
    case: str
    format: str
    added: str
    sha256: str


class DamagedForm(Form):
    """A review that cannot be read, and what to do about it; the others are as if it were not there."""

    review: str
    problem: str
    remedy: str


class ReviewListForm(Form):
    """`casebook list --json`."""

    reviews: list[ReviewForm]
    damaged: list[DamagedForm] = []
    schema_version: int = SCHEMA_VERSION


class ReviewFullForm(Form):
    """`casebook show REVIEW --json`: units in reading order. `facts` says where each value of `metadata` is from."""

    review: str
    source: str
    title: str
    metadata: dict[str, str | list[str]]
    fidelity: FidelityForm
    units: list[UnitForm]
    facts: dict[str, list[FactForm]]
    case: str
    format: str
    added: str
    sha256: str
    schema_version: int = SCHEMA_VERSION


class CitationForm(Form):
    """A unit as it is cited. `source` is the file name as added, `citation` a pinpoint that a person can use.

    `part` is the label of the part of a long unit in which all stands that is quoted of it here, "" for none.
    """

    id: str
    review: str
    source: str
    label: str
    occurrence: int
    pages: PagesForm | None
    citation: str
    part: str = ""


class SignalForm(Form):
    """One signal's say on a passage: its 1-based rank (0: not among the candidates) and raw score."""

    name: str
    rank: int
    score: float


class PassageForm(Form):
    """A unit in full, in rank order. `also` are the ids of the same words printed elsewhere."""

    id: str
    review: str
    source: str
    label: str
    occurrence: int
    kind: str
    section: list[str]
    pages: PagesForm | None
    citation: str
    text: str
    score: float
    role: str = "none"
    voice: str = "none"
    also: list[str] = Field(default_factory=list)
    signals: list[SignalForm] | None = None


class SearchedForm(Form):
    """The denominator of a search."""

    reviews: int
    cases: int
    passages: int


class SearchedEvidenceForm(SearchedForm):
    """The denominator of an answer, and the ids of the reviews that hold evidence for it."""

    reviews_with_evidence: list[str]


class QueryPartForm(Form):
    """One thing read into the query: what was found there, and what it was taken to mean."""

    kind: str
    found: str
    meant: list[str]


class SearchForm(Form):
    """`casebook search --json`."""

    id: Any = None
    query: str
    passages: list[PassageForm]
    searched: SearchedForm
    seconds: float
    parts: list[QueryPartForm] = Field(default_factory=list)
    error: str | None = None
    schema_version: int = SCHEMA_VERSION


class ClaimForm(Form):
    """One statement of an answer. Where it quotes, the first of its citations is where the quotation stands.

    `remarks` are what a reader should know of it: "by: 31 May 2021", "alleged", "refers to Working Together 2015; ...".
    """

    text: str
    quote: str | None
    verified: bool
    citations: list[CitationForm]
    remarks: list[str] = Field(default_factory=list)


class GeneratorForm(Form):
    """Who worded the answer: "extractive", or a language model with what it cost and what the checks dropped."""

    name: str = "extractive"
    note: str = ""
    dropped: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class TableCellForm(Form):
    """What one case says on one aspect: its quotations, each with the number of its citation; none where it does not
    state it, and then the ids of the units that were looked at."""

    quotes: list[str]
    citations: list[int]
    near: list[str] = Field(default_factory=list)


class TableRowForm(Form):
    """One case: the id and name of its review, and a cell for each aspect."""

    review: str
    name: str
    cells: list[TableCellForm]


class TableForm(Form):
    """A comparison of named reviews: a row a case, a column an aspect."""

    aspects: list[str]
    rows: list[TableRowForm]


class GroupForm(Form):
    """The quotations of one review: its id, its name as shown ("" where there is no other) and places in `claims`."""

    review: str
    name: str
    claims: list[int]


class SectionsForm(Form):
    """The parts of an answer's text, for those who set it anew; numbers are places in `claims`, from 0.

    `cautions` come before all else, then `absent` (what the question names and the collection has not), then `opening`
    (how many of how many). `statements` are those of a language model. `silent` are names of reviews that a comparison
    found to say nothing, `unquoted` and `also_in` ids of units that are cited and not quoted. Where nothing states what
    is asked, `missing` are words of it that no passage has and `near` the ids of the nearest passages.
    """

    cautions: list[str] = Field(default_factory=list)
    absent: str = ""
    opening: str = ""
    groups: list[GroupForm] = Field(default_factory=list)
    statements: list[int] = Field(default_factory=list)
    silent: list[str] = Field(default_factory=list)
    unquoted: list[str] = Field(default_factory=list)
    also_in: list[str] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list)
    near: list[str] = Field(default_factory=list)


class ReadingForm(Form):
    """Words of the question that one reader has claimed, where they stand in `Explanation.read_as`."""

    reader: str
    found: str
    start: int
    end: int
    meant: list[str]


class DeclinedForm(Form):
    """A route that did not answer, and why."""

    route: str
    why: str


class ExplanationForm(Form):
    """How a question was read, and which route answered it: `casebook ask --explain --json`."""

    read_as: str
    readings: list[ReadingForm]
    residue: list[str]
    route: str
    declined: list[DeclinedForm]


class AnswerForm(Form):
    """`casebook ask --json`. "[1]" in `answer` is the first of `citations`.

    `verdict`: "answers"; "denied" (the reviews say that what the question takes for granted was not so); "may_answer"
    (no sentence says it; `sections.near` are the nearest passages, and are no claims); "nothing". `answered` is true of
    the first two. `confidence` is the chance, from 0 to 1, that the collection answers the question.
    """

    id: Any = None
    question: str
    answered: bool
    answer: str
    citations: list[CitationForm]
    claims: list[ClaimForm]
    passages: list[PassageForm]
    searched: SearchedEvidenceForm
    seconds: float
    confidence: float = 0.0
    kind: str = ""
    notes: list[str] = Field(default_factory=list)
    parts: list[QueryPartForm] = Field(default_factory=list)
    generator: GeneratorForm = GeneratorForm()
    table: TableForm | None = None
    verdict: Literal["answers", "denied", "may_answer", "nothing"] = "nothing"
    sections: SectionsForm = SectionsForm()
    explanation: ExplanationForm | None = None
    error: str | None = None
    schema_version: int = SCHEMA_VERSION
