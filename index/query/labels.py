"""Paragraph numbers and the like that a query asks for: "para 7.3.32", "recommendation 17", "Finding Three"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numbering import ONES
from ingest.patterns import linear

_NAMED = "recommendation|rec|finding|action|lesson|learning point|theme|question"
_ALWAYS = frozenset({"recommendation", "finding"})
#: A number of a paragraph: "7.3.32", "3A", "2.2ZA", "4.12(a)", "2.1.1.a", "II.3", "1,198".
_NUMBER = (
    r"(?:\d{1,3},\d{3}|(?:[ivx]{1,6}\.(?=\d))?\d{1,4}[a-z]?(?:\.\d{1,3}){0,8}(?:\.?[a-z]{1,2}(?![a-z])|\([a-z]{1,4}\))?)"
    r"(?![\w,]*\d)"
)
_NUMBERED = re.compile(
    rf"\b({_NAMED})\s+(?:no\.?\s*|number\s+)?"
    rf"([a-z]?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}(?:\.?[a-z]|\([a-z]\))?|{'|'.join(ONES)}|[ivx]{{2,5}})(?!\w|\.\d)",
    re.IGNORECASE,
)
_UNIT = r"\s*(?:kg|kilos?|g|grams?|lbs?|oz|cm|mm|hours?|years?|months?|weeks?|days?|miles?|times|million|per)\b"
_DOTTED = re.compile(rf"(?<![\w.£$€])(\d{{1,2}}(?:\.\d{{1,3}}){{1,3}})(?![\w%]|\.\d|{_UNIT})")
_PARAGRAPH = re.compile(rf"\b(?:para(?:graph)?s?\.?)\s+({_NUMBER})", re.IGNORECASE)
#: "Section 47" alone is of an Act of Parliament.
_SECTION = re.compile(r"\b(?:(?:section|part)\s+(?=\d+\.\d)|chapter\s+)(\d{1,2}(?:\.\d{1,3}){0,3})\b", re.IGNORECASE)
#: "4.12 of James", "7.3.2 in the Case R review": a bare number is a label if a name follows so.
_OF = linear(r"\s*(?:of|in|from)\s+((?:[\w'’]+[^\w'’]+){0,3}[\w'’]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A label that a query asks for.

    Args:
        found: as typed. forms: the normal labels that it may mean. section: whether what lies under it is meant too.
        sure: whether it can be nothing but a label, so that one which does not exist is worth a word.
    """

    found: str
    forms: tuple[str, ...]
    section: bool = False
    sure: bool = True


def normal_label(label: str) -> str:
    """One form for labels that print alike: "Recommendation Three:" -> "recommendation 3", "7.3.32." -> "7.3.32"."""
    joined = re.sub(r"(?<=\d),(?=\d{3}\b)", "", label.lower())
    plain = " ".join(re.sub(r"[^\w.\s]+", " ", joined).split()).strip(" .")
    words = [str(ONES.index(word) + 1) if word in ONES else word for word in plain.split()]
    words = ["recommendation" if word in {"rec", "recommendations"} else word for word in words]
    return " ".join(words)


def labels_in(query: str) -> list[Numbered]:
    """The labels that a query asks for, in no order, each once.

    >>> labels_in("What does Rec 3 ask?")[0].forms
    ('recommendation 3', 'r3')
    """
    found: dict[str, Numbered] = {}
    numbered = list(_numbered(query))
    # "Learning point 3.4" is no paragraph 3.4 besides.
    rest = query
    for label in numbered:
        rest = rest.replace(label.found, " ")
    for label in (*numbered, *_plain(rest)):
        found.setdefault(label.forms[0], label)
    return list(found.values())


def _numbered(query: str) -> Iterator[Numbered]:
    for match in _NUMBERED.finditer(query):
        name, number = normal_label(match[1]), normal_label(match[2])
        # Printed without the word ("R3", "3.1"), it stands on a recommendation or a finding all the same.
        bare = number if not number.isdigit() else f"{name[0]}{number}"
        # "the lesson one learns" asks for no label.
        yield Numbered(
            match.group(), (f"{name} {number}", bare), sure=name in _ALWAYS or any(map(str.isdigit, match[2]))
        )


def _plain(query: str) -> Iterator[Numbered]:
    for match in _PARAGRAPH.finditer(query):
        yield Numbered(match.group(), (normal_label(match.group(1)),))
    query = _PARAGRAPH.sub(" ", query)  # "paragraph 4.12(a)" is no 4.12 besides
    for match in _SECTION.finditer(query):
        yield Numbered(match.group(), (match.group(1),), section=True)
    for match in _DOTTED.finditer(query):
        yield Numbered(match.group(), (match.group(1),), sure=False)


def names_label_of(query: str, label: Numbered, names: tuple[str, ...]) -> bool:
    """Whether a bare number is said to be of one of the names: "4.12 of James"."""
    match = _OF.match(query.partition(label.found)[2])
    return match is not None and any(name.lower() in match[1].lower() for name in names)
