"""What each page shows for a state. A state is the fragment of the address as JSON: strings, and lists of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from app.api.desk import Desk
from app.api.requests import AskIn, FiltersIn
from app.api.responses import RunForm
from app.web.answers import answer_html
from app.web.examples import examples
from app.web.rendering import render
from app.web.scope import scope_html
from ingest.errors import CasebookError

#: A state longer than this is not read.
LONGEST = 60_000
State = dict[str, list[str]]


class Views:
    """The pages over one desk."""

    def __init__(self, desk: Desk, runs: Callable[[], list[RunForm]] = list) -> None:
        self._desk = desk
        self._runs = runs

    def ask_intro(self) -> str:
        """What stands below the question box."""
        return scope_html(self._desk)

    def ask(self, state: str) -> Iterator[str]:
        """An answer, or where nothing is asked yet the way in."""
        asked = read(state)
        question = first(asked, "q")
        if not question.strip():
            yield self._welcome()
            return
        try:
            wanted = AskIn(question=question, filters=filters(asked))
            searched = self._desk.searched(wanted.filters.filters())
            yield render("working.html", searched=searched)
            yield answer_html(self._desk.ask(question, filters=wanted.filters.filters()))
        except (CasebookError, ValidationError) as error:
            yield render("failed.html", error=plain(error))

    def _welcome(self) -> str:
        forms = list(self._desk.forms())
        return render("welcome.html", reviews=len(forms), examples=examples(forms))

    def search_intro(self) -> str:
        return scope_html(self._desk)

    def search(self, state: str) -> Iterator[str]:
        yield ""

    def compare_intro(self) -> str:
        return ""

    def compare(self, state: str) -> Iterator[str]:
        yield ""

    def collection(self, state: str) -> Iterator[str]:
        yield ""

    def evaluation(self, state: str) -> Iterator[str]:
        yield ""


def read(state: str) -> State:
    """A state as the browser sent it; what is not one is an empty one."""
    try:
        found: Any = json.loads(state[:LONGEST]) if state else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): [str(each) for each in value] for key, value in found.items() if isinstance(value, list)}


def first(state: State, key: str) -> str:
    """The first value of a key, "" where it has none."""
    return (state.get(key) or [""])[0]


def filters(state: State) -> FiltersIn:
    """The narrowing in a state.

    Raises:
        ValidationError: a value that cannot be.
    """
    years = [year for year in (first(state, "from"), first(state, "to")) if year]
    given: dict[str, Any] = {
        name: state.get(key, [])
        for name, key in (
            ("reviews", "review"),
            ("roles", "role"),
            ("voices", "voice"),
            ("kinds", "kind"),
            ("boards", "board"),
            ("agencies", "agency"),
            ("themes", "theme"),
        )
    }
    if years:
        given["years"] = (first(state, "from") or "1900", first(state, "to") or "2100")
    return FiltersIn.model_validate(given)


def plain(error: Exception) -> CasebookError:
    """An error in words for people."""
    if isinstance(error, CasebookError):
        return error
    return CasebookError("The address of this page holds something that cannot be read.", remedy="Start again.")
