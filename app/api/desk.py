"""One Casebook for many callers at once: the API's threads, the page's, and the jobs that add reviews."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from app.answers.model import Answer
from app.casebook import Casebook
from app.forms import review_form
from app.schemas import ReviewForm
from index.facets import Facets
from index.model import Filters, QueryPart, ReviewCard, Searched, SearchResult
from index.payload import card
from ingest.errors import UnknownReview
from ingest.model import Review, Unit

#: Answers kept in memory, so that going back to one takes no time; every change of the collection forgets them.
KEPT_ANSWERS = 128
#: Parsed reviews kept in memory; a review of 150 pages takes about 3 MB.
KEPT_REVIEWS = 24
T = TypeVar("T")


class Desk:
    """A Casebook behind a lock: the index belongs to one caller at a time, parsed reviews are kept for readers."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook
        self._lock = threading.RLock()
        self._shelf = threading.Lock()
        self._reviews: OrderedDict[tuple[str, int], Review] = OrderedDict()
        self._forms: dict[tuple[str, int], ReviewForm] = {}
        self._former: dict[str, str] = {}
        self._answers: OrderedDict[tuple[str, Filters, int], Answer] = OrderedDict()

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.casebook.library.path

    def warm(self) -> None:
        """Open the index and load the model, so that the first question is as fast as the next."""
        with self._lock:
            self.casebook.searched()
            if self.casebook.library.ids():
                self.casebook.search("warm")

    def ask(self, question: str, *, filters: Filters = Filters(), k: int = 10) -> Answer:
        """As `Casebook.ask`."""
        asked = (question, filters, k)
        with self._lock:
            answer = self._answers.pop(asked, None) or self.casebook.ask(question, filters=filters, k=k)
            self._answers[asked] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
            return answer

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
        """As `Casebook.search`; `ignore` are parts read into the query before, which the user removed."""
        with self._lock:
            return self.casebook.index.search(
                query, k=k, filters=filters, per_review=per_review, coverage=coverage, ignore=ignore
            )

    def similar(self, unit: str, *, k: int = 10, filters: Filters = Filters()) -> SearchResult:
        """As `Casebook.similar`."""
        with self._lock:
            return self.casebook.similar(unit, k=k, filters=filters)

    def searched(self, filters: Filters = Filters()) -> Searched:
        """As `Casebook.searched`."""
        with self._lock:
            return self.casebook.searched(filters)

    def facets(self, filters: Filters = Filters()) -> Facets:
        """Counts of cases and passages beside each value of each filter, within what `filters` leave."""
        with self._lock:
            return self.casebook.index.facets(filters)

    def using(self, work: Callable[[Casebook], T]) -> T:
        """Change something with the Casebook while nobody else uses it."""
        with self._lock:
            self._answers.clear()
            return work(self.casebook)

    def remove(self, ref: str) -> Review:
        """As `Casebook.remove`; what was removed is remembered, so that a link to it can say so."""
        gone = self.using(lambda casebook: casebook.remove(ref))
        self._former[gone.id] = gone.title or gone.source
        return gone

    def describe(self, ref: str, values: Mapping[str, str]) -> Review:
        """As `Casebook.describe`."""
        return self.using(lambda casebook: casebook.describe(ref, values))

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

    def forms(self) -> Iterator[ReviewForm]:
        """What stands in the list of reviews, by id; each review is read once for each state of its file."""
        for review in self.ids():
            state = self._state(review)
            if state is None:
                continue
            if state not in self._forms:
                self._forms[state] = review_form(self.casebook.review(review))
            yield self._forms[state]

    def unit(self, unit_id: str) -> tuple[Unit, Review]:
        """As `Casebook.unit`, but looks only where an id of that form can stand.

        Raises:
            UnknownReview: there is no such unit.
        """
        review_id = unit_id.partition(":")[0]
        if review_id not in self.ids():
            raise UnknownReview(f"No review has a unit {unit_id}.", remedy="Unit ids stand in search results.")
        review = self.review(review_id)
        present = review.aliases.get(unit_id, unit_id)
        for unit in review.units:
            if unit.id == present:
                return unit, review
        if unit_id in review.tombstones:
            raise UnknownReview(f"The unit {unit_id} stood in an earlier edition of {review.source} and is gone.")
        raise UnknownReview(f"{review.source} has no unit {unit_id}.", remedy="Unit ids stand in search results.")

    def card(self, review: Review) -> ReviewCard:
        """What a citation needs to know of a review."""
        return card(review)

    def was_removed(self, review: str) -> str:
        """The title of a review that was removed since this server started, "" where none was."""
        return self._former.get(review, "")

    def _state(self, review: str) -> tuple[str, int] | None:
        try:
            return review, (self.library / "reviews" / f"{review}.json").stat().st_mtime_ns
        except (OSError, ValueError):
            return None
