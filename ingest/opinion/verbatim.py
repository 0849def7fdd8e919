"""Words not found: units whose words do not stand, in order, on the pages that they cite or in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Problem, Unit
from ingest.opinion.compared import Compared
from ingest.opinion.raw import PUT_ON, Piece, Raw
from ingest.opinion.trace import Found
from ingest.opinion.wordless import first_page

_NOTE_MARK = re.compile(r"[a-z]?\d{0,3}|[ivx]{1,4}|[a-z]")
#: Points by which the next line may stand higher than the last and still be on a line with it.
_LEVEL = 6.0
#: Letters that two pieces may begin with alike.
_CHANCE = 16
_SHOWN = 60


def words_not_found(compared: Compared, skipped: frozenset[int] = frozenset()) -> Iterator[Problem]:
    """Each unit that has words which the file does not have there, or has in another order.

    Args:
        skipped: pages whose words were recognised from a picture: they have a confidence instead.
    """
    for unit, found in zip(compared.units, compared.places, strict=True):
        if unit.kind == "boilerplate" or unit.ocr is not None or skipped & set(unit.pages.pdf if unit.pages else ()):
            continue
        why = _fault(compared.raw, unit, found)
        if why:
            message = f"{why}; check a quotation from it against the original: “{_opening(unit)}”."
            yield Problem("words-not-found", message, unit.id, first_page(unit))


def _fault(raw: Raw, unit: Unit, found: Sequence[Found]) -> str:
    where = "on its pages" if raw.paged and unit.pages else "in the file"
    if any(each.place < 0 and each.end - each.start > _allowed(raw, each) for each in found):
        return f"Not all of its words are found {where}"
    steps = [(a, b) for a, b in pairwise(found) if a.place >= 0 and b.place >= 0 and b.start]
    if any(_torn(raw, a, b) for a, b in steps):
        return f"Words between its words are left out or stand elsewhere {where}"
    if not unit.cells and any(_back(raw, a, b) for a, b in steps):
        return f"Its words stand in another order {where}"
    return ""


def _allowed(raw: Raw, found: Found) -> int:
    """Letters that may be missing: a note's mark; without pages also a number at the head that the format computes."""
    return 12 if not found.start and not raw.paged else 3


def _torn(raw: Raw, before: Found, after: Found) -> bool:
    """Whether it leaves a printed piece in the middle, or comes into one there."""
    end, start = _seam(raw, before.place + before.end - before.start, after.place)
    last, first = raw.piece_at(end - 1), raw.piece_at(start)
    if PUT_ON & {raw.pieces[last].kind, raw.pieces[first].kind}:
        return False  # a form field is filled in on a line
    if last == first and end <= start:
        return not _NOTE_MARK.fullmatch(raw.joined[end:start])
    rest = raw.joined[end : raw.starts[last] + len(raw.letters[last])]
    lead = raw.joined[raw.starts[first] : start]
    return not (_NOTE_MARK.fullmatch(rest) and _NOTE_MARK.fullmatch(lead))


def _seam(raw: Raw, end: int, start: int) -> tuple[int, int]:
    """Where it really goes over: the piece after the last may begin with the same letters by chance."""
    over = end - raw.starts[raw.piece_at(end - 1)]
    if over <= _CHANCE and raw.joined[end - over : end] == raw.joined[start - over : start]:
        return end - over, start - over
    return end, start


def _back(raw: Raw, before: Found, after: Found) -> bool:
    """Whether it goes back: up the page without going to the right, or to an earlier page or line."""
    end, start = _seam(raw, before.place + before.end - before.start, after.place)
    last, first = raw.piece_at(end - 1), raw.piece_at(start)
    if not raw.paged:
        return first < last and raw.pieces[last].kind not in PUT_ON
    return _above(raw.pieces[last], raw.pieces[first])


def _above(last: Piece, first: Piece) -> bool:
    if first.page != last.page:
        return first.page < last.page
    return first.y > last.y + _LEVEL and first.x <= last.x + _LEVEL


def _opening(unit: Unit) -> str:
    text = " ".join(unit.text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"
