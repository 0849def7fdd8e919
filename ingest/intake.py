"""Taking files into a library, one at a time: what is new, changed, known or broken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from ingest import cases, editions, ids
from ingest.catalog import Broken, Entry, entry_of
from ingest.collect import Found
from ingest.errors import CasebookError, DamagedReview, IngestError
from ingest.metadata import overrides
from ingest.model import Review
from ingest.originals import Staged, hash_file, name_of
from ingest.outcomes import Added, Outcome
from ingest.pipeline import PARSER_VERSION, parse_file
from ingest.progress import Progress, Report
from ingest.settings import Settings
from ingest.shelf import Shelf
from ingest.storage import Record

#: Share of a source's words that must stand in exactly one unit; below it a review is marked, or refused if strict.
FIDELITY_FLOOR = 0.99
_LONGEST_ID = 80


class Intake:
    """Decides what each file is and takes it in."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._awaited: set[str] = set()  # origins of the files of this run that are still to come
        self._settings = settings
        self._formats = dict.fromkeys(shelf.catalog.ids(), "")  # by id, those of damaged reviews included
        self._broken = shelf.catalog.broken()
        self._entries: dict[str, Entry] = {}
        self._by_sha256: dict[str, Entry] = {}
        self._by_origin: dict[str, Entry] = {}
        for entry in shelf.catalog.entries():
            self._note(entry)

    def take_all(self, files: Sequence[Found], report: Report) -> Iterator[Added]:
        """Take files in, in their order; a file that repeats one still to come waits for it, which may have changed."""
        self._awaited = {_origin(found.path) for found in files}
        waiting, done = list(files), 0
        while waiting:
            left: list[Found] = []
            for found in waiting:
                if self._repeats_an_awaited(found):
                    left.append(found)
                    continue
                report(Progress("parse", done, len(files), found.path.name))
                yield self.take(found)
                self._awaited.discard(_origin(found.path))
                done += 1
            if len(left) == len(waiting):  # files that have changed places: all their contents are in
                self._awaited.clear()
            waiting = left
        if files:
            report(Progress("parse", done, len(files)))

    def _repeats_an_awaited(self, found: Found) -> bool:
        if found.problem is not None or not self._awaited:
            return False
        try:
            same = self._by_sha256.get(self._hash(found.path))
        except CasebookError:
            return False  # `take` says what is wrong with it
        return same is not None and same.origin != _origin(found.path) and same.origin in self._awaited

    def take(self, found: Found) -> Added:
        """Take one file in. Never raises for a fault of the file: the others go on."""
        return self._guarded(found.path, lambda: self._refused(found) or self._take(found.path))

    def renew(self, report: Report) -> Iterator[Added]:
        """Parse again, from the library's own originals, what an older parser has read, and what is damaged."""
        stale = [entry for entry in self._entries.values() if entry.parser < PARSER_VERSION]
        work = [(entry.source, partial(self._again, entry)) for entry in stale]
        work += [(_source(review, each), partial(self._restored, review)) for review, each in self._broken.items()]
        for done, (source, take) in enumerate(work):
            report(Progress("parse", done, len(work), source))
            yield self._guarded(Path(source), take)
        if work:
            report(Progress("parse", len(work), len(work)))

    def _again(self, entry: Entry) -> Added:
        kept = self._shelf.originals.folder / entry.original
        sidecar = overrides.Sidecar(entry.sidecar, self._shelf.record(entry.id).beside)
        return replace(self._parse(kept, entry.origin, sidecar, entry), path=Path(entry.source))

    def _restored(self, review: str) -> Added:
        """Parse a review whose parsed file is damaged from the library's own copy of its file."""
        broken = self._broken[review]
        if not isinstance(broken.error, DamagedReview):
            raise broken.error
        known = broken.known
        kept = self._shelf.originals.of(review)
        wanted = name_of(review, known.sha256, known.format) if known else ""
        copy = next((path for path in kept if path.name == wanted), kept[-1] if kept else None)
        if copy is None:
            raise DamagedReview(
                f"The parsed review {review} is damaged, and the library has no copy of its file.",
                remedy="Add the file again (casebook add FILE), or take the review out.",
            )
        source = _source(review, broken)
        source = source if Path(source).suffix else f"{source}{copy.suffix}"
        beside = overrides.Sidecar("", {})  # as if there were none: where there is one, the next `add FILE` reads it
        return replace(self._mended(copy, source, known.origin if known else "", beside, review), path=Path(source))

    def _guarded(self, path: Path, take: Callable[[], Added]) -> Added:
        started = time.perf_counter()
        try:
            added = take()
        except CasebookError as error:
            added = Added("failed", path, None, error.message, error.remedy)
        except OSError as error:
            added = Added("failed", path, None, f"{path.name} cannot be read: {error.strerror or error}.")
        except Exception as error:
            # A fault of ours, met in one file: it is reported like any other, and the other files go on.
            added = Added(
                "failed",
                path,
                None,
                f"{path.name} could not be parsed ({type(error).__name__}: {error}).",
                "Please report it.",
            )
        return replace(added, message=_one_line(added.message), seconds=time.perf_counter() - started)

    def _refused(self, found: Found) -> Added | None:
        if found.problem is None:
            return None
        outcome: Outcome = "failed" if found.fault else "skipped"
        return Added(outcome, found.path, None, found.problem.message, found.problem.remedy)

    def _take(self, path: Path) -> Added:
        origin = _origin(path)
        sidecar = overrides.read_sidecar(path)
        sha256 = self._hash(path)
        same, before = self._by_sha256.get(sha256), self._by_origin.get(origin)
        if same is None:
            broken = self._broken_of(origin, sha256)
            if broken is not None:
                return self._mended(path, path.name, origin, sidecar, broken)
            return self._parse(path, origin, sidecar, before)
        if ids.folded(same.source) != ids.folded(path.name):
            return self._repeated(path, same, before)
        if same.parser < PARSER_VERSION or (self._settings.ocr and not same.ocr):
            return self._parse(path, origin, sidecar, same)
        if same.sidecar != sidecar.sha256:
            return self._redescribe(path, same, sidecar)
        return self._unchanged(path, origin, same)

    def _hash(self, path: Path) -> str:
        return hash_file(path, limit=self._settings.limits.file_bytes)

    def _broken_of(self, origin: str, sha256: str) -> str | None:
        """The id of the review that cannot be read and was made from the file of that place or content.

        Raises:
            LibraryError: it cannot be read for another reason than damage, so that it is not to be made anew.
        """
        for review, broken in self._broken.items():
            known = broken.known
            same = known is not None and (known.origin == origin or known.sha256 == sha256)
            kept = (path.name for path in self._shelf.originals.of(review))
            if same or any(name.startswith(name_of(review, sha256, "")) for name in kept):
                if not isinstance(broken.error, DamagedReview):
                    raise broken.error
                return review
        return None

    def _mended(self, path: Path, name: str, origin: str, sidecar: overrides.Sidecar, review: str) -> Added:
        """Parse the file of a review whose parsed file is damaged, under its own id."""
        added = self._parse(path, origin, sidecar, None, name=name, review_id=review)
        del self._broken[review]
        message = f"Its parsed file was damaged and is made anew. {added.message}".strip()
        remedy = added.remedy or "What `casebook describe` had set in it is to be set again."
        return replace(added, outcome="replaced", message=message, remedy=remedy)

    def _parse(
        self,
        path: Path,
        origin: str,
        sidecar: overrides.Sidecar,
        before: Entry | None,
        *,
        name: str = "",
        review_id: str = "",
    ) -> Added:
        """Args: name, review_id: of a review to be made anew; else those of `before`, or what the path gives."""
        old = self._shelf.record(before.id) if before else None
        review_id = review_id or (before.id if before else self._new_id(path))
        name, limits = name or (before.source if before else path.name), self._settings.limits
        with self._shelf.originals.staged(path, name=name, limit=limits.file_bytes) as staged:
            review = parse_file(staged.path, review_id=review_id, sha256=staged.sha256, limits=limits)
            self._check_fidelity(review)
            if old:
                review = editions.succeed(old.review, review)
            record = Record(
                review=review,
                origin=origin,
                parser=PARSER_VERSION,
                ocr=self._settings.ocr,
                sidecar=sidecar.sha256,
                found=review.metadata,
                beside=sidecar.values,
                user=old.user if old else {},
            )
            record = _in_force(record)
            self._commit(record, staged)
        self._shelf.originals.discard(review_id, but=self._shelf.originals.path(record.review).name)
        return Added("replaced" if old else "added", path, record.review, *_doubts(record.review))

    def _check_fidelity(self, review: Review) -> None:
        kept = review.fidelity.kept
        if self._settings.strict and (kept < FIDELITY_FLOOR or review.fidelity.invented):
            raise IngestError(
                f"{review.source} was refused: {kept:.1%} of its words stand in exactly one unit "
                f"(at least {FIDELITY_FLOOR:.0%} is asked for), {review.fidelity.invented} words were invented.",
                remedy="Add it without --strict and look at `casebook show --problems`.",
            )

    def _commit(self, record: Record, staged: Staged) -> None:
        self._shelf.originals.keep(staged, record.review)
        self._write(record)

    def _write(self, record: Record) -> None:
        self._note(self._shelf.write(record))

    def _note(self, entry: Entry) -> None:
        before = self._entries.get(entry.id)
        if before is not None:
            self._by_sha256.pop(before.sha256, None)
            self._by_origin.pop(before.origin, None)
        self._entries[entry.id] = entry
        self._formats[entry.id] = entry.format
        self._by_sha256[entry.sha256] = entry
        self._by_origin[entry.origin] = entry

    def _repeated(self, path: Path, same: Entry, before: Entry | None) -> Added:
        message = f"{path.name} is the same file as {same.source}, which is in the library as {same.id}."
        remedy = ""
        if before is not None:
            message += f" The review of its earlier content stays as {before.id}."
            remedy = f"To delete that: casebook remove {before.id}"
        return Added("duplicate", path, self._shelf.record(same.id).review, message, remedy)

    def _redescribe(self, path: Path, same: Entry, sidecar: overrides.Sidecar) -> Added:
        record = replace(self._shelf.record(same.id), sidecar=sidecar.sha256, beside=sidecar.values)
        record = _in_force(record)
        self._write(record)
        return Added("replaced", path, record.review, "Metadata changed; the text is as it was.")

    def _unchanged(self, path: Path, origin: str, same: Entry) -> Added:
        record = self._shelf.record(same.id)
        if same.origin != origin and not (same.origin and Path(same.origin).exists()):
            # The folder moved: a later edition from its new place replaces this one.
            record = replace(record, origin=origin)
            self._write(record)
        return Added("skipped", path, record.review, "unchanged")

    def _new_id(self, path: Path) -> str:
        """The slug of the stem; a second file of that name is told apart by its format, or else by a number."""
        stem = ids.slug(path.stem)[:_LONGEST_ID].strip("-")
        form = ids.slug(path.suffix)
        if stem not in self._formats:
            return stem
        if self._formats[stem] != form and f"{stem}-{form}" not in self._formats:
            return f"{stem}-{form}"
        return next(name for name in (f"{stem}-{n}" for n in count(2)) if name not in self._formats)


def _in_force(record: Record) -> Record:
    """The record with the metadata in force, in the case that it has by itself (`Library` links it to others)."""
    record = overrides.applied(record)
    return cases.placed(record, cases.alone(entry_of(record, "")))


def _doubts(review: Review) -> tuple[str, str]:
    """Message and remedy for a review of which too much was lost or something was made up; empty for a good one."""
    fidelity = review.fidelity
    said = []
    if fidelity.kept < FIDELITY_FLOOR:
        said.append(f"Only {fidelity.kept:.1%} of its words stand in exactly one unit.")
    if fidelity.invented:
        said.append(f"{fidelity.invented} words of its units are not in the file.")
    return (" ".join(said), f"Look at: casebook show {review.id} --problems") if said else ("", "")


def _source(review: str, broken: Broken) -> str:
    """The file name of a review that cannot be read, as far as it is known."""
    return broken.known.source if broken.known else review


def _origin(path: Path) -> str:
    """Where a file stands, whichever way its folder was reached; a link that the user names stands for itself."""
    return str(path.parent.resolve() / path.name)


def _one_line(message: str) -> str:
    """A message in which a file name's line breaks, control and direction marks are shown and do nothing."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in message)
