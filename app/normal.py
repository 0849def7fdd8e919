"""The normal form in which a quotation and its source are compared, and the search for one in the other.

Applied to both sides, this is all that may differ between a quotation and what stands in print:

- white space: any run of it is one space;
- soft hyphens vanish, with the line break after them; a hyphen at the end of a line may be there or not
  ("safe-\\nguarding" is "safeguarding", "multi-\\nagency" is "multi-agency");
- ligatures are their letters (U+FB00 to U+FB06);
- every quotation mark, curly or straight, single or double, is the same mark.

Case, digits and all other punctuation count.
"""

from __future__ import annotations

import re
from functools import lru_cache

MARKS = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\uff02\uff07"
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
#: Stands for a hyphen at the end of a line, which may or may not belong to the word.
_LINE_HYPHEN = "\x00"
_LINE_END = re.compile(r"[^\S\n]*\n\s*(?=\w)")
_BREAK = re.compile(r"\s*(?=\w)")
_KEPT_HYPHEN = "\x01"  # a hyphen and the space after it, in a pattern


@lru_cache(maxsize=4096)
def normal(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form, and for each of its characters the place it came from (one more for the end).

    >>> normal("the  \u201cfile\u201d")[0]
    "the 'file'"
    """
    out: list[str] = []
    places: list[int] = []
    position = 0
    while position < len(text):
        put, step = _step(text, position, out[-1] if out else "")
        out.extend(put)
        places.extend([position] * len(put))
        position += step
    return "".join(out), (*places, len(text))


def _step(text: str, position: int, before: str) -> tuple[str, int]:
    """What the character at `position` becomes, and how many characters that takes up."""
    char = text[position]
    if char.isalnum() and char not in _LIGATURES:
        return char, 1
    if char.isspace():
        return ("" if before == " " else " "), 1
    if char == _SOFT_HYPHEN:
        line_break = _BREAK.match(text, position + 1)
        return "", line_break.end() - position if line_break else 1
    if char in _HYPHENS and before.isalnum() and (line_end := _LINE_END.match(text, position + 1)):
        return _LINE_HYPHEN, line_end.end() - position
    if char in MARKS:
        return "'", 1
    return _LIGATURES.get(char, char), 1


def span(found: tuple[int, int], places: tuple[int, ...]) -> tuple[int, int]:
    """A span of the normal form as a span of the text itself."""
    return places[found[0]], places[found[1] - 1] + 1


def search(wanted: str, source: str, start: int, *, edges: tuple[bool, bool] = (True, True)) -> tuple[int, int] | None:
    """First place of `wanted` in `source` from `start` on, both in normal form.

    Args:
        edges: whether it must begin, and end, at a word's edge: "17 children" does not stand in "117 children".
    """
    if not wanted:
        return None
    if _LINE_HYPHEN in source or _LINE_HYPHEN in wanted:
        found = (match.span() for match in _pattern(wanted).finditer(source, start))
    else:
        found = ((at, at + len(wanted)) for at in _places_of(wanted, source, start))
    for first, last in found:
        if not (edges[0] and cuts(source, first)) and not (edges[1] and cuts(source, last)):
            return first, last
    return None


def cuts(source: str, at: int) -> bool:
    """Whether the edge before `source[at]` falls inside a word or a number."""
    before, after = source[max(0, at - 1) : at], source[at : at + 1]
    if not before or not after:
        return False
    if (before.isalpha() and after.isalpha()) or (before.isdecimal() and after.isdecimal()):
        return True
    if before in ".,":  # inside "1,500"
        return after.isdecimal() and source[max(0, at - 2) : at - 1].isdecimal()
    return after in ".," and before.isdecimal() and source[at + 1 : at + 2].isdecimal()


def _places_of(wanted: str, source: str, start: int) -> list[int]:
    places = []
    at = source.find(wanted, start)
    while at >= 0:
        places.append(at)
        at = source.find(wanted, at + 1)
    return places


@lru_cache(maxsize=4096)
def _pattern(wanted: str) -> re.Pattern[str]:
    """`wanted` as a pattern in which a hyphen at a line's end may be there or not, on either side."""
    wanted = wanted.replace("- ", _KEPT_HYPHEN)
    forms = {
        "-": f"[-{_LINE_HYPHEN}]",
        _LINE_HYPHEN: f"[-{_LINE_HYPHEN}]?",
        _KEPT_HYPHEN: f"(?:- |{_LINE_HYPHEN})",
    }
    parts: list[str] = []
    before = ""
    for char in wanted:
        joint = f"{_LINE_HYPHEN}?" if before.isalnum() and char.isalnum() else ""
        parts.append(joint + forms.get(char, re.escape(char)))
        before = char
    return re.compile("".join(parts))
