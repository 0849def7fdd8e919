"""Whether a question is about several reviews: it says so, names more than one, or asks about people and practice at
large ("How were dads missed by professionals?") rather than about one child's story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answers.model import Kind
from app.answers.question.kind import asks_number, asks_when, asks_who
from app.answers.rules import fits
from index.model import QueryPart

#: "A&E" and the like, whose letters are neither an article nor a pseudonym.
_AND = re.compile(r"\b\w&\w\b")
#: A name in the middle of a question, other than an acronym.
_PROPER = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][a-z]+\b")
#: A pseudonym of one letter: "R's", "mother of V".
_LETTER = re.compile(r"\b[B-HJ-Z]\d?\b")
_KINDS = ("fact", "explain", "recommend", "theme", "compare")


def is_wide(question: str, kind: Kind, parts: Sequence[QueryPart] | None = None) -> bool:
    """Whether an answer should hear every review.

    Args:
        parts: what was read into the question. Where reviews are named, their number decides; None where nothing is
            known of the collection.

    >>> is_wide("Why do professionals lose sight of fathers?", "explain")
    True
    >>> is_wide("Why did professionals not visit the mother?", "explain")
    False
    """
    named = [part for part in parts or () if part.kind == "filter"]
    two = len(named) > 1 or (parts is None and fits("breadth", "two_names", question))
    if two or fits("breadth", "compare", question):
        return True
    if kind == "theme" or fits("breadth", "several", question):
        return not _of_one(named) or fits("breadth", "others", question)
    placed = any(part.kind in ("filter", "absent", "label") for part in parts or ())
    return not placed and _is_at_large(question, kind)


def _of_one(named: Sequence[QueryPart]) -> bool:
    """Whether a question names one review, and no place from which there are several."""
    return len(named) == 1 and len(named[0].meant) == 1


def _is_at_large(question: str, kind: Kind) -> bool:
    """Whether a question that names no review is about people or practice as a sort, and about nobody in particular."""
    question = _AND.sub(" ", question)
    if any(asks(question) for asks in (asks_when, asks_number, asks_who)) or fits("breadth", "one_child", question):
        return False
    if kind not in _KINDS or fits("breadth", "one_story", question):
        return False
    if kind == "compare":
        return True
    if _PROPER.search(question) or _LETTER.search(question):
        return False
    return fits("breadth", "people", question) or fits("breadth", "practice", question)
