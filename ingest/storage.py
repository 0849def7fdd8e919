"""A parsed review on disk: saved and loaded side by side, with numbered migrations between schema versions.

One JSON file a review. A unit's text is not written a second time: it is `text[start:end]` of the review.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ingest.errors import DamagedReview, LibraryError
from ingest.model import SCHEMA_VERSION, Fact, Fidelity, Pages, Part, Problem, Review, Unit

Metadata = dict[str, tuple[Fact, ...]]
Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _with_parts(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 has the parts of long units."""
    from ingest.structure.parts import parts_of  # which imports all that parses

    text, units = document["text"], document["units"]
    found = [(unit, parts_of(text[unit["start"] : unit["end"]])) for unit in units]
    return {
        **document,
        "units": [{**unit, "parts": [asdict(part) for part in parts]} if parts else unit for unit, parts in found],
    }


#: Version n -> how a document of version n becomes one of version n + 1. Applied in order when an old file is read.
MIGRATIONS: dict[int, Migration] = {1: _with_parts}


@dataclass(frozen=True, slots=True)
class Record:
    """A review and what the library must remember of how it came to be.

    Args:
        review: with the metadata in force: what was found, overridden by the sidecar and by the user.
        origin: path of the file as it was added, so that a later edition of it replaces this one.
        parser: version of the parser that made the review.
        ocr: whether it was allowed to recognise the text of scanned pages.
        sidecar: SHA-256 of the sidecar's bytes, "" where there is none.
        found: metadata that the rules found in the file.
        beside: metadata that the sidecar sets. user: metadata that the user sets; both by key, "" for unknown.
    """

    review: Review
    origin: str = ""
    parser: int = 0
    ocr: bool = True
    sidecar: str = ""
    found: Metadata = field(default_factory=dict)
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    user: dict[str, tuple[str, ...]] = field(default_factory=dict)


