"""The library folder: original files, parsed reviews, and the place of the index.

    library.json     schema version
    originals/       the files as added
    reviews/ID.json  the parsed reviews, the source of truth
    catalog.json     a cache of what stands in them
    removed.json     id and day of what was removed, so that old links can say so
    index/           made from them by `index/`

Every write is atomic and only one process writes at a time; readers need no lock.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ingest import removed
from ingest.collect import collect
from ingest.errors import InputError, LibraryError, RemovedReview, UnknownReview
from ingest.ids import folded
from ingest.locks import writing
from ingest.model import Fidelity, Review
from ingest.originals import Originals
from ingest.outcomes import Added
from ingest.progress import Progress, Report
from ingest.settings import Settings
from ingest.shelf import Shelf
from ingest.storage import write_atomic

# What only a writer needs (readers, rules for metadata) is imported where it writes: a question pays for none of it.

__all__ = ["Added", "Library", "Progress"]

#: Version of the folder's layout; that of the parsed reviews is `ingest.model.SCHEMA_VERSION`.
LAYOUT_VERSION = 1
_MARKER = "library.json"


class Library:
    """A folder of parsed reviews. Make one with `Library.open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._shelf = Shelf(path)

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Library:
        """Open a library folder.

        Args:
            create: make it where there is none.

        Raises:
            LibraryError: there is none, it is not a library, or of a newer version.
        """
        path = path.expanduser()
        if not (path / _MARKER).is_file():
            if not create:
                raise LibraryError(f"There is no library in {path}.", remedy="Add reviews first: casebook add PATH...")
            _create(path)
        _check_version(path)
        return cls(path)

    @property
    def index_path(self) -> Path:
        """Where the index of this library stands."""
        return self.path / "index"

    def ids(self) -> tuple[str, ...]:
        """Ids of the reviews that can be read, sorted."""
        return tuple(entry.id for entry in self._shelf.catalog.entries())

    def damaged(self) -> dict[str, LibraryError]:
        """Id of each review that cannot be read -> why, and what to do. The others are as if it were not there."""
        return {review: broken.error for review, broken in self._shelf.catalog.broken().items()}

    def reviews(self) -> Iterator[Review]:
        """The reviews in the order of their ids, read one at a time."""
        for review in self.ids():
            try:
                yield self._shelf.record(review).review
            except (FileNotFoundError, LibraryError):
                continue  # removed by another process since the ids were read, or just found to be damaged

    def review(self, ref: str) -> Review:
        """The review of that id, file name, or beginning of one of them.

        Raises:
            UnknownReview: there is none, or more than one; names those that are near.
            LibraryError: it cannot be read.
        """
        try:
            return self._shelf.record(self._resolve(ref)).review
        except FileNotFoundError as error:
            raise UnknownReview(f"The review {ref} has just been removed.") from error

    def original(self, review: Review) -> Path:
        """The file that a review was made from."""
        return Originals(self.path).path(review)

    def digests(self) -> dict[str, str]:
        """SHA-256 of each parsed review's file, by review id: what an index must agree with."""
        return {entry.id: entry.digest for entry in self._shelf.catalog.entries()}

    def add(self, paths: Iterable[Path], *, settings: Settings, progress: Report | None = None) -> Iterator[Added]:
        """Take in files, folders and globs, one at a time; each is in the library when it is yielded.

        It may be stopped at any moment and run again: what is in already is skipped. Without paths, what an older
        parser has read is read again from the library's own originals.

        Raises:
            LibraryBusy: another process is writing to the library.
        """
        from ingest.intake import Intake

        suffixes = _suffixes()
        with writing(self.path):
            self._shelf.sweep()
            intake = Intake(self._shelf, settings)
            given = list(paths)
            found = list(collect(given, suffixes=suffixes, leave_out=self.path))
            report = progress or _untold
            try:
                yield from intake.take_all(found, report) if given else intake.renew(report)
            finally:
                self._settle()

    def remove(self, ref: str) -> Review:
        """Delete a review and its original; the index follows at its next `sync`. Its id and the day are kept.

        Returns:
            What was removed; of one that could not be read, no more than its id and the name of its file.

        Raises:
            UnknownReview: no review of that name.
        """
        with writing(self.path):
            review = self._named(self._resolve(ref))
            removed.note(self.path, review.id)
            self._shelf.remove(review.id)
            self._settle()
        return review

    def _named(self, review: str) -> Review:
        """A review, or what is known of one that cannot be read."""
        broken = self._shelf.catalog.broken().get(review)
        if broken is None:
            return self._shelf.record(review).review
        source = broken.known.source if broken.known else f"{review}.json"
        return Review(review, source, "", "", "", review, {}, Fidelity(), "", ())

    def describe(self, ref: str, values: Mapping[str, str]) -> Review:
        """Set metadata by hand: an empty value takes back what was set, "unknown" makes the key unknown.

        Raises:
            UnknownReview: no review of that name.
            InputError: a key or value that cannot be used.
        """
        from ingest.metadata import overrides

        checked = overrides.checked(values)
        if not checked:
            raise InputError("Nothing was set.", remedy="For instance: casebook describe REVIEW --set year=2019")
        with writing(self.path):
            record = self._shelf.record(self._resolve(ref))
            user = {key: items for key, items in {**record.user, **checked}.items() if items}
            self._shelf.write(overrides.applied(replace(record, user=user)))
            self._settle()
            return self._shelf.record(record.review.id).review

    def _settle(self) -> None:
        """Link the documents of one case, and keep the catalog."""
        from ingest import cases

        catalog = self._shelf.catalog
        entries = {entry.id: entry for entry in catalog.entries()}
        for review, found in cases.link(entries.values()).items():
            entry = entries[review]
            known = (entry.case, entry.case_confidence, entry.facts.get("document", ""))
            if known == (found.case, found.confidence, found.document):
                continue
            self._shelf.write(cases.placed(self._shelf.record(review), found))
        catalog.save()

    def _resolve(self, ref: str) -> str:
        known = self._shelf.catalog.ids()
        if ref in known:
            return ref
        sources = {entry.id: entry.source for entry in self._shelf.catalog.entries()}
        for matches in (
            [review for review, source in sources.items() if source == ref],
            [review for review, source in sources.items() if folded(source) == folded(ref)],
            [review for review in known if ref and review.startswith(ref.lower())],
            [
                review
                for review, source in sources.items()
                if ref and folded(source).lower().startswith(folded(ref).lower())
            ],
        ):
            if len(matches) == 1:
                return matches[0]
            if matches:
                raise UnknownReview(f"{ref!r} may be any of these reviews: {', '.join(matches)}.", remedy="Name one.")
        gone = removed.find(self.path, ref)
        if gone is not None:
            raise RemovedReview(
                f"The review {gone.id} was removed on {gone.removed}.",
                remedy="To see what is there: casebook list",
            )
        near = difflib.get_close_matches(ref.lower(), [*known, *sources.values()], n=3, cutoff=0.5)
        remedy = f"Did you mean {' or '.join(near)}?" if near else "To see what is there: casebook list"
        raise UnknownReview(f"There is no review {ref!r}.", remedy=remedy)


def _untold(step: Progress) -> None:
    """Progress that no one asked for."""


def _create(path: Path) -> None:
    """Make an empty library; a folder that holds other things is left alone."""
    try:
        if path.exists() and any(not _may_stand_beside(item.name) for item in path.iterdir()):
            raise LibraryError(
                f"{path} is not a library and not empty.", remedy="Name an empty or a new folder with --library."
            )
        for name in ("originals", "reviews", "index"):
            (path / name).mkdir(parents=True, exist_ok=True)
        marker = {"schema_version": LAYOUT_VERSION, "created": datetime.now(UTC).isoformat(timespec="seconds")}
        write_atomic(path / _MARKER, json.dumps(marker).encode())
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be made: {error.strerror or error}.") from error


def _may_stand_beside(name: str) -> bool:
    """Hidden files, the settings file, and the folders that an interrupted `_create` left."""
    return name.startswith(".") or name in {"casebook.toml", "originals", "reviews", "index"}


def _check_version(path: Path) -> None:
    try:
        version = json.loads((path / _MARKER).read_bytes())["schema_version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LibraryError(
            f"{path / _MARKER} cannot be read ({error}).", remedy="Restore it, or use another folder."
        ) from error
    if version != LAYOUT_VERSION:
        raise LibraryError(
            f"The library {path} has layout {version}; this Casebook reads layout {LAYOUT_VERSION}.",
            remedy="Upgrade Casebook.",
        )


def _suffixes() -> frozenset[str]:
    from ingest.readers import READERS

    return frozenset(READERS)
