"""Paragraph numbers and the like that a query asks for: "para 7.3.32", "recommendation 17", "Finding Three"."""

from __future__ import annotations

import re

_NUMBERS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_NUMBERED = re.compile(
    rf"\b(recommendation|finding|action|lesson|rec)\s+(?:no\.?\s*|number\s+)?({_COUNT})\b", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<![\w.])(\d{1,2}(?:\.\d{1,3}){1,3})(?![\w]|\.\d)")
_PARAGRAPH = re.compile(r"\b(?:para(?:graph)?s?\.?)\s+(\d{1,3}(?:\.\d{1,3}){0,3})\b", re.IGNORECASE)


def normal_label(label: str) -> str:
    """One form for labels that print alike: "Recommendation Three:" -> "recommendation 3", "7.3.32." -> "7.3.32"."""
    plain = " ".join(re.sub(r"[^\w.\s]+", " ", label.lower()).split()).strip(" .")
    words = [str(_NUMBERS.index(word) + 1) if word in _NUMBERS else word for word in plain.split()]
    words = ["recommendation" if word in {"rec", "recommendations"} else word for word in words]
    return " ".join(words)


def labels_in(query: str) -> list[tuple[str, tuple[str, ...]]]:
    """What was typed, and the normal labels that it may mean.

    >>> labels_in("What does Rec 3 ask?")
    [('Rec 3', ('recommendation 3',))]
    """
    found: list[tuple[str, tuple[str, ...]]]
    found = [(match.group(), (normal_label(match.group()),)) for match in _NUMBERED.finditer(query)]
    found += [(match.group(), (match.group(1),)) for match in _PARAGRAPH.finditer(query)]
    taken = {label for _, labels in found for label in labels}
    found += [(match.group(), (match.group(1),)) for match in _DOTTED.finditer(query) if match.group(1) not in taken]
    return found
