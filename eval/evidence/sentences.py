"""The sentences of a library as Casebook cuts them, each known by its unit and a digest of its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.answers import sentences
from ingest.library import Library
from ingest.model import UNSEARCHED, Review, Unit

DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence in its place.

    Args:
        source: file name of its review. order: its place in the review, counted in sentences from 0.
    """

    source: str
    unit: Unit
    order: int
    text: str

    @property
    def digest(self) -> str:
        """What it is known by in a dataset."""
        return digest(self.text)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others of a library."""
        return self.unit.id, self.digest


def digest(text: str) -> str:
    """The first hex digits of the SHA-256 of a sentence's words: white space does not count, all else does."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGEST_LENGTH]


class Cuts:
    """All sentences of a library, by the file name of their review."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def reviews(self) -> Mapping[str, Review]:
        """The reviews by file name."""
        return {review.source: review for review in self._library.reviews()}

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Cut, ...]]:
        """The sentences of each review in reading order."""
        return {source: tuple(_cut(review)) for source, review in self.reviews.items()}

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], Cut]:
        """Each sentence by its unit's id and its digest."""
        return {cut.key: cut for each in self.by_source.values() for cut in each}

    def unit(self, source: str, unit_id: str) -> str:
        """The present id of a unit of a review, "" where it has none such."""
        review = self.reviews[source]
        present = review.aliases.get(unit_id, unit_id)
        return present if any(unit.id == present for unit in review.units) else ""

    def starting(self, source: str, label: str, words: str) -> list[Cut]:
        """The sentences under a printed label ("" for any) that begin with some words, letter case aside."""
        wanted = " ".join(words.split()).lower()
        return [
            cut
            for cut in self.by_source[source]
            if (not label or cut.unit.label == label) and " ".join(cut.text.split()).lower().startswith(wanted)
        ]


def _cut(review: Review) -> Iterator[Cut]:
    order = 0
    for unit in review.units:
        if unit.kind in UNSEARCHED:
            continue
        for start, end in sentences.spans(unit):
            yield Cut(review.source, unit, order, unit.text[start:end])
            order += 1
