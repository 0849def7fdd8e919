"""Words that a hyphen or a blank holds together, and sections of Acts: one term, however it is written.

"non-mobile", "non mobile" and "nonmobile"; "s.47", "S 47" and "section 47"; "A&E" and "A & E".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_LOOSE = "non|pre|co|multi|semi|anti"
_TIED = f"{_LOOSE}|post|re|inter|self|un|over|under|ex|half|step|mis|dis|sub|intra|peri"
#: A hyphen, one that may not break, a dash.
_HYPHEN = r"[-‐‑–]"
#: Before a blank only what is no word of its own; "re" and "post" are.
COMPOUND = rf"(?<![\w'’-])(?:(?:{_TIED}){_HYPHEN}|(?:{_LOOSE})[ ])[^\W\d_]{{3,}}(?![\w&])"
#: Not a label ("1.3.47"), a time, a date or a possessive ("the child's 47").
STATUTE = r"(?<![\w.'’&/-])(?:sections?|sec|s)\.?\s?(\d{1,3}[a-z]?)(?![\w%£]|[.:/-]\d)"
INITIALS = r"(?<![\w&])[^\W\d_](?:\s?[&+]\s?[^\W\d_])+(?![\w&])"
_COMPOUND, _STATUTE = re.compile(COMPOUND, re.IGNORECASE), re.compile(STATUTE, re.IGNORECASE)
_INITIALS = re.compile(INITIALS)


@dataclass(frozen=True, slots=True)
class Term:
    """A term as typed, and the other ways in which it is written."""

    found: str
    forms: tuple[str, ...]


def joined(compound: str) -> str:
    """A compound as one word.

    >>> joined("Non-Mobile"), joined("co sleeping")
    ('nonmobile', 'cosleeping')
    """
    return re.sub(rf"{_HYPHEN}|\s", "", compound.lower())


def statutes_in(text: str) -> Iterator[Term]:
    """Sections of Acts: of "s.47" the forms "section 47" and "s47"."""
    for match in _STATUTE.finditer(text):
        number = match[1].lower()
        yield Term(match[0], (f"section {number}", f"s{number}"))


def initials_in(text: str) -> Iterator[Term]:
    """Short forms with "&": of "A & E" the form "A&E"."""
    for match in _INITIALS.finditer(text):
        yield Term(match[0], (re.sub(r"\s?[&+]\s?", "&", match[0]).upper(),))


def compounds_in(text: str, there: Collection[str]) -> Iterator[Term]:
    """Compounds with the other way of writing them that the library has.

    Args:
        there: words that stand in the library, in lower case.
    """
    for match in _COMPOUND.finditer(text):
        if joined(match[0]) in there:
            yield Term(match[0], (joined(match[0]),))
    for match in re.finditer(rf"\b({_LOOSE})([^\W\d_]{{4,}})\b", text, re.IGNORECASE):
        prefix, rest = match[1].lower(), match[2].lower()
        if match[0].lower() not in there and prefix in there and rest in there:
            yield Term(match[0], (f"{prefix}-{rest}",))
