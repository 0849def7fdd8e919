"""Units of one case that print the same statement twice: a recommendation in the body and again in the list at the end,
a paragraph of the overview report and of the executive summary, with other furniture around it.

Two texts are twins if nearly all three-word runs of the shorter stand in the longer and little else does, and they have
the same numbers, names and negations: "should" and "should not", "10 days" and "15 days", "four" and "six" are never
one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.differing import Facts, contradict, facts

#: Share of the runs of both that both have (Jaccard), whatever their labels.
ALIKE = 0.85
#: The same for units with the same label, where the shorter stands whole in the longer: CONTAINED of its runs.
SAME_LABEL, CONTAINED = 0.6, 0.97
#: Shorter texts are alike by chance.
FEWEST_WORDS = 8
_PAGE = re.compile(r"\bpages?\s+\d+\b|\bp\.\s*\d+\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_NEGATIONS = frozenset({"not", "no", "never", "without", "nor", "neither", "none", "cannot", "nothing"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text is compared by."""

    runs: frozenset[tuple[str, str, str]]
    numbers: frozenset[str]
    negations: frozenset[str]
    facts: Facts


@lru_cache(maxsize=4096)
def fingerprint(text: str, label: str) -> Fingerprint | None:
    """Of a text without its label and page numbers; None for a short one."""
    plain = _PAGE.sub(" ", re.sub(r"n['’]t\b", " not", text.lower()))
    plain = plain.replace("’", "").replace("'", "")
    words = _WORD.findall(plain)
    own = _WORD.findall(label.lower())
    while words and words[0] in own:
        words = words[1:]
    if len(words) < FEWEST_WORDS:
        return None
    return Fingerprint(
        frozenset(zip(words, words[1:], words[2:], strict=False)),
        frozenset(word for word in words if any(map(str.isdigit, word))),
        frozenset(word for word in words if word in _NEGATIONS),
        facts(re.sub(rf"^\W*{re.escape(label)}\b", "", _PAGE.sub(" ", text), flags=re.IGNORECASE)),
    )


def are_twins(one: Fingerprint, other: Fingerprint, *, same_label: bool) -> bool:
    """Whether both print the same statement."""
    if one.numbers != other.numbers or one.negations != other.negations or contradict(one.facts, other.facts):
        return False
    fewer, more = sorted((len(one.runs), len(other.runs)))
    if fewer < (SAME_LABEL if same_label else ALIKE) * more:
        return False  # the shorter cannot be so much of the longer
    shared = len(one.runs & other.runs)
    alike = shared / len(one.runs | other.runs)
    contained = shared / fewer
    return alike >= ALIKE or (same_label and alike >= SAME_LABEL and contained >= CONTAINED)
