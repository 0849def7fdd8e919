"""Broken lines: words that one printed line sets next to each other and the parse sets far apart or turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Problem
from ingest.opinion.compared import Compared
from ingest.opinion.trace import Found

#: Letters of the parse between two neighbours of a printed line from which they are far apart: about ten words.
FAR = 50
#: A part of a line that is shorter may have been found somewhere else by chance.
_SURE = 6
_SHOWN = 60


def broken_lines(compared: Compared) -> Iterator[Problem]:
    """Each printed line of which two neighbours are far apart in the parse, or in another order."""
    for piece, found in zip(compared.raw.pieces, compared.pieces, strict=True):
        at = _break(found)
        if at is None or piece.kind:
            continue
        unit = compared.unit_at(found[at].place)
        if any(compared.unit_at(each.place).kind == "boilerplate" for each in found if each.place >= 0):
            continue  # a running header drawn on the line of a heading
        said = " ".join(piece.text.split())[:_SHOWN]
        where = f" on page {piece.page}" if piece.page else ""
        yield Problem(
            "line-broken", f"Words of one line{where} stand apart in the parse: “{said}”.", unit.id, piece.page or None
        )


def _break(found: Sequence[Found]) -> int | None:
    """Index of the part of a line after which the parse leaves it; None where it is whole."""
    sure = [at for at, each in enumerate(found) if each.place >= 0 and each.end - each.start >= _SURE]
    for at, after in pairwise(sure):
        one, other = found[at], found[after]
        apart = (other.place - one.place) - (other.start - one.start)
        if apart < 0 or apart > FAR:
            return at
    return None
