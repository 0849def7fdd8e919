"""How long one paragraph may be."""

from __future__ import annotations

from ingest.errors import LimitExceeded
from ingest.settings import Limits


def check_length(longest: int, limits: Limits, name: str) -> None:
    """Refuse a file whose longest line or paragraph has more characters than are read.

    Raises:
        LimitExceeded: says how long it is and what to do.
    """
    if longest > limits.line_chars:
        raise LimitExceeded(
            f"{name} has a line or paragraph of {longest:,} characters; at most {limits.line_chars:,} are read.",
            remedy="Its line breaks were lost: save it again from the program that made it, with its paragraphs.",
        )
