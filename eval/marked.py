"""What users say of answers they were given, kept in the library, and the draft pairs that come of it.

A mark is one line of `eval/marks.jsonl` in the library folder. Nothing of it leaves the machine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from eval.naming import named
from ingest.errors import InputError
from ingest.library import Library
from ingest.model import Unit

Verdict = Literal["right", "wrong", "incomplete"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_TODO = {
    "right": "marked right: read the paragraphs once more, then name the answer points",
    "wrong": "marked wrong: name the paragraphs that answer it, or make it unanswerable",
    "incomplete": "marked incomplete: add the paragraphs that are missing",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A user's verdict on one answer.

    Args:
        verdict: "right", "wrong" or "incomplete".
        cited: ids of the units that the answer cited, in order; empty where nothing was found.
        time: ISO 8601, UTC; filled in when the mark is recorded.
    """

    question: str
    verdict: Verdict
    cited: tuple[str, ...] = ()
    note: str = ""
    time: str = ""


def record(library: Path, mark: Mark) -> Mark:
    """Append a mark to the library's; it is on disk when this returns.

    Raises:
        InputError: the question is empty or there is no such verdict.
    """
    if not mark.question.strip():
        raise InputError("A mark needs the question that was asked.")
    if mark.verdict not in VERDICTS:
        raise InputError(f"There is no verdict {mark.verdict!r}.", remedy=f"There are: {', '.join(VERDICTS)}.")
    dated = mark if mark.time else replace(mark, time=datetime.now(UTC).isoformat(timespec="seconds"))
    path = marks_path(library)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        torn = file.tell() > 0 and _last_byte(path) != b"\n"
        file.write((b"\n" if torn else b"") + json.dumps(asdict(dated), ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return dated


def marks(library: Path) -> tuple[Mark, ...]:
    """Every mark, the oldest first; a line that was cut short by a crash is passed over."""
    path = marks_path(library)
    lines = path.read_bytes().decode(errors="replace").splitlines() if path.is_file() else []
    return tuple(mark for line in lines if (mark := _mark(line)))


def drafts(library: Path) -> tuple[dict[str, Any], ...]:
    """Draft pairs from the marks, the last mark of each question: rows in the form of a dataset.

    An answer marked right or incomplete gives its citations as gold, "nothing found" marked right an unanswerable
    question; what was wrong has no gold yet, and `casebook eval check` says so until a person names it.
    """
    last = {mark.question.strip(): mark for mark in marks(library)}
    if not last:
        return ()
    units = {unit.id: unit for review in Library.open(library).reviews() for unit in review.units}
    return tuple(_draft(number, mark, units) for number, mark in enumerate(last.values(), start=1))


def marks_path(library: Path) -> Path:
    """The file of a library's marks."""
    return library / "eval" / "marks.jsonl"


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def _mark(line: str) -> Mark | None:
    try:
        raw = json.loads(line)
        mark = Mark(**{**raw, "cited": tuple(raw["cited"])})
    except (ValueError, TypeError, KeyError):
        return None
    return mark if mark.verdict in VERDICTS else None


def _draft(number: int, mark: Mark, units: Mapping[str, Unit]) -> dict[str, Any]:
    rightly_refused = mark.verdict == "right" and not mark.cited
    cited = [units[unit] for unit in dict.fromkeys(mark.cited) if unit in units]
    todo = "marked right: nothing answers it" if rightly_refused else _TODO[mark.verdict]
    return {
        "id": f"M-{number:03}",
        "question": mark.question.strip(),
        "persona": "practitioner",
        "type": "unanswerable" if rightly_refused else _type(mark.question),
        "scope": None,
        "gold": [named(unit, 2) for unit in cited] if mark.verdict != "wrong" else [],
        "answer_points": [],
        "note": f"draft, {todo}" + (f"; {mark.note}" if mark.note else ""),
    }


def _type(question: str) -> str:
    from app.answers.question.kind import kind_of

    kind = kind_of(question)
    return "fact" if kind == "define" else kind
