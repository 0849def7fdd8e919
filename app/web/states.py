"""The state of a page: the fragment of its address, sent as JSON by the browser. Keys to lists of strings."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from app.api.requests import FiltersIn

#: A state longer than this is not read.
LONGEST = 60_000
State = dict[str, list[str]]
#: Field of the filters -> key in the fragment.
KEYS = {
    "reviews": "review",
    "roles": "role",
    "voices": "voice",
    "kinds": "kind",
    "boards": "board",
    "agencies": "agency",
    "themes": "theme",
}


def read(state: str) -> State:
    """A state as the browser sent it; what is not one is an empty one."""
    try:
        found: Any = json.loads(state) if state and len(state) <= LONGEST else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): [str(each) for each in value] for key, value in found.items() if isinstance(value, list)}


#: What narrows a question: taken off, it is asked of everything.
NARROWING = (*KEYS.values(), "from", "to")


def address(page: str, state: State) -> str:
    """The address of a page in a state. Whole, since Gradio gives its pages a base of their own."""
    return f"{page}#" + urlencode([(name, each) for name, values in state.items() for each in values])


def with_value(state: State, key: str, value: str) -> State:
    """The state with one value more."""
    return {**state, key: [*(each for each in state.get(key, []) if each != value), value]}


def without_value(state: State, key: str, value: str) -> State:
    """The state with one value less."""
    return {**state, key: [each for each in state.get(key, []) if each != value]}


def first(state: State, key: str) -> str:
    """The first value of a key, "" where it has none."""
    return (state.get(key) or [""])[0]


def number(state: State, key: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`; `default` where there is none that can be read."""
    text = first(state, key)
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 7 else default


def _year(text: str, default: int) -> int | str:
    return int(text) if text.isdecimal() else text or default


def filters(state: State) -> FiltersIn:
    """The narrowing in a state.

    Raises:
        ValidationError: a value that cannot be.
    """
    given: dict[str, Any] = {field: state.get(key, []) for field, key in KEYS.items()}
    if first(state, "from") or first(state, "to"):
        given["years"] = (_year(first(state, "from"), 1900), _year(first(state, "to"), 2100))
    return FiltersIn.model_validate(given)
