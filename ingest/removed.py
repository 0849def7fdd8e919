"""What was removed from a library: enough for an old link to say so, and nothing of what stood there.

`removed.json` holds the id and the day of each review that was removed, no title and no word of it. It may be deleted;
links then say only that there is no such review.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.storage import write_atomic

NAME = "removed.json"


@dataclass(frozen=True, slots=True)
class Removed:
    """A review that was there. `removed` is the day, ISO 8601, in UTC."""

    id: str
    removed: str


def note(library: Path, review: str) -> None:
    """Remember that a review is being removed; hold the lock of `ingest/locks.py`."""
    day = datetime.now(UTC).date().isoformat()
    known = {**_read(library), review: Removed(review, day)}
    form = {each.id: asdict(each) for each in known.values()}
    write_atomic(library / NAME, json.dumps(form, indent=1).encode())


def find(library: Path, review: str) -> Removed | None:
    """What is remembered of a review that was removed; None where nothing is."""
    return _read(library).get(review)


def _read(library: Path) -> dict[str, Removed]:
    try:
        form = json.loads((library / NAME).read_bytes())
        return {key: Removed(**each) for key, each in form.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # without it nothing is lost but an explanation
