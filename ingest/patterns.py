"""Regular expressions whose cost grows with the text and not with its square.

A repeat without a bound is tried at every place of a run of what it accepts, and each time to the run's end: 60,000
full stops or spaces in a row, which a form leaves behind, then cost minutes. No phrase of a review needs such a run.
`linear` bounds every repeat that has no bound, by what is repeated.
"""

from __future__ import annotations

import re

#: Most white space or punctuation in one place, letters of one word, characters of text that a phrase leaves open, and
#: words of a phrase.
GAP, WORD, TEXT, WORDS = 24, 60, 300, 24
_ATOM = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[]", re.DOTALL)
_GROUP = re.compile(r"\(\?(?:P?<[A-Za-z_]\w*>|P=\w+\)|P>\w+\)|[a-zA-Z]*(?:-[a-zA-Z]+)?[:)]|<?[=!]|>)")
_OPEN_ENDED = re.compile(r"\*|\+|\{(?P<least>\d*),\}")


def linear(pattern: str, flags: int = 0, *, gap: int = GAP, word: int = WORD, text: int = TEXT) -> re.Pattern[str]:
    """Compile a pattern with a bound to every repeat in it; not for re.VERBOSE.

    Args:
        gap, word, text: other bounds than the usual.

    >>> linear(r"said\\s+(?:\\w+ )*that.*").pattern
    'said\\\\s{1,24}(?:\\\\w{1,60} ){0,24}that.{0,300}'
    """
    made: list[str] = []
    at, most = 0, 0
    while at < len(pattern):
        repeat = _OPEN_ENDED.match(pattern, at) if most else None
        if repeat:
            least = repeat["least"] or "0" if repeat["least"] is not None else "01"[repeat[0] == "+"]
            made.append(f"{{{least},{max(most, int(least))}}}")
            at, most = repeat.end(), 0
            continue
        group = _GROUP.match(pattern, at)
        atom = group or _ATOM.match(pattern, at)
        assert atom is not None
        made.append(atom[0])
        at, most = atom.end(), 0 if group else _bound(atom[0], gap, word, text)
    return re.compile("".join(made), flags)


def _bound(atom: str, gap: int, word: int, text: int) -> int:
    """How often an atom may be repeated; 0 for what takes no repeat."""
    if atom in ("(", "|", "^", "?", "*", "+", "{"):
        return 0
    if atom == ")":
        return WORDS
    each = re.compile(atom)
    letters, spaces = bool(each.match("a") or each.match("A")), bool(each.match(" "))
    return text if letters and spaces else word if letters or each.match("1") else gap
