"""Metadata that people set: a sidecar beside the file, or `casebook describe`. The user overrides the sidecar, the
sidecar overrides what was found in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest.errors import InputError, UnreadableFile
from ingest.ids import slug
from ingest.metadata.kinds import normal_kind
from ingest.metadata.titles import display_title
from ingest.metadata.when import year_in
from ingest.model import METADATA_KEYS, Fact
from ingest.storage import Metadata, Record

#: Keys whose value is a list; in one string its items are parted by semicolons.
LISTS = frozenset({"kind", "agencies", "agencies_named", "themes", "harm", "author"})
#: Says that a fact is not known, whatever the file says.
UNKNOWN = "unknown"
_LARGEST = 100_000
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands in a sidecar; both empty where there is none."""

    sha256: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_sidecar(path: Path) -> Sidecar:
    """The sidecar of a file: `NAME.txt.yaml`, else `NAME.yaml` (or .yml).

    Raises:
        UnreadableFile: it is no YAML mapping of known keys to values.
    """
    names = [f"{name}{suffix}" for name in (path.name, path.stem) for suffix in (".yaml", ".yml")]
    beside = next((path.with_name(name) for name in names if path.with_name(name).is_file()), None)
    if beside is None:
        return Sidecar()
    try:
        data = beside.read_bytes()[: _LARGEST + 1]
        return Sidecar(hashlib.sha256(data).hexdigest(), checked(_mapping(data)))
    except (OSError, ValueError) as error:
        raise UnreadableFile(
            f"{beside.name} cannot be read: {error}.", remedy="A sidecar holds lines such as `author: Jo Bloggs`."
        ) from error
    except InputError as error:
        raise UnreadableFile(f"{beside.name}: {error.message}", remedy=error.remedy) from error


def checked(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Values by known key, each a tuple of strings: () for a key that is taken back, ("",) for "not known".

    Raises:
        InputError: a key or a value that cannot be used.
    """
    return {_key(key): _values(key, value) for key, value in values.items()}


def applied(record: Record) -> Record:
    """The record with the metadata that is in force, and the title that follows from it."""
    metadata: Metadata = dict(record.found)
    for source, values in (("sidecar", record.beside), ("user", record.user)):
        for key, items in values.items():
            metadata[key] = tuple(Fact(item, source) for item in items if item)
            if key == "published" and "year" not in values:
                metadata["year"] = tuple(Fact(year, source) for year in map(year_in, items) if year)
    metadata = {key: facts for key, facts in metadata.items() if facts}
    title = display_title(metadata, record.review.source)
    return replace(record, review=replace(record.review, metadata=metadata, title=title))


def _mapping(data: bytes) -> dict[str, Any]:
    import yaml

    if len(data) > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST:,} bytes")
    try:
        loaded = yaml.safe_load(data)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"it is not YAML ({' '.join(str(error).split())})") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ValueError("it is not a list of `key: value` lines")
    return loaded


def _key(key: object) -> str:
    name = str(key).strip().lower().replace(" ", "_").replace("-", "_")
    if name not in METADATA_KEYS:
        raise InputError(f"{key!s} is not a key of the metadata.", remedy=f"Keys: {', '.join(METADATA_KEYS)}.")
    return name


def _values(key: object, value: object) -> tuple[str, ...]:
    name = _key(key)
    if value is None or value == "":
        return ()
    given = value if isinstance(value, list | tuple) else str(value).split(";") if name in LISTS else [value]
    if isinstance(value, dict) or any(isinstance(item, dict | list | tuple) for item in given):
        raise InputError(f"The value of {name} is not a text or a list of texts.")
    if sum(len(str(item)) for item in given) > _LONGEST:
        raise InputError(f"The value of {name} is longer than {_LONGEST:,} characters.")
    items = tuple(" ".join(str(item).split()) for item in given if item is not None and str(item).strip())
    if [item.lower() for item in items] == [UNKNOWN]:
        return ("",)
    if name == "year" and not all(item.isdigit() and len(item) == 4 for item in items):
        raise InputError(f"A year has four digits: {value!r} has not.")
    normal = {"kind": normal_kind, "case": slug}.get(name)
    return tuple(normal(item) for item in items) if normal else items
