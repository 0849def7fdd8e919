"""What a library holds, without reading every parsed review.

`catalog.json` is a cache and may be deleted: each line of it stands for one state of one file in `reviews/`
(size, time, inode), and a file in any other state is read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.errors import LibraryError
from ingest.originals import name_of
from ingest.storage import Record, digest, read_record, write_atomic

NAME = "catalog.json"
#: Metadata that finding a review and linking cases need.
CARRIED = ("kind", "board", "subject", "year", "case", "document")


_State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One review, as the library needs it to recognise files, resolve names and link cases.

    Args:
        state: of the review's file: size, modification time in nanoseconds, inode.
        digest: SHA-256 of the parsed review's file.
        facts: first value of each key of `CARRIED` that is known.
        case_confidence: of the link to the case's other documents, 0 where none was made.
        fixed: whether the user or the sidecar sets the case.
    """

    id: str
    source: str
    origin: str
    sha256: str
    format: str
    parser: int
    ocr: bool
    sidecar: str
    case: str
    case_confidence: float
    title: str
    facts: dict[str, str]
    fixed: bool
    digest: str
    state: _State = (0, 0, 0)

    @property
    def original(self) -> str:
        """File name of the original in `originals/`."""
        return name_of(self.id, self.sha256, self.format)


@dataclass(frozen=True, slots=True)
class Broken:
    """A parsed review that cannot be read.

    Args:
        error: why, and what to do. known: what stood in it when it was last read; None where that is not known.
    """

    error: LibraryError
    known: Entry | None


class Catalog:
    """Entries of the reviews in a folder, by id."""

    def __init__(self, library: Path) -> None:
        self._folder = library / "reviews"
        self._cache = library / NAME
        self._known = self._load()
        self._broken: dict[str, tuple[_State, LibraryError]] = {}
        self._stale = False

    def ids(self) -> tuple[str, ...]:
        """Ids of the reviews that are there now, sorted."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.json") if not path.name.startswith(".")))

    def entry(self, review: str) -> Entry | None:
        """The entry of one review, None where there is none.

        Raises:
            LibraryError: the parsed review is damaged, or may not be read.
        """
        path = self._folder / f"{review}.json"
        try:
            state = _state(path)
        except FileNotFoundError:
            self._stale |= self._known.pop(review, None) is not None
            return None
        broken = self._broken.get(review)
        if broken is not None and broken[0] == state:
            raise broken[1]
        known = self._known.get(review)
        if known is not None and known.state == state:
            return known
        try:
            return self.put(*read_record(path))
        except LibraryError as error:
            self.spoilt(review, error)
            raise

    def spoilt(self, review: str, error: LibraryError) -> None:
        """Note that a parsed review could not be read, and why; it is read again once its file is in another state."""
        self._broken[review] = (_state(self._folder / f"{review}.json"), error)

    def broken(self) -> dict[str, Broken]:
        """The reviews that cannot be read, by id."""
        found = {}
        for review in self.ids():
            try:
                self.entry(review)
            except LibraryError as error:
                found[review] = Broken(error, self._known.get(review))
        return found

    def put(self, record: Record, data: bytes) -> Entry:
        """Note a record whose file has just been read or written with those bytes."""
        state = _state(self._folder / f"{record.review.id}.json")
        entry = replace(entry_of(record, digest(data)), state=state)
        self._known[entry.id] = entry
        self._broken.pop(entry.id, None)
        self._stale = True
        return entry

    def entries(self) -> Iterator[Entry]:
        """All entries, in the order of ids; those that cannot be read are left out (`broken` names them)."""
        for review in self.ids():
            try:
                entry = self.entry(review)
            except LibraryError:
                continue
            if entry is not None:
                yield entry

    def save(self) -> None:
        """Keep the cache for the next process; only a writer may."""
        here = set(self.ids())
        if not self._stale and set(self._known) == here:
            return
        form = {review: asdict(entry) for review, entry in self._known.items() if review in here}
        write_atomic(self._cache, json.dumps(form, separators=(",", ":")).encode())
        self._stale = False

    def _load(self) -> dict[str, Entry]:
        try:
            form = json.loads(self._cache.read_bytes())
            return {review: Entry(**{**entry, "state": tuple(entry["state"])}) for review, entry in form.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}  # a cache that is missing, damaged or of another version is made anew


def entry_of(record: Record, digest_: str) -> Entry:
    """The entry of a record whose file has that digest."""
    review = record.review
    return Entry(
        id=review.id,
        source=review.source,
        origin=record.origin,
        sha256=review.sha256,
        format=review.format,
        parser=record.parser,
        ocr=record.ocr,
        sidecar=record.sidecar,
        case=review.case,
        case_confidence=next((fact.confidence for fact in review.metadata.get("case", ())), 0.0),
        title=review.title,
        facts={key: review.fact(key) for key in CARRIED if review.fact(key)},
        fixed=is_set(record),
        digest=digest_,
    )


def is_set(record: Record) -> bool:
    """Whether the user or the sidecar sets the case."""
    return bool(record.user.get("case") or record.beside.get("case"))


def _state(path: Path) -> _State:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino
