"""Casebook for programs: the same few functions of which the command line, the API and the page are thin faces.

with Casebook.open(Path("library"), create=True) as casebook:
    for added in casebook.add([Path("reviews")]):
        ...
    print(casebook.ask("What do reviews say about missed appointments?").text)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self

from app.calls import Call
from index.model import Filters, QueryPart, Searched, SearchResult
from ingest.errors import CasebookError, InputError, UnknownReview
from ingest.library import Added, Library
from ingest.model import Review, Unit
from ingest.progress import Progress
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.answers.model import Answer, Claim
    from app.answers.question.question import Question
    from index.engine import Index


class AnswersQuestions(Protocol):
    """What makes answers: from quotations alone, or with a language model."""

    def answer(self, question: Question, *, filters: Filters = ..., k: int = ...) -> Answer:
        """The answer to a question."""
        ...

    def stream(self, question: Question, *, filters: Filters = ..., k: int = ...) -> Iterator[Claim | Answer]:
        """Claims as they are checked; last, the answer."""
        ...


MAX_QUESTION = 20_000
"""Characters of a question that are read; a longer one is refused rather than cut."""

PATIENCE_TO_READ, PATIENCE_TO_WRITE = 5.0, 3_600.0
"""Seconds to wait while another process holds the index: a question for a short one, reviews just taken in for all of
what another `casebook add` has to do."""


class Casebook:
    """One library and its index. The index is opened when it is first needed: until then nothing is locked."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self._index: Index | None = None
        self._answerer: AnswersQuestions | None = None

    @classmethod
    def open(cls, path: Path | None = None, *, create: bool = False, settings: Settings | None = None) -> Self:
        """Open the library at `path`, or at the one that the settings name.

        Raises:
            LibraryError: there is none there (and `create` is false), or it is damaged.
        """
        settings = settings or load_settings(library=path)
        return cls(Library.open(path or settings.library, create=create), settings)

    @property
    def index(self) -> Index:
        """The index of the library, brought up to date on first use.

        Raises:
            IndexBusy: another process holds it.
            IndexMismatch: it was made by another model or version.
        """
        if self._index is None:
            from index.engine import Index

            self._index = Index.open(self.library, self.settings, patience=PATIENCE_TO_READ, progress=self._wait)
            self._index.sync()
        return self._index

    def add(self, paths: Iterable[Path], *, progress: Callable[[Progress], None] | None = None) -> Iterator[Added]:
        """Take in files and folders, then index what is new; yields what became of each file as it is done."""
        taken = False
        for added in self.library.add(paths, settings=self.settings, progress=progress):
            taken = taken or added.outcome in ("added", "replaced")
            yield added
        if taken or self.library.ids():
            self.sync(progress)

    def sync(self, progress: Callable[[Progress], None] | None = None, *, rebuild: bool = False) -> None:
        """Bring the index to the library's state; `rebuild` makes it anew."""
        from index.engine import Index

        if rebuild:
            self.close()
            Index.rebuild(self.library, self.settings, progress)
        if self._index is None:

            def waiting(step: Progress) -> None:
                self._wait(step)
                if progress:
                    progress(step)

            self._index = Index.open(self.library, self.settings, patience=PATIENCE_TO_WRITE, progress=waiting)
        self._index.sync(progress)

    def _wait(self, step: Progress) -> None:
        """Told while another process holds the index."""

    def adopt(self, fresh: Index) -> Index:
        """Put an index made beside the present one (`Index.beside`) in its place; gives back the former, to be dropped
        when nobody reads it any more."""
        former = self.index
        fresh.sync()  # what has changed while it was made
        fresh.take_place()
        self._index, self._answerer = fresh, None
        return former

    def reviews(self) -> Iterator[Review]:
        """Every review that can be read, by id."""
        return self.library.reviews()

    def troubles(self) -> dict[str, CasebookError]:
        """Id of each review that is left out -> why, and what to do: its parsed file is damaged, or, as far as the
        index was opened, it could not be indexed. The others are as if it were not there."""
        return {**(self._index.failed if self._index else {}), **self.library.damaged()}

    def review(self, ref: str) -> Review:
        """The review of that id, file name or unambiguous beginning.

        Raises:
            UnknownReview: there is none; near names are suggested.
        """
        return self.library.review(ref)

    def remove(self, ref: str) -> Review:
        """Take a review out of the library and the index."""
        review = self.library.remove(ref)
        self.sync()
        return review

    def describe(self, ref: str, values: Mapping[str, str]) -> Review:
        """Set metadata of a review; what a user says outranks what was read."""
        review = self.library.describe(ref, values)
        self.sync()
        return review

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        filters: Filters | None = None,
        per_review: int | None = None,
        coverage: bool = False,
        ignore: Collection[QueryPart] = (),
    ) -> SearchResult:
        """The best `k` units for a query, in rank order.

        Args:
            ignore: parts read into the query before (`parts`) that are not to be read into it.
        """
        return self._search(Call(_readable(query), k, filters or Filters(), per_review, coverage, tuple(ignore)))

    def parts(self, query: str) -> tuple[QueryPart, ...]:
        """What is read into a query: acronyms, names of reviews, other words for the same thing."""
        return self._parts(Call(_readable(query)))

    def similar(self, unit: str, *, k: int = 10, filters: Filters | None = None) -> SearchResult:
        """Units of other cases that are like this one: precedent for a paragraph."""
        return self._similar(Call(unit, k, filters or Filters()))

    def ask(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        k: int = 10,
        ignore: Collection[QueryPart] = (),
    ) -> Answer:
        """Answer a question with quotations, or say that nothing was found and what was searched.

        Args:
            k: passages that the answer lists beside those it cites.
            ignore: parts read into the question before (`parts`) that are not to be read into it.
        """
        return self._ask(Call(_readable(question), k, filters or Filters(), ignore=tuple(ignore)))

    def stream(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        k: int = 10,
        ignore: Collection[QueryPart] = (),
    ) -> Iterator[Claim | Answer]:
        """As `ask`, with each claim of a language model as soon as it has passed the checks; last, the answer."""
        yield from self._stream(Call(_readable(question), k, filters or Filters(), ignore=tuple(ignore)))

    @property
    def answerer(self) -> AnswersQuestions:
        """What makes answers: extractive, or with the language model that the settings name."""
        if self._answerer is None:
            from app.answers.answerer import Answerer

            self._answerer = Answerer(self.index, self.library)
            if self.settings.llm:
                from app.llm.answerer import LlmAnswerer
                from app.llm.connect import connect, streaming, warning
                from app.llm.entailment import load_entailment

                self._answerer = LlmAnswerer(
                    self._answerer,
                    connect(self.settings),
                    name=self.settings.llm,
                    warning=warning(self.settings),
                    options=streaming(self.settings),
                    patience=self.settings.llm_timeout,
                    entailment=load_entailment(self.settings),
                )
        return self._answerer

    def searched(self, filters: Filters | None = None) -> Searched:
        """How many reviews, cases and passages a search with these filters looks at."""
        return self._searched(Call(filters=filters or Filters()))

    # What needs the index, each as one call: a Casebook whose index another process holds sends these there.

    def _search(self, call: Call) -> SearchResult:
        return self.index.search(
            call.text,
            k=call.k,
            filters=call.filters,
            per_review=call.per_review,
            coverage=call.coverage,
            ignore=call.ignore,
        )

    def _similar(self, call: Call) -> SearchResult:
        return self.index.similar(call.text, k=call.k, filters=call.filters)

    def _stream(self, call: Call) -> Iterator[Claim | Answer]:
        if self.settings.llm:
            return self.answerer.stream(self._question(call), filters=call.filters, k=call.k)
        return iter((self._ask(call),))

    def _ask(self, call: Call) -> Answer:
        return self.answerer.answer(self._question(call), filters=call.filters, k=call.k)

    def _question(self, call: Call) -> Question:
        """What the call asks, read once: below this nobody sees a question as it was typed."""
        from app.answers.question.read import read_question

        return read_question(call.text, self.index.catalogue.about, ignore=call.ignore)

    def _searched(self, call: Call) -> Searched:
        return self.index.searched(call.filters)

    def _parts(self, call: Call) -> tuple[QueryPart, ...]:
        from index.query import understand

        return understand(call.text, self.index.catalogue.about).parts

    def unit(self, unit_id: str) -> tuple[Unit, Review]:
        """A unit by its id (or a former id), and its review.

        Raises:
            UnknownReview: no review of the library has it.
        """
        for review in self.reviews():
            present = review.aliases.get(unit_id, unit_id)
            for unit in review.units:
                if unit.id == present:
                    return unit, review
            if unit_id in review.tombstones:
                raise UnknownReview(f"The unit {unit_id} stood in an earlier edition of {review.source} and is gone.")
        raise UnknownReview(f"No review has a unit {unit_id}.", remedy="Unit ids stand in `casebook search --json`.")

    def cite(self, unit_id: str, style: str = "pinpoint", *, quote: str = "") -> str:
        """The citation of a unit in one of the styles of `app/citations.py`, or of words quoted from it.

        Raises:
            InputError: there is no such style, or the words do not stand there.
        """
        from app.citations import STYLES
        from app.gate import find
        from index.payload import card

        if style not in STYLES:
            raise InputError(f"There is no citation style {style!r}.", remedy=f"There are: {', '.join(STYLES)}.")
        unit, review = self.unit(unit_id)
        spans = find(quote, unit.text) if quote else ()
        if quote and not spans:
            raise InputError("These words do not stand in that unit.", remedy=f"Its text: casebook show {review.id}")
        return STYLES[style](unit, card(review), quoted=spans)

    def as_retriever(self, **options: Any) -> Any:
        """A LlamaIndex retriever over this library."""
        from index.llama import CasebookRetriever

        return CasebookRetriever(self.index, **options)

    def as_query_engine(self, **options: Any) -> Any:
        """A LlamaIndex query engine that answers with quotations and their sources."""
        from app.llama import CasebookQueryEngine

        return CasebookQueryEngine(self, **options)

    def close(self) -> None:
        """Release the index, so that another process may open it."""
        if self._index is not None:
            self._index.close()
        self._index = None
        self._answerer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _readable(question: str) -> str:
    if not question.strip():
        raise InputError("The question is empty.", remedy="Type what you want to know, in quotation marks.")
    if len(question) > MAX_QUESTION:
        raise InputError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION:,} are read.",
            remedy="Ask for one thing at a time.",
        )
    return question
