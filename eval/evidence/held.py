"""Which reviews are held out from every fit that ships (`eval/datasets/held-out.txt`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import PurePath


def is_held_out(review: str) -> bool:
    """Whether a review, by its file name or its id, is never fitted on.

    >>> is_held_out("somerset-alex.txt"), is_held_out("norfolk-case-r")
    (True, False)
    """
    return review in _listed() or PurePath(review).stem in _listed()


@cache
def _listed() -> frozenset[str]:
    text = files("eval").joinpath("datasets", "held-out.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
