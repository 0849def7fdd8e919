"""Walks a question through the code: how often it changes files on its way from the answerer to the citation.

    python -m eval.walk [--library LIBRARY] ["a question" ...]

Counted are the calls, from the answerer on, that are given the question: its text, or what was read from it. A run of
such calls in one file is a stay; coming back to a file that was left is a return. Few of both mean that the way can be
read from top to bottom.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from app.casebook import Casebook
from index.query import Query
from ingest.settings import load_settings

#: On the sample collection: one story, all reviews, a comparison, a paragraph by its number.
QUESTIONS = (
    "How many appointments at the diabetes clinic was Rowan not brought to?",
    "What do reviews say about warning letters after domestic abuse?",
    "Compare Ivo and Jonah on waiting for mental health services",
    "What does paragraph 3.1.3 of Child K say?",
)
_HOME = Path(__file__).resolve().parents[1]
_ROOMS = tuple(str(_HOME / room) for room in ("app", "index", "ingest"))
#: Code objects that a comprehension or a lambda makes are part of the function in which they stand.
_INNER = ("<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>", "<lambda>")


@dataclass(frozen=True, slots=True)
class Walk:
    """The files that a question went through, in order; a run of calls in one file is there once."""

    question: str
    files: tuple[str, ...]

    @property
    def stays(self) -> int:
        """Runs of calls in one file."""
        return len(self.files)

    @property
    def returns(self) -> int:
        """Stays in a file that was left before."""
        return self.stays - len(set(self.files))


def walk(question: str, ask: Callable[[str], Any]) -> Walk:
    """Ask, and note where the question goes.

    Args:
        ask: makes the answer; what it calls is watched from the answerer on.
    """
    files: list[str] = []
    inside = False

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal inside
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(_ROOMS) or code.co_name in _INNER:
            return
        if not _given(frame, code, question):
            return
        name = Path(code.co_filename).relative_to(_HOME).as_posix()
        inside = inside or name.endswith("/answerer.py")
        if inside and (not files or files[-1] != name):
            files.append(name)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        ask(question)
    finally:
        sys.setprofile(before)
    return Walk(question, tuple(files))


def _given(frame: FrameType, code: CodeType, question: str) -> bool:
    """Whether a call has the question among its arguments."""
    count = code.co_argcount + code.co_kwonlyargcount
    given = (frame.f_locals.get(name) for name in code.co_varnames[:count])
    return any(_is_question(each, question) for each in given)


def _is_question(value: Any, question: str) -> bool:
    if isinstance(value, str):
        return value == question
    return isinstance(value, Query) and value.typed == question


def main() -> None:
    """Walks each question and prints its stays, its returns and the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", default=QUESTIONS)
    parser.add_argument("--library", type=Path)
    given = parser.parse_args()
    with Casebook.open(given.library, settings=load_settings(library=given.library)) as casebook:
        for question in given.questions:
            casebook.ask(question)  # what is loaded or kept at the first time is no part of the way
            found = walk(question, casebook.ask)
            print(f"{found.stays} stays, {found.returns} returns: {question}")
            print("  " + " > ".join(found.files))


if __name__ == "__main__":
    main()
