"""Footnotes: each belongs to the unit that carries its marker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.markup import SUPERSCRIPT_DIGITS, from_superscript, superscript

_RAISED_LETTERS = "ⁱᵛˣˡᶜᵈᵐ"  # of roman numbers, as endnotes have them
_LETTERS = str.maketrans(_RAISED_LETTERS, "ivxlcdm")
_MARKERS = re.compile(f"[{SUPERSCRIPT_DIGITS}]+|[{_RAISED_LETTERS}]+")


def printed(marker: str) -> str:
    """A marker as it is printed at the head of its note: '7' -> '⁷', '*' -> '*'."""
    return superscript(marker) if marker.isdigit() else marker


def without_marker(text: str, marker: str) -> str:
    """The text of a note without the marker at its head."""
    match = re.match(rf"\s*\[?(?:{re.escape(marker)}|{re.escape(printed(marker))})\]?[.)]?(?=\s|[^\w\s])\s*", text)
    return text[match.end() :] if match and match.end() < len(text) else text


def carriers(texts: Sequence[str], notes: Sequence[tuple[int, str]]) -> dict[int, int]:
    """For each footnote the unit whose text carries its marker.

    Args:
        texts: of all units in reading order, "" for those that cannot carry one.
        notes: place among the units, and marker, of each footnote.

    Returns:
        Place of the footnote -> place of the unit. The marker last printed before the note, after the last
        note of the same number, is its own; a note set before its marker (at a chapter's end) takes the next.
    """
    marks: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for found in _MARKERS.findall(text):
            places = marks.setdefault(from_superscript(found).translate(_LETTERS), [])
            if not places or places[-1] != at:
                places.append(at)
    found_in: dict[int, int] = {}
    last: dict[str, int] = {}
    for at, marker in notes:
        places = [place for place in marks.get(marker, []) if place > last.get(marker, -1)]
        before = [place for place in places if place < at]
        if before or places:
            found_in[at] = before[0] if before else places[0]
        last[marker] = at
    return found_in
