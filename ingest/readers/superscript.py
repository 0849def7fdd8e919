"""Text set as superscript: note markers become superscript digits, ordinals join their number."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-=()ivxlcdm", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱᵛˣˡᶜᵈᵐ")
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\s*[\[(]?(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)[\])]?\s*")


def note_mark(mark: str) -> str:
    """A note's number as it stands in the text: '12' -> '¹²', 'iv' -> 'ⁱᵛ', '*' -> '*'."""
    return mark.translate(_RAISED)


def raised(text: str) -> str:
    """A superscript run as it stands in the text: '2' and '[2]' -> '²', 'th' -> 'th'."""
    found = _MARK.fullmatch(text)
    return found[1].translate(_DIGITS) + (" " if text[-1:].isspace() else "") if found else text