def dumps(record: Record) -> bytes:
    """The file's bytes; the same record always gives the same bytes."""
    document = _review_form(record.review)
    document["library"] = {
        "origin": record.origin,
        "parser": record.parser,
        "ocr": record.ocr,
        "sidecar": record.sidecar,
        "found": {key: [asdict(fact) for fact in facts] for key, facts in record.found.items()},
        "beside": record.beside,
        "user": record.user,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def loads(data: bytes, *, name: str) -> Record:
    """The record that `dumps` wrote, from any schema version up to the present one.

    Args:
        name: of the file, for messages.

    Raises:
        DamagedReview: it is not what `dumps` wrote. LibraryError: written by a newer version of Casebook.
    """
    try:
        document = migrate(json.loads(data.decode("utf-8", "surrogatepass")), name=name)
        library = document.pop("library", {})
        return Record(
            review=_review(document),
            origin=library.get("origin", ""),
            parser=library.get("parser", 0),
            ocr=library.get("ocr", True),
            sidecar=library.get("sidecar", ""),
            found=_metadata(library.get("found", {})),
            beside=_settings(library.get("beside", {})),
            user=_settings(library.get("user", {})),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(Path(name).stem, f"{type(error).__name__}: {error}") from error


def read_record(path: Path) -> tuple[Record, bytes]:
    """The record in the file of a parsed review, and the file's bytes.

    Raises:
        FileNotFoundError: there is none. DamagedReview: it is not the record of that review.
        LibraryError: it may not be read, or was written by a newer version of Casebook.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise LibraryError(
            f"The parsed review {path.stem} cannot be read: {error.strerror or error}.",
            remedy=f"Give permission to read {path}.",
        ) from error
    record = loads(data, name=path.name)
    if record.review.id != path.stem:
        raise damaged(path.stem, f"it holds the review {record.review.id}")
    return record, data


def damaged(review: str, what: str) -> DamagedReview:
    """What to raise where the file of a parsed review is not what was written."""
    return DamagedReview(
        f"The parsed review {review}.json is damaged ({what}); it is left out.",
        remedy="`casebook add` reads it again from the library's own copy, `casebook add FILE` from yours, and"
        f" `casebook remove {shlex.quote(review)}` takes it out.",
    )


def migrate(
    document: dict[str, Any], *, name: str, migrations: Mapping[int, Migration] = MIGRATIONS, to: int = SCHEMA_VERSION
) -> dict[str, Any]:
    """The document in the present schema; `migrations` are applied one version at a time.

    Raises:
        LibraryError: of a newer version, or of one from which no migration leads here.
    """
    version = document["schema_version"]
    if version > to:
        raise LibraryError(
            f"{name} was written by a newer Casebook (schema {version}; this one reads up to {to}).",
            remedy="Upgrade Casebook.",
        )
    while version < to:
        if version not in migrations:
            raise LibraryError(f"{name} has schema {version}, from which no migration leads to {to}.")
        document = {**migrations[version](document), "schema_version": version + 1}
        version += 1
    return document


def digest(data: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write so that a crash at any moment leaves the old file or the new one, never a part.

    Raises:
        LibraryError: the disk is full or may not be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        _drop(temporary)
        raise unwritable(path.parent, error) from error
    except BaseException:
        _drop(temporary)
        raise


def unwritable(folder: Path, error: OSError) -> LibraryError:
    """What to raise where the library cannot be written."""
    return LibraryError(
        f"The library cannot be written: {error.strerror or error} ({folder}).",
        remedy="Make room or give permission, then run the same command again: what is in already is skipped.",
    )


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in a folder last; a system that cannot sync folders does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _review_form(review: Review) -> dict[str, Any]:
    form = {item.name: getattr(review, item.name) for item in fields(Review)}
    form = {"schema_version": form.pop("schema_version"), **form}
    form["metadata"] = {key: [asdict(fact) for fact in facts] for key, facts in review.metadata.items()}
    form["fidelity"] = asdict(review.fidelity)
    form["units"] = [_unit_form(unit) for unit in review.units]
    return form


def _unit_form(unit: Unit) -> dict[str, Any]:
    """What differs from the defaults; the text and the review's id stand in the review already."""
    form = {item.name: getattr(unit, item.name) for item in fields(Unit)}
    form["pages"] = asdict(unit.pages) if unit.pages else None
    form["parts"] = [asdict(part) for part in unit.parts] or ()
    return {
        key: value for key, value in form.items() if key not in _IMPLIED and value != _UNIT_DEFAULTS.get(key, _NEVER)
    }


def _review(form: dict[str, Any]) -> Review:
    known = {key: form[key] for key in _REVIEW_FIELDS if key in form}
    text = _checked(Review, known)["text"]
    known["metadata"] = _metadata(known["metadata"])
    known["fidelity"] = _fidelity(known["fidelity"])
    known["units"] = tuple(_unit(unit, review=known["id"], text=text) for unit in known["units"])
    known["tombstones"] = tuple(known.get("tombstones", ()))
    return Review(**known)


def _unit(form: dict[str, Any], *, review: str, text: str) -> Unit:
    known = _checked(Unit, {key: value for key, value in form.items() if key in _UNIT_FIELDS})
    if not 0 <= known["start"] <= known["end"] <= len(text):
        raise ValueError(f"a unit from {known['start']} to {known['end']} of {len(text)} characters")
    pages = known.pop("pages", None)
    known["parts"] = tuple(Part(**part) for part in known.get("parts", ()))
    for key in _UNIT_TUPLES:
        if key in known:
            known[key] = tuple(known[key])
    return Unit(
        review=review,
        text=text[known["start"] : known["end"]],
        pages=Pages(tuple(pages["printed"]), tuple(pages["pdf"])) if pages else None,
        **known,
    )


def _checked(kind: type[Any], known: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record, once those that are plain strings and whole numbers are known to be such.

    Raises:
        TypeError: one is not.
    """
    for name, plain in _PLAIN[kind]:
        if name in known and not isinstance(known[name], plain):
            raise TypeError(f"{name} is {type(known[name]).__name__}, not {plain.__name__}")
    return known


def _fidelity(form: dict[str, Any]) -> Fidelity:
    known: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in form.items()}
    known["problems"] = tuple(Problem(**problem) for problem in form.get("problems", ()))
    return Fidelity(**{key: value for key, value in known.items() if key in _FIDELITY_FIELDS})


def _metadata(form: dict[str, Any]) -> Metadata:
    return {key: tuple(Fact(**fact) for fact in facts) for key, facts in form.items()}


def _settings(form: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in form.items()}


_NEVER = object()
_IMPLIED = frozenset({"text", "review"})
_REVIEW_FIELDS = frozenset(item.name for item in fields(Review))
_UNIT_FIELDS = frozenset(item.name for item in fields(Unit)) - _IMPLIED
_UNIT_TUPLES = ("section", "columns", "cells", "redactions")
_UNIT_DEFAULTS: dict[str, Any] = {
    item.name: getattr(Unit("", "", "", 1, "heading", (), None, 0, 0, ""), item.name)
    for item in fields(Unit)
    if item.name not in {"id", "label", "occurrence", "kind", "section", "start", "end", "pages"}
}
#: Fields that are a string or a whole number, as the records declare them.
_PLAIN: dict[type[Any], list[tuple[str, type]]] = {
    kind: [(item.name, str if item.type == "str" else int) for item in fields(kind) if item.type in ("str", "int")]
    for kind in (Review, Unit)
}
_FIDELITY_FIELDS = frozenset(item.name for item in fields(Fidelity))
