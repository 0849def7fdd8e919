"""Which sentences could be the sort of thing that a question asks for, by form: a date, a sum, a person's own words, an
example of good practice. Their chances are raised beside those of the others.

The factors were tried on the known pairs of the real reviews and of the sample; half or twice as much does as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answers.evidence import Sentence
from app.answers.question.question import Question

#: By which the odds of a sentence that holds the sort of fact asked for are multiplied, those of one that does not, and
#: those of a passage with such a sentence.
_HOLDS, _LACKS, _PASSAGE = 4.0, 0.25, 2.0
#: The same for passages in the voice, or of the role, that is asked for.
_ASKED = 5.0

_PERSON = (
    r"(?:mum|mom|mam|mother|father|dad|parents?|famil(?:y|ies)|child|children|kids?|relatives?|grandmother|grandfather"
    r"|grandparents?|nan|sons?|daughters?|brothers?|sisters?|siblings?|aunts?|uncles?|boys?|girls?"
    r"|young (?:people|person|man|woman)|survivors?|victims?|carers?)"
)
_SAYING = r"(?:words?|views?|account|voices?|feelings?|experiences?|perspective)"
_THE = r"(?:the |his |her |their |an? |any )?(?:\w+['’]s? )?"
_OWN_WORDS = re.compile(
    rf"\b{_PERSON}(?:['’]s?)? (?:own )?{_SAYING}\b"
    rf"|\b(?:{_SAYING}|quotes?) (?:of|from|by) (?:the |an? )?(?:\w+ )?{_PERSON}\b"
    rf"|\b(?:did|do|does|have|has) {_THE}{_PERSON} (?:\w+sel(?:f|ves) )?"
    r"(?:say|tell|feel|think|want|wish|describe|ask)\b"
    rf"|\bwhat {_THE}{_PERSON} (?:said|told|felt|thought|wanted)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(r"\b(?:good|effective|exemplary|excellent) practi[cs]e\b|\bdone well\b|\bwent well\b|\bprais", re.I)
_MISSED = re.compile(r"\bmissed (?:opportunit|chance)|\bopportunit\w+ (?:was |were |that was )?missed\b", re.IGNORECASE)


def weighed(question: Question, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The candidates, the chances of those raised that are of the sort asked for."""
    kept = _by_fact(question, list(candidates))
    for asks, fits in _SORTS:
        if asks.search(question.said):
            kept = [_raised(each, _ASKED, _ASKED) if fits(each) else each for each in kept]
    return kept


def _by_fact(question: Question, candidates: list[Sentence]) -> list[Sentence]:
    """By whether they hold each sort of fact asked for; as they are where none does."""
    sorts = question.sorts
    if not sorts:
        return candidates
    holding = [all(sort.holds(each.text) for sort in sorts) for each in candidates]
    units = {each.hit.unit.id for each, holds in zip(candidates, holding, strict=True) if holds}
    if not units:
        return candidates
    return [
        _raised(each, _HOLDS if holds else _LACKS, _PASSAGE if each.hit.unit.id in units else 1.0)
        for each, holds in zip(candidates, holding, strict=True)
    ]


def _in_own_words(each: Sentence) -> bool:
    return each.hit.unit.role == "family_view" or each.hit.unit.voice in ("family", "child")


_SORTS: tuple[tuple[re.Pattern[str], Callable[[Sentence], bool]], ...] = (
    (_OWN_WORDS, _in_own_words),
    (_GOOD, lambda each: each.hit.unit.role == "good_practice"),
    (_MISSED, lambda each: each.hit.unit.role == "missed_opportunity"),
)


def _raised(each: Sentence, says: float, answers: float) -> Sentence:
    return replace(each, says=_odds(each.says, says), answers=_odds(each.answers, answers))


def _odds(chance: float, factor: float) -> float:
    """A chance whose odds are multiplied."""
    return factor * chance / (1 + (factor - 1) * chance)
