"""Whether a question is about several reviews: it says so, names more than one, or asks about people and practice at
large ("How were dads missed by professionals?") rather than about one child's story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answers.kinds import NAME, asks_number, asks_when, asks_who, kind_of
from index.model import QueryPart
from ingest.patterns import linear

_SEVERAL = re.compile(
    r"\b(?<!of serious case )(?:reviews|cases|reports|authors|boards|review teams)\b(?! (?:it|he|she)\b)"
    r"|\bmore than one\b|\bin common\b|\b(?:each|every|both|either) (?:review|case|report|of)\b|\bacross\b"
    r"|\bany review\b|\bthey (?:say|find|found|recommend(?:ed)?) (?:about|on)\b",
    re.IGNORECASE,
)
#: A question that names one review asks about others besides.
_OTHERS = re.compile(
    r"\b(?:others?|another|elsewhere|else|similar|like|same|both|across|all|any|each|every|more than one|in common)\b",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\b(?:compar(?:e|ing)|contrast)\b", re.IGNORECASE)
_TWO_NAMES = re.compile(
    rf"\b{NAME}(?: [A-Z]\d?)?(?:['’]s)?(?:,| and| or| versus| with| against)"
    rf"(?: (?:in|the|from|for|of|child|case|Case|Child|review)){{0,3}} {NAME}\b"
)
#: People and bodies as a sort, in the plural and without an article.
_PEOPLE = (
    r"dads|mums|moms|fathers|mothers|step-?fathers|parents|carers|caregivers|partners|boyfriends|men|women|relatives"
    r"|grandparents|siblings|families|children|kids|babies|infants|newborns|toddlers|teenagers|adolescents|young people"
    r"|victims|perpetrators|neighbours|professionals|practitioners|workers|staff|colleagues|managers|supervisors"
    r"|officers|(?:health )?visitors|midwives|nurses|doctors|gps|paediatricians|clinicians|teachers|head ?teachers"
    r"|schools|nurseries|colleges|hospitals|surgeries|agencies|services|organisations|teams"
)
_BARE_PEOPLE = re.compile(rf"\b(?:{_PEOPLE})\b(?!['’])", re.IGNORECASE)
#: Practice as a sort, and what is asked of all there is.
_AT_LARGE = re.compile(
    r"\bparental\b|\b(?:anything|something|any (?:learning|lessons?|examples?|mentions?|advice)|learning) (?:\w+ )?"
    r"(?:on|about|of|around|there)\b|\b(?:good|poor|weak) practi[cs]es?\b"
    r"|\bwhat (?:is|was|has been|have been|were|gets) recommended\b",
    re.IGNORECASE,
)
#: One person, one child's home, a day: the question is about one story. A study is asked about by its figures.
_ONE = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|their|them|himself|herself)\b"
    r"|\b(?:a|an|the|these|those|another|one|two|three|four|five|mum's|dad's|who|(?:this|that)(?!\W*$))\b"
    r"(?! (?:reviews?|lack|role|voice|use|way|ways|need|needs|same|police|law|quality|importance|impact|risks?|signs"
    r"|child|child's|child’s|children|home|system|past|time|main|work|views?)\b)"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\b|\d|[\"“”]|\b(?:study|studies|research|survey|percentage|per ?cent)\b",
    re.IGNORECASE,
)
#: "A&E" and the like, whose letters are neither an article nor a pseudonym.
_AND = re.compile(r"\b\w&\w\b")
#: A name in the middle of a question, other than an acronym.
_PROPER = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][a-z]+\b")
#: A pseudonym of one letter: "R's", "mother of V".
_LETTER = re.compile(r"\b[B-HJ-Z]\d?\b")
#: "The child" of a story and the child at large ("lose sight of the child") are told by the tense alone.
_TOLD = linear(r"\b(?:did|was|were|had)\b.*\bthe child\b", re.IGNORECASE)
_KINDS = ("fact", "explain", "recommend", "theme", "compare")


def is_wide(question: str, parts: Sequence[QueryPart] | None = None) -> bool:
    """Whether an answer should hear every review.

    Args:
        parts: what was read into the question. Where reviews are named, their number decides; None where nothing is
            known of the collection.

    >>> is_wide("Why do professionals lose sight of fathers?"), is_wide("Why did professionals not visit the mother?")
    (True, False)
    """
    named = [part for part in parts or () if part.kind == "filter"]
    if len(named) > 1 or (parts is None and _TWO_NAMES.search(question)) or _COMPARE.search(question):
        return True
    if kind_of(question) == "theme" or _SEVERAL.search(question):
        return not _of_one(named) or bool(_OTHERS.search(question))
    placed = any(part.kind in ("filter", "absent", "label") for part in parts or ())
    return not placed and _is_at_large(question)


def _of_one(named: Sequence[QueryPart]) -> bool:
    """Whether a question names one review, and no place from which there are several."""
    return len(named) == 1 and len(named[0].meant) == 1


def _is_at_large(question: str) -> bool:
    """Whether a question that names no review is about people or practice as a sort, and about nobody in particular."""
    question = _AND.sub(" ", question)
    if any(asks(question) for asks in (asks_when, asks_number, asks_who)) or _TOLD.search(question):
        return False
    if kind_of(question) not in _KINDS or _ONE.search(question):
        return False
    if kind_of(question) == "compare":
        return True
    if _PROPER.search(question) or _LETTER.search(question):
        return False
    return any(pattern.search(question) for pattern in (_BARE_PEOPLE, _AT_LARGE))
