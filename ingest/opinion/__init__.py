"""A second opinion on a parse: the file looked at once more, by another path, and held against the units.

Each check is a module with one function, named for what it sees. They share two look-ups (`compared.py`): every unit
in the file's own text, every printed line in the units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import IngestError
from ingest.model import Problem, Unit
from ingest.opinion.compared import Compared
from ingest.opinion.headings import text_in_headings
from ingest.opinion.lines import broken_lines
from ingest.opinion.numbers import unread_numbers
from ingest.opinion.outside import text_in_no_unit
from ingest.opinion.raw import Raw
from ingest.opinion.verbatim import words_not_found
from ingest.opinion.wordless import numbers_without_words
from ingest.settings import Limits
from ingest.source import Source

__all__ = ["Opinion", "look", "second_opinion", "weigh"]

#: Problems of one check that are listed; the rest are counted.
MOST = 25
#: By these the reader says itself that text of a page was left out.
_TOLD = ("hidden-text", "deleted-text", "redaction")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second look found.

    Args:
        problems: with their places, at most MOST of each check.
        doubtful: ids of the units whose words were not found, in order, where they are said to stand.
        checks: names of the checks that ran, each that of its function.
    """

    problems: tuple[Problem, ...] = ()
    doubtful: frozenset[str] = frozenset()
    checks: tuple[str, ...] = ()


def second_opinion(path: Path, source: Source, units: Sequence[Unit], limits: Limits) -> Opinion:
    """Look at the file and weigh its parse; nothing is checked where the file cannot be looked at a second time."""
    raw = look(path, limits)
    return weigh(raw, source, units) if raw is not None else Opinion()


def look(path: Path, limits: Limits) -> Raw | None:
    """The file by another path than its reader's; None for a format that has none."""
    from ingest.opinion.pages import look_at_pdf
    from ingest.opinion.plain import look_at_text, look_at_web, look_at_word
    from ingest.readers import READERS

    looks: dict[str, Callable[[Path], Raw]] = {
        "pdf": lambda path: look_at_pdf(path, limits),
        "docx": lambda path: look_at_word(path, limits),
        "html": look_at_web,
        "markdown": look_at_text,
        "text": look_at_text,
    }
    way = looks.get(READERS.get(path.suffix.lower(), ""))
    try:
        return way(path) if way else None
    except (IngestError, OSError, ValueError, KeyError, SyntaxError):
        return None  # what the reader could make sense of and the shorter way cannot: the parse stands unchecked


def weigh(raw: Raw, source: Source, units: Sequence[Unit]) -> Opinion:
    """All checks of a parse against the file as looked at."""
    compared = Compared(raw, tuple(units))
    recognised = frozenset(source.ocr_pages)
    told = frozenset(problem.page or 0 for problem in source.problems if problem.code in _TOLD)
    checks: dict[str, Iterable[Problem]] = {
        "numbers_without_words": numbers_without_words(compared),
        "text_in_headings": text_in_headings(compared),
        "unread_numbers": unread_numbers(compared),
        "broken_lines": broken_lines(compared),
        "text_in_no_unit": text_in_no_unit(compared, told | recognised),
        "words_not_found": words_not_found(compared, recognised),
    }
    found = {name: list(problems) for name, problems in checks.items()}
    doubtful = frozenset(problem.unit for problem in found["words_not_found"])
    return Opinion(tuple(p for problems in found.values() for p in _listed(problems)), doubtful, tuple(found))


def _listed(problems: Sequence[Problem]) -> Iterable[Problem]:
    yield from problems[:MOST]
    for code, count in Counter(problem.code for problem in problems[MOST:]).items():
        yield Problem(code, f"{count} more of these.")
