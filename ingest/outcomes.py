"""What became of a file that was to be added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.model import Review

Outcome = Literal["added", "replaced", "skipped", "duplicate", "failed"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file.

    Args:
        outcome: "skipped" for a file that is in the library already as it is, or that was left out of a folder.
        path: as the user would write it.
        review: the review it is now, or the one it repeats; None where there is none.
        message: what happened, in one line, "" where the outcome says it all.
        remedy: what the user can do, "" where there is nothing to do.
    """

    outcome: Outcome
    path: Path
    review: Review | None
    message: str = ""
    remedy: str = ""
    seconds: float = 0.0
