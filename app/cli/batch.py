"""Questions from a JSON Lines file: one JSON line comes out for each that went in, in order, failed or not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.bars import progress_bar
from app.cli.console import complain, write_json

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.casebook import Casebook
    from index.model import Filters, Searched


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: `key` is its `id` as given, `error` why it cannot be used, "" where it can."""

    number: int
    key: Any
    question: str
    error: str = ""


def read_lines(path: Path) -> list[Line]:
    """The lines of the file; blank ones are passed over.

    Raises:
        InputError: the file cannot be read.
    """
    from ingest.errors import InputError

    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise InputError(f"The file {path} cannot be read: {error.strerror or error}.") from error
    return [_line(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _line(number: int, text: str) -> Line:
    try:
        found = json.loads(text)
    except ValueError as error:
        return Line(number, None, "", f"Line {number} is not JSON: {error}.")
    except RecursionError:
        return Line(number, None, "", f"Line {number} is nested too deep to be read.")
    if not isinstance(found, dict):
        return Line(number, None, "", f"Line {number} is not an object with `id` and `question`.")
    question = found.get("question", found.get("query"))
    if isinstance(question, str):
        question = question.encode("utf-8", "replace").decode()  # half of a pair, "\\ud800", is no character
    if not isinstance(question, str) or not question.strip():
        return Line(number, found.get("id"), str(question or ""), f"Line {number} has no `question`.")
    return Line(number, found.get("id"), question)


def run(path: Path, answer: Callable[[Line], BaseModel], failed: Callable[[Line, str], BaseModel]) -> int:
    """Answer each line and write it at once, whatever becomes of the others; the exit status."""
    lines = read_lines(path)
    failures = 0
    for line, form, error in _answered(lines, answer, failed):
        failures += bool(error)
        write_json(form, indent=None)
        if error:
            complain(f"line {line.number}: {error}")
    if failures:
        complain(f"{failures} of {len(lines)} lines failed.")
    return 1 if failures else 0


def searched(casebook: Casebook, filters: Filters) -> Searched:
    """What was searched for a line that failed; nothing, where what failed is the index."""
    from index.model import Searched

    try:
        return casebook.searched(filters)
    except Exception:  # why the line failed is said in it
        return Searched(0, 0, 0)


def _answered(
    lines: list[Line], answer: Callable[[Line], BaseModel], failed: Callable[[Line, str], BaseModel]
) -> Iterator[tuple[Line, BaseModel, str]]:
    from ingest.errors import CasebookError, unforeseen
    from ingest.progress import Progress

    with progress_bar() as report:
        for done, line in enumerate(lines):
            report(Progress("ask", done, len(lines)))
            if line.error:
                yield line, failed(line, line.error), line.error
                continue
            try:
                yield line, answer(line), ""
            except CasebookError as error:
                yield line, failed(line, str(error)), str(error)
            except Exception as error:  # a fault of ours, met by one question: the others are answered
                yield line, failed(line, unforeseen(error)), unforeseen(error)
