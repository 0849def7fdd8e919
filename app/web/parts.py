"""What was read into a question, as chips that can be taken off and put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.web.states import State, address, with_value, without_value
from index.model import QueryPart

#: Kind of part -> how the page says what it does. What is not listed is searched for as well.
_SAID = {
    "acronym": "also {meant}",
    "spelling": "read as {meant}",
    "sense": "may mean {meant}",
    "filter": "its review comes first",
    "phrase": "passages with these words come first",
    "label": "comes first",
    "absent": "there is none here",
    "language": "questions are read in English",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One part. `href` is the address of the page without it (or, where it was left out, with it); "" for none."""

    found: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Chips:
    """What is read into a question now, and what was left out of it."""

    read: tuple[Chip, ...] = ()
    dropped: tuple[Chip, ...] = ()


def chips(page: str, state: State, parts: Sequence[QueryPart]) -> Chips:
    """The chips for what was read into the question of a state."""
    return Chips(
        read=tuple(_chip(page, state, part) for part in parts),
        dropped=tuple(
            Chip(key.partition(":")[2], "put back", address(page, without_value(state, "drop", key)))
            for key in state.get("drop", [])
        ),
    )


def dropped(parts: Sequence[QueryPart], state: State) -> tuple[QueryPart, ...]:
    """The parts that the state leaves out: named there by kind and words."""
    keys = set(state.get("drop", []))
    return tuple(part for part in parts if _key(part) in keys)


def _chip(page: str, state: State, part: QueryPart) -> Chip:
    said = _SAID.get(part.kind, "also {meant}").format(meant=", ".join(part.meant))
    href = "" if part.kind in ("absent", "sense") else address(page, with_value(state, "drop", _key(part)))
    return Chip(part.found, said, href)


def _key(part: QueryPart) -> str:
    return f"{part.kind}:{part.found}"
