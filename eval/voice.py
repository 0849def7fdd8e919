"""Wrong-voice rate: are a parent's or a practitioner's words passed off as the review's own, or the other way round?

A reader takes a bare quotation from a review as its author's word. So a claim is in the wrong voice where

1. the unit it cites first speaks in another's voice (agency, family, child, guidance, research) and nothing tells the
   reader so: neither the claim's own words outside its quotation, nor a reporting word, a nested quotation or a named
   source inside it; or
2. the unit is in the author's voice and the claim's own words give it to somebody else ("the mother said that ...").

    wrong voice = claims in the wrong voice / claims that cite a unit with a voice

The voice of a unit is the one a person gave it (`eval/datasets/roles.jsonl`, the sample's gold), else the parse's: that
of most of the unit, so a sentence of the author's in a paragraph on research counts with its paragraph. What tells the
reader is looked for by words, so the rate sees bare misattribution and not subtle ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.schemas import ClaimForm

#: Words by which a text says that somebody else speaks.
_REPORTING = re.compile(
    r"\b(?:s(?:aid|ays?)|t(?:old|ells?|elling)|explain\w*|describ\w*|felt|feels?|recall\w*|remember\w*|stat(?:ed|es)"
    r"|report(?:ed|s)|believ\w*|thought|thinks?|account|views?|wish\w*|wants?|wanted|hop(?:ed|es?)|asks?|asked"
    r"|according to|acknowledg\w*|accept(?:ed|s)|admitted|identif\w*|noted|found|conclud\w*|recogni[sz]\w*|comment\w*"
    r"|voice|in (?:his|her|their) words|contribution|perspective)\b",
    re.IGNORECASE,
)
#: Words that name a source of guidance or research, and those that name an agency's own document.
_SOURCES = re.compile(
    r"\b(?:guidance|guidelines?|guide|statut\w*|act|section \d+|procedures?|polic(?:y|ies)|protocols?|standards?"
    r"|framework|working together|research\w*|stud(?:y|ies)|inquiry|evidence|literature|et al|thematic|national"
    r"|management reviews?|imrs?|action|agenc(?:y|ies)|practitioners?|professionals?|staff|trust|service|council)\b"
    r"|\((?:19|20)\d\d\)",
    re.IGNORECASE,
)
#: Speakers to whom a claim may give words.
_SPEAKER = re.compile(
    r"\b(?:mother|father|mum|dad|parents?|family|carers?|grand(?:mother|father|parents?)|partner|uncle|aunt|brother"
    r"|sister|siblings?|relatives?|friends?|child|practitioners?|social workers?|staff|health visitors?|teachers?|gp)"
    r"(?: (?:also|later|then))? (?:said|says|told|tells|explained|described|felt|feels|recalled|stated|reported"
    r"|believed|thought|wished|wanted)\b",
    re.IGNORECASE,
)
_NESTED = re.compile(r"[“”\"]|(?<!\w)[‘'](?=\w)")


def wrong_voices(claims: Sequence[ClaimForm], voices: Mapping[str, str]) -> tuple[int, int]:
    """How many claims are in the wrong voice, and how many could be.

    Args:
        voices: unit id -> voice; units without one are passed over.
    """
    known = [(claim, voices.get(claim.citations[0].id, "none")) for claim in claims if claim.citations]
    spoken = [(claim, voice) for claim, voice in known if voice != "none"]
    return sum(in_wrong_voice(claim.text, claim.quote or "", voice) for claim, voice in spoken), len(spoken)


def in_wrong_voice(text: str, quote: str, voice: str) -> bool:
    """Whether a claim gives a unit's words to somebody else than `voice`.

    Args:
        text: the claim as it stands in the answer, its quotation in it. quote: the words quoted, "" where none are.
    """
    wording = text.replace(quote, " ") if quote else text
    if voice == "author":
        return bool(_SPEAKER.search(wording))
    if _REPORTING.search(wording) or _SOURCES.search(wording):
        return False
    return not (_REPORTING.search(quote) or _NESTED.search(quote) or (voice not in _PEOPLE and _SOURCES.search(quote)))


#: Voices of persons: the name of a source does not tell that they speak.
_PEOPLE = frozenset({"family", "child"})
