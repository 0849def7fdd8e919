"""One Casebook for many callers at once: the API's threads, the page's, and the jobs that add reviews."""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar, cast

from app.answers.hearing import Heard
from app.answers.model import Answer, Claim
from app.answers.question.read import as_question, read_question
from app.answers.routes import comparison
from app.api.leases import Leases
from app.api.presence import alive
from app.calls import Call
from app.casebook import Casebook
from app.forms import review_form
from app.schemas import ReviewForm
from index.facets import Facets
from index.model import Filters, QueryPart, ReviewCard, Searched, SearchResult
from index.payload import card
from ingest.errors import InputError, LibraryError, RemovedReview, UnknownReview
from ingest.model import Review, Unit
from ingest.progress import Report

#: Answers kept in memory, so that going back to one takes no time; every change of the collection forgets them.
KEPT_ANSWERS = 128
#: Parsed reviews kept in memory; a review of 150 pages takes about 3 MB.
KEPT_REVIEWS = 24
#: Asked at the start of a server, when nobody waits for it: whatever is loaded late is loaded then.
FIRST_QUESTION = "What do the reviews recommend about missed appointments?"
#: Answers that are made at the same time: more would slow each other down on the same cores, and all come late.
AT_ONCE = 2
T = TypeVar("T")


class Desk:
    """A Casebook for many at once. Questions run beside each other and beside the one thread that changes something."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook
        self._opening = threading.Lock()
        self._changing = threading.Lock()
        self._shelf = threading.Lock()
        self._reviews: OrderedDict[tuple[str, int], Review] = OrderedDict()
        self._forms: dict[tuple[str, int], ReviewForm] = {}
        self._answers: OrderedDict[Call, Answer] = OrderedDict()
        self._made: OrderedDict[tuple[tuple[str, int], object], object] = OrderedDict()
        self._edition = 0
        self._leases = Leases()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.casebook.library.path

    @property
    def _open(self) -> Casebook:
        """The Casebook with its index open: the first caller opens it for all."""
        with self._opening:
            _ = self.casebook.index
        return self.casebook

    def warm(self) -> None:
        """Open the index, load the model and read the list of reviews, so that the first question is as fast as any."""
        self.searched()
        if list(self.forms()):
            self.casebook.ask(FIRST_QUESTION)
            self.facets()

    def ask(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Answer:
        """As `Casebook.ask`; an answer given before comes from memory."""
        *_, last = self.stream(question, filters=filters, k=k, ignore=ignore)
        assert not isinstance(last, Claim)
        return last

    def stream(
        self, question: str, *, filters: Filters = Filters(), k: int = 10, ignore: Collection[QueryPart] = ()
    ) -> Iterator[Claim | Answer]:
        """As `Casebook.stream`; an answer given before comes from memory."""
        call = Call(question, k, filters, ignore=tuple(ignore))
        with self._shelf:
            edition, known = self._edition, self._answers.get(call)
            if known is not None:
                self._answers.move_to_end(call)
        if known is not None:
            yield known
            return
        self._check(filters)
        with self._leases.reading():
            for each in self._in_turn(call):
                if not isinstance(each, Claim):
                    self._remember(call, each, edition)
                yield each

    def _in_turn(self, call: Call) -> Iterator[Claim | Answer]:
        """Answers a question when it is its turn; a language model is waited for beside the others."""
        made = self._open.stream(call.text, filters=call.filters, k=call.k, ignore=call.ignore)
        if self.casebook.settings.llm:
            yield from made
            return
        with self._turns:
            done = list(made)
        yield from done

    def _remember(self, call: Call, answer: Answer, edition: int) -> None:
        with self._shelf:
            if edition == self._edition:  # else the collection has changed meanwhile
                self._answers[call] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        filters: Filters = Filters(),
        per_review: int | None = None,
        coverage: bool = False,
        ignore: Collection[QueryPart] = (),
    ) -> SearchResult:
        """As `Casebook.search`."""
        self._check(filters)
        with self._leases.reading():
            return self._open.search(
                query, k=k, filters=filters, per_review=per_review, coverage=coverage, ignore=ignore
            )

    def hear(self, aspect: str, filters: Filters = Filters()) -> Heard:
        """What all reviews have to say on one aspect; for `stated`."""
        self._check(filters)
        with self._leases.reading():
            index = self._open.index
            return comparison.heard_on(index, read_question(as_question(aspect), index.catalogue.about), filters)

    def stated(self, heard: Heard, review: str, aspect: str) -> comparison.Cell:
        """What one review says on it."""
        with self._leases.reading():
            return comparison.cell(self._open.index, heard, (review,), aspect)

    def similar(self, unit: str, *, k: int = 10, filters: Filters = Filters()) -> SearchResult:
        """As `Casebook.similar`."""
        with self._leases.reading():
            return self._open.similar(unit, k=k, filters=filters)

    def parts(self, query: str) -> tuple[QueryPart, ...]:
        """As `Casebook.parts`."""
        with self._leases.reading():
            return self._open.parts(query)

    def searched(self, filters: Filters = Filters()) -> Searched:
        """As `Casebook.searched`."""
        with self._leases.reading():
            return self._open.searched(filters)

    def facets(self, filters: Filters = Filters()) -> Facets:
        """Counts of cases and passages beside each value of each filter, within what `filters` leave."""
        with self._leases.reading():
            return self._open.index.facets(filters)

    def changing(self, work: Callable[[Casebook], T]) -> T:
        """Change something with the Casebook, one caller at a time; questions go on being answered meanwhile."""
        with self._changing:
            try:
                return work(self._open)
            finally:
                with self._shelf:
                    self._edition += 1
                    self._answers.clear()

    def sync(self, progress: Report | None = None) -> None:
        """As `Casebook.sync`."""
        self.changing(lambda casebook: casebook.sync(progress))

    def rebuild(self, progress: Report | None = None) -> None:
        """Make the index anew. Questions are answered from the present one, and the collection may be changed, until
        the new one is whole and takes its place; an index on a Qdrant server is renewed in place, review by review."""
        fresh = self._open.index.beside()
        if fresh is None:
            self.changing(lambda casebook: casebook.index.sync(progress, anew=True))
            return
        try:
            fresh.sync(progress)
            former = self.changing(lambda casebook: casebook.adopt(fresh))
        except BaseException:
            fresh.drop()
            raise
        self._leases.retire(former.drop)

    def lend(self, process: int) -> Path:
        """A copy of the index for another process of this machine to open; copies of ended ones are removed.

        Raises:
            IndexError_: the disk is full, or the index is on a Qdrant server.
        """
        lent = self.casebook.library.index_path / "lent"
        for each in lent.iterdir() if lent.is_dir() else ():
            if not (each.name.isdecimal() and alive(int(each.name))) or each.name == str(process):
                shutil.rmtree(each, ignore_errors=True)
        folder = lent / str(process)
        folder.mkdir(parents=True, mode=0o700)
        try:
            with self._changing:
                self._open.index.copy(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def remove(self, ref: str) -> Review:
        """As `Casebook.remove`."""
        return self.changing(lambda casebook: casebook.remove(ref))

    def describe(self, ref: str, values: Mapping[str, str]) -> Review:
        """As `Casebook.describe`."""
        return self.changing(lambda casebook: casebook.describe(ref, values))

    def link(self, ref: str, other: str) -> Review:
        """Put a review into the case of another, or, with no other, into one of its own.

        Raises:
            UnknownReview: no review of that name.
        """
        review = self.casebook.review(ref)
        if not other:
            return self.describe(review.id, {"case": review.id})
        beside = self.casebook.review(other)
        if beside.id == review.id:
            raise InputError(f"{review.id} is that review itself.", remedy="Name another review.")
        # Both are set: the other's own case may move when more documents come.
        self.describe(beside.id, {"case": beside.case})
        return self.describe(review.id, {"case": beside.case})

    def ids(self) -> tuple[str, ...]:
        """Ids of the reviews, sorted."""
        return self.casebook.library.ids()

    def review(self, ref: str) -> Review:
        """As `Casebook.review`, from memory where the file has not changed."""
        state = self._state(ref)
        if state is None:
            return self.casebook.review(ref)
        with self._shelf:
            known = self._reviews.get(state)
            if known is not None:
                self._reviews.move_to_end(state)
                return known
        review = self.casebook.review(ref)
        with self._shelf:
            self._reviews[state] = review
            while len(self._reviews) > KEPT_REVIEWS:
                self._reviews.popitem(last=False)
        return review

    def made(self, ref: str, make: Callable[[Review], T]) -> T:
        """What `make` makes of a review, from memory where its file has not changed since.

        Raises:
            UnknownReview: there is no such review.
        """
        state = self._state(ref)
        if state is None:
            return make(self.review(ref))
        with self._shelf:
            if (state, make) in self._made:
                self._made.move_to_end((state, make))
                return cast(T, self._made[state, make])
        found = make(self.review(ref))
        with self._shelf:
            self._made[state, make] = found
            while len(self._made) > KEPT_REVIEWS:
                self._made.popitem(last=False)
        return found

    def forms(self) -> Iterator[ReviewForm]:
        """What stands in the list of reviews, by id; each review is read once for each state of its file."""
        for review in self.ids():
            state = self._state(review)
            if state is None:
                continue
            if state not in self._forms:
                try:
                    self._forms[state] = review_form(self.casebook.review(review))
                except LibraryError:
                    continue  # found to be damaged just now
            yield self._forms[state]

    def unit(self, unit_id: str) -> tuple[Unit, Review]:
        """As `Casebook.unit`, but looks only where an id of that form can stand.

        Raises:
            UnknownReview: there is no such unit.
        """
        review_id = unit_id.partition(":")[0]
        if review_id not in self.ids():
            self._never_or_removed(review_id)
            raise UnknownReview(f"No review has a unit {unit_id}.", remedy="Unit ids stand in search results.")
        review = self.review(review_id)
        present = review.aliases.get(unit_id, unit_id)
        for unit in review.units:
            if unit.id == present:
                return unit, review
        if unit_id in review.tombstones:
            raise UnknownReview(f"The unit {unit_id} stood in an earlier edition of {review.source} and is gone.")
        raise UnknownReview(f"{review.source} has no unit {unit_id}.", remedy="Unit ids stand in search results.")

    def _check(self, filters: Filters) -> None:
        """Say of a review that is asked for and was removed that it was."""
        for review in filters.reviews:
            if review not in self.ids():
                self._never_or_removed(review)

    def _never_or_removed(self, review: str) -> None:
        """Says that a review was removed, where it was; other ids stand for nothing here."""
        try:
            self.casebook.review(review)
        except RemovedReview:
            raise
        except UnknownReview:
            return

    def card(self, review: Review) -> ReviewCard:
        """What a citation needs to know of a review."""
        return card(review)

    def _state(self, review: str) -> tuple[str, int] | None:
        try:
            return review, (self.library / "reviews" / f"{review}.json").stat().st_mtime_ns
        except (OSError, ValueError):
            return None
