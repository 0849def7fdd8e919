"""Numbers not read: lines that open with the next number of a series which no unit has as its label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model import Kind, Problem, Unit
from ingest.opinion.compared import Compared

_OPENER = re.compile(
    r"(?P<name>(?:[A-Z][a-z]+\s){0,2})(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<end>[.):]?)(?:\s+|$)(?P<rest>.*)", re.S
)
_DIGITS = re.compile(r"\d{1,4}(?:\.\d{1,3})*")
_STARTS = re.compile(r"^[^\w\n]{0,8}(?:[A-Z][a-z]{1,20}\s){0,2}(\d{1,3}(?:\.\d{1,3}){0,4})(?!\d)", re.M)
#: Units in which a number at the head of a line is none of a paragraph.
_APART: frozenset[Kind] = frozenset({"toc", "boilerplate", "table_row", "slide", "footnote", "front_matter"})
#: Numbers that follow each other, none of them read, from which they are a series.
RUN = 3
#: Share of them after which a sentence begins; numbers in the margin of each line stand before any word.
_CAPITAL = 0.8
Value = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    value: Value
    shown: str
    marked: bool
    capital: bool
    unit: Unit
    page: int


def unread_numbers(compared: Compared) -> Iterator[Problem]:
    """Each line that opens with a number which fits the labels and is none, and each series of which none was read."""
    labels = {value for unit in compared.units if (value := _value(unit.label))}
    known = labels | {value for unit in compared.units for value in _starts(unit)}
    missed = [opening for opening in _openings(compared) if opening.value not in known]
    alone = [opening for opening in missed if opening.capital and _fits(opening, labels)]
    for opening in alone:
        yield _problem(opening, f"A line opens with {opening.shown}, which was not read as a number")
    rest = [opening for opening in missed if opening not in alone and (opening.marked or len(opening.value) > 1)]
    for series in _runs(rest):
        if sum(opening.capital for opening in series) >= _CAPITAL * len(series):
            yield _problem(series[0], f"{len(series)} lines open with numbers from {series[0].shown} on, none was read")


def _openings(compared: Compared) -> Iterator[_Opening]:
    pieces = compared.raw.pieces
    for at, (piece, found) in enumerate(zip(pieces, compared.pieces, strict=True)):
        match = _OPENER.match(piece.text) if piece.opens and not piece.kind else None
        placed = next((each for each in found if each.place >= 0), None)
        if match is None or placed is None:
            continue
        unit = compared.unit_at(placed.place)
        if unit.kind in _APART or unit.cells:
            continue
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        apart = not match["rest"] and after is not None and not after.opens
        rest = after.text if apart and after is not None else match["rest"]
        marked = bool(match["end"] or apart or match["name"])
        capital = bool(re.match(r"[“‘\"'(\[]?[A-Z]", rest))
        value = tuple(map(int, match["number"].split(".")))
        yield _Opening(value, (match["name"] + match["number"]).strip(), marked, capital, unit, piece.page)


def _fits(opening: _Opening, labels: set[Value]) -> bool:
    """Whether its neighbours in the series are labels: one of a number with parts, both of a plain one."""
    *above, last = opening.value
    before, after = (*above, last - 1) in labels, (*above, last + 1) in labels
    if above:
        return before or after
    return before and after and opening.marked


def _runs(openings: list[_Opening]) -> Iterator[list[_Opening]]:
    series: list[_Opening] = []
    for opening in openings:
        follows = series and opening.value == (*series[-1].value[:-1], series[-1].value[-1] + 1)
        if not follows:
            if len(series) >= RUN:
                yield series
            series = []
        series.append(opening)
    if len(series) >= RUN:
        yield series


def _value(label: str) -> Value:
    found = _DIGITS.findall(label)
    return tuple(map(int, found[-1].split("."))) if found else ()


def _starts(unit: Unit) -> Iterator[Value]:
    """Numbers at the head of a unit's lines and cells: read as a list's, a row's or a note's."""
    for text in (unit.text, *unit.cells, unit.marker):
        for number in _STARTS.findall(text):
            yield tuple(map(int, number.split(".")))


def _problem(opening: _Opening, message: str) -> Problem:
    where = f" (page {opening.page})" if opening.page else ""
    return Problem("number-not-read", f"{message}{where}.", opening.unit.id, opening.page or None)
