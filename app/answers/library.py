"""A review read whole for an answer: one that was removed or damaged since it was indexed costs the others nothing."""

from __future__ import annotations

from typing import Protocol

from ingest.errors import LibraryError, UnknownReview
from ingest.model import Review, Unit


class Reviews(Protocol):
    """What is asked of a library."""

    def review(self, ref: str) -> Review:
        """The review of that id."""
        ...


def read(review: str, library: Reviews) -> Review | None:
    """A review; None where it cannot be read any more."""
    try:
        return library.review(review)
    except (UnknownReview, LibraryError):
        return None


def units_of(review: str, library: Reviews) -> tuple[Unit, ...]:
    """The units of a review; none where it cannot be read any more."""
    found = read(review, library)
    return found.units if found else ()
