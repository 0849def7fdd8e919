"""Where the letters of a text stand in a longer run of letters: the pieces in which they are found, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = re.compile(r"\d{1,3}(?!\d)")
#: Letters by which the next piece is looked up, from the surest to the shortest that says anything.
_SEEDS = (24, 12, 6)
#: How many places of a seed are tried for the longest piece.
_TRIED = 8
#: How far on a shorter word is looked for.
_WAY = 400


@dataclass(frozen=True, slots=True)
class Found:
    """`wanted[start:end]` stands at `place`; -1 where it stands nowhere."""

    start: int
    end: int
    place: int


def trace(wanted: str, run: str, window: tuple[int, int], near: int) -> list[Found]:
    """The pieces of `wanted` in `run[window]`, each as long as it can be, found after the one before if possible.

    Args:
        near: where the first is looked for first.
    """
    low, high = window
    at = _place(wanted, run, low, high, near)
    if at >= 0 or not wanted:
        return [Found(0, len(wanted), at)]
    found: list[Found] = []
    start, near = 0, max(low, near)
    while start < len(wanted):
        mark = _mark(wanted, start, run, near) if start else 0
        at, length = (-1, mark) if mark else _next(wanted, start, run, (low, high), near)
        found.append(Found(start, start + length, at))
        start += length
        near = at + length if at >= 0 else near
    return _joined(found)


def _mark(wanted: str, start: int, run: str, near: int) -> int:
    """Length of a note's mark that the run lacks and goes on after: Word computes it."""
    digits = _DIGITS.match(wanted, start)
    after = digits.end() if digits else start
    go_on = wanted[after : after + _SEEDS[1]]
    if not digits or not go_on or run.startswith(wanted[start : start + _SEEDS[1]], near):
        return 0
    return after - start if run.startswith(go_on, near) else 0


def _next(wanted: str, start: int, run: str, window: tuple[int, int], near: int) -> tuple[int, int]:
    """Where the next piece stands and how long it is; -1 for a letter that stands nowhere."""
    low, high = window
    rest = len(wanted) - start
    for seed in (*_SEEDS, rest) if rest < _SEEDS[-1] else _SEEDS:
        places = _places(wanted[start : start + seed], run, low, high, near)
        if places:
            lengths = [_common(wanted, start, run, at, high) for at in places]
            best = max(range(len(places)), key=lambda each: lengths[each])
            return places[best], lengths[best]
    # A short word that stands next on the way: nothing shorter is looked for elsewhere.
    for length in range(min(_SEEDS[-1], rest) - 1, 0, -1):
        at = run.find(wanted[start : start + length], near, min(high, near + _WAY))
        if at >= 0 and (length >= 2 or at == near):
            return at, length
    return -1, 1


def _places(wanted: str, run: str, low: int, high: int, near: int) -> list[int]:
    """Some of the places at which it stands, those after `near` first."""
    places: list[int] = []
    for begin, end in ((max(low, min(near, high)), high), (low, min(high, max(low, near) + len(wanted)))):
        at = run.find(wanted, begin, end)
        while at >= 0 and len(places) < _TRIED:
            places.append(at)
            at = run.find(wanted, at + 1, end)
    return places


def _place(wanted: str, run: str, low: int, high: int, near: int) -> int:
    at = run.find(wanted, max(low, min(near, high)), high)
    return at if at >= 0 else run.find(wanted, low, high)


def _common(wanted: str, start: int, run: str, place: int, high: int) -> int:
    """How far two runs go on alike."""
    most = min(len(wanted) - start, high - place)
    length, step = 0, 256
    while step:
        while step <= most - length and (
            wanted[start + length : start + length + step] == run[place + length : place + length + step]
        ):
            length += step
        step //= 2
    return length


def _joined(found: list[Found]) -> list[Found]:
    """Letters that are found nowhere, next to each other, as one piece."""
    result: list[Found] = []
    for piece in found:
        if result and piece.place < 0 and result[-1].place < 0:
            result[-1] = Found(result[-1].start, piece.end, -1)
        else:
            result.append(piece)
    return result
