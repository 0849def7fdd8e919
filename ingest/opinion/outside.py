"""Text in no unit: what stands in the file and in none of the units of its page, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ingest.model import Problem
from ingest.opinion.compared import Compared
from ingest.opinion.raw import PUT_ON

#: Letters of a piece that may be missing: a note's mark, a number that was computed anew.
_ALLOWED = 3
#: What a person is not meant to read is counted and not quoted.
_UNQUOTED = frozenset(("hidden", "white"))
#: What the reader tells by itself: menus around a page's content, tracked changes.
_TOLD = frozenset(("frame", "moved"))
_SHOWN = 60


def text_in_no_unit(compared: Compared, told: frozenset[int] = frozenset()) -> Iterator[Problem]:
    """For each page and kind how much text is in no unit.

    Args:
        told: pages of which the reader has said already that text does not show there.
    """
    lost: dict[tuple[int, str], list[str]] = defaultdict(list)
    for piece, found in zip(compared.raw.pieces, compared.pieces, strict=True):
        if piece.kind in _TOLD:
            continue
        missing = sum(each.end - each.start for each in found if each.place < 0)
        if missing > _ALLOWED and not (piece.page in told and piece.kind not in PUT_ON):
            lost[piece.page, piece.kind].append(piece.text)
    for (page, kind), texts in sorted(lost.items()):
        yield Problem("text-in-no-unit", _message(page, kind, texts), page=page or None)


def _message(page: int, kind: str, texts: list[str]) -> str:
    words = sum(len(text.split()) for text in texts)
    where = f" on page {page}" if page else ""
    count = f"{words} word{'' if words == 1 else 's'}{where} {'is' if words == 1 else 'are'} in no unit"
    if kind in _UNQUOTED:
        return f"{count} (hidden)."
    said = " ".join(texts[0].split())
    said = said if len(said) <= _SHOWN else said[:_SHOWN].rsplit(" ", 1)[0] + "…"
    return f"{count}{f' ({kind})' if kind else ''}: “{said}”."
