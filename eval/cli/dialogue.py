"""The dialogue of `casebook eval new`: one pair after another, asked for on the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.cli.console import shown
from eval.cli.rows import pairs_in_words, reviews_of, row_of, type_of
from eval.making import add, next_id, pick, point_of, unsupported
from eval.pairs import PERSONAS, TYPES, UNANSWERED
from ingest.errors import CasebookError, InputError

if TYPE_CHECKING:
    from app.casebook import Casebook
    from eval.pairs import AnswerPoint
    from ingest.model import Unit

T = TypeVar("T")


class Dialogue:
    """Asks for one pair after another. What is typed wrong is told and asked again; Ctrl+D or Ctrl+C leaves."""

    def __init__(self, casebook: Casebook, dataset: Path) -> None:
        self._casebook = casebook
        self._dataset = dataset
        self._picked: dict[str, tuple[Unit, int]] = {}
        self._listed: list[Unit] = []

    def run(self) -> None:
        """Pairs until the person has enough."""
        print(f"Pairs for {self._dataset}. Read the review first; Ctrl+D leaves without saving the pair begun.")
        try:
            while True:
                self._pair()
                if not _ask("Another? [y/N]").lower().startswith("y"):
                    return
        except (EOFError, KeyboardInterrupt):
            print("\nLeft.")

    def _pair(self) -> None:
        self._picked, self._listed = {}, []
        question = _until(_ask_some, "Question:")
        persona = _choose("Persona", PERSONAS, "practitioner")
        kind = _choose("Type", TYPES, type_of(question))
        scope = _until(self._scope, "Put to one review (its id or beginning; Enter: the whole collection):")
        answered = kind not in UNANSWERED
        if answered:
            self._pick(
                "Units that answer it: REVIEW NUMBER, /WORDS to look for some, a number of the list; Enter: go on"
            )
        if self._answered_after_all(question, answered):
            print("Then it has an answer: begin again and give it another type.")
            return
        points = self._points() if answered else []
        wide = kind in ("theme", "compare")
        silent = _until(self._named, "Reviews that do not speak of it, parted by spaces:") if wide else []
        row = row_of(
            self._casebook,
            id=next_id(self._dataset),
            question=question,
            persona=persona,
            type=kind,
            scope=scope,
            picked=list(self._picked.values()),
            points=points,
            speaks=None,
            silent=silent,
            note=_ask("Note (why it is hard, or why nothing answers it; Enter: none):"),
        )
        print(json.dumps(row, ensure_ascii=False, indent=1))
        if _ask("Save? [Y/n]").lower().startswith("n"):
            print("Not saved.")
            return
        count = add(row, self._dataset, reviews_of(self._casebook))
        print(f"{row['id']} saved; {pairs_in_words(count)} in {self._dataset}.")

    def _scope(self, prompt: str) -> str | None:
        answer = _ask(prompt)
        return self._casebook.review(answer).id if answer else None

    def _named(self, prompt: str) -> list[str]:
        return [self._casebook.review(each).id for each in _ask(prompt).split()]

    def _pick(self, prompt: str) -> None:
        print(f"{prompt}. After a unit, =1 means also relevant; -NUMBER takes the last list's away again.")
        while True:
            typed = _ask(f"unit ({len(self._picked)} picked):")
            if not typed:
                if any(grade == 2 for _, grade in self._picked.values()):
                    return
                print("A question with an answer needs an essential unit.")
                continue
            _told(self._one, typed)

    def _one(self, typed: str) -> None:
        if typed.startswith("/"):
            self._list([hit.unit for hit in self._casebook.search(typed[1:], k=8).hits])
            return
        bare, _, grade = typed.lstrip("-").replace(" ", "").partition("=")
        if bare.isdecimal():
            unit, weight = self._numbered(int(bare)), 1 if grade == "1" else 2
            if typed.startswith("-"):
                self._picked.pop(unit.id, None)
                print(f"   taken away: {_short(unit)}")
                return
        else:
            unit, weight = pick(typed, self._casebook.review)
        self._picked[unit.id] = unit, weight
        print(f" {'*' if weight == 2 else '+'} {_short(unit)}")

    def _numbered(self, number: int) -> Unit:
        if not 1 <= number <= len(self._listed):
            raise InputError(f"There is no {number} in the last list.", remedy="/WORDS looks for units.")
        return self._listed[number - 1]

    def _list(self, units: list[Unit]) -> None:
        self._listed = units
        for number, unit in enumerate(units, start=1):
            grade = self._picked.get(unit.id, (unit, 0))[1]
            print(f"{number:>3} {' +*'[grade]} {_short(unit)}")
        if not units:
            print("   nothing found")

    def _answered_after_all(self, question: str, answered: bool) -> bool:
        """Show what Casebook finds, so that gold overlooked is picked too; whether the unanswerable has an answer."""
        print("What Casebook finds for it (* essential, + also relevant):")
        self._list([hit.unit for hit in self._casebook.search(question, k=10).hits])
        if answered:
            self._pick("Does one of these answer it too? Its number; Enter: go on")
            return False
        return _ask("Does one of these answer it? [y/N]").lower().startswith("y")

    def _points(self) -> list[AnswerPoint]:
        print("Answer points, one a line: what it says | words that show it | other words. Enter to go on.")
        points: list[AnswerPoint] = []
        while typed := _ask(f"point ({len(points)}):"):
            point = _told(point_of, typed)
            if point is None:
                continue
            points.append(point)
            if unsupported([point], [unit.text for unit, grade in self._picked.values() if grade == 2]):
                print("   No essential unit has these words: a slip, or a unit not picked yet?")
        return points


def _short(unit: Unit) -> str:
    """A unit on one line."""
    text = " ".join(unit.text.split())
    place = f"{unit.review} {unit.label or unit.id}" + (f" ~{unit.occurrence}" if unit.occurrence > 1 else "")
    return shown(f"{place}  {text[:90]}{'...' if len(text) > 90 else ''}")


def _ask(prompt: str) -> str:
    return input(f"{prompt} ").strip()


def _ask_some(prompt: str) -> str:
    typed = _ask(prompt)
    if not typed:
        raise InputError("Something must be typed here.")
    return typed


def _choose(what: str, allowed: Sequence[str], default: str) -> str:
    """One of some words, by an unambiguous beginning; Enter takes the default."""

    def chosen(prompt: str) -> str:
        typed = _ask(prompt).lower() or default
        found = [word for word in allowed if word == typed] or [word for word in allowed if word.startswith(typed)]
        if len(found) != 1:
            raise InputError(f"{typed!r} is none of {', '.join(allowed)}.")
        return found[0]

    return _until(chosen, f"{what} ({', '.join(allowed)}) [{default}]:")


def _until(ask: Callable[[str], T], prompt: str) -> T:
    """Ask until the answer can be used."""
    while True:
        try:
            return ask(prompt)
        except CasebookError as error:
            print(f"   {error}")


def _told(do: Callable[[str], T], typed: str) -> T | None:
    """Do something with what was typed, or say why it cannot be done."""
    try:
        return do(typed)
    except CasebookError as error:
        print(f"   {error}")
        return None
