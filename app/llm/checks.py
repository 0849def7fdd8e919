"""What a claim must pass before it is shown: it names passages, its quotation stands there, and so do its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answers.rules import asking
from app.answers.words import stem, words
from app.gate import verify
from app.llm.entailment import ENOUGH, Entailment
from app.llm.prompt import Proposed
from app.marks import quotations
from index.model import Hit

#: Share of a claim's content words that its passages must have.
SUPPORT = 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_NEGATIVE = frozenset({"not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot"})


def failure(claim: Proposed, hits: Sequence[Hit], entailment: Entailment | None = None) -> str:
    """Why a claim cannot be shown, "" where it can.

    Args:
        entailment: a model that has its say too, None for none.
    """
    if not claim.units or any(not 1 <= number <= len(hits) for number in claim.units):
        return "it names no passage that was given"
    units = [hits[number - 1].unit for number in claim.units]
    if not claim.quote or not verify(claim.quote, units[0]).verified:
        return "its quotation does not stand in the first passage it names"
    text = " ".join(unit.text for unit in units)
    missing = [fact for fact in facts(claim.text) if fact not in _facts_of(text)]
    if missing:
        return f"{missing[0]!r} does not stand in the passages it names"
    if any(not any(verify(found.words, unit).verified for unit in units) for found in quotations(claim.text)):
        return "it puts words in quotation marks that do not stand there"
    if negated(claim.text) and not negated(claim.quote):
        return "it denies what its quotation does not"
    if support(claim.text, text) < SUPPORT:
        return "its words have too little in common with the passages it names"
    if entailment and max(entailment.chance(unit.text, claim.text) for unit in units) < ENOUGH:
        return "the passages it names do not say so"
    return ""


def facts(text: str) -> list[str]:
    """Numbers and names of a claim; the first word of a sentence is not taken for a name."""
    return [*_NUMBER.findall(text), *_NAME.findall(text)]


def _facts_of(text: str) -> set[str]:
    return {*_NUMBER.findall(text), *re.findall(r"[\w’'-]+", text)}


def negated(text: str) -> bool:
    """Whether a text holds a word of denial."""
    return any(word in _NEGATIVE or word.endswith("n't") for word in words(text))


def support(claim: str, text: str) -> float:
    """Share of the claim's content words, by stem, that stand in the text; 1 for a claim without any."""
    wanted = {stem(word) for word in words(claim) if word not in asking() and stem(word)}
    there = {stem(word) for word in words(text)}
    return len(wanted & there) / len(wanted) if wanted else 1.0
