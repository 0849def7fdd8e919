"""What a sentence about harm or an offence rests on: what somebody says happened, what a review or court found, or what
a court convicted somebody of. Told by words, so that the three are never mixed without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.answers.model import Quote
from ingest.patterns import linear

ALLEGED, FOUND, CHARGED, CONVICTED, CLEARED = "alleged", "found", "charged", "convicted", "not convicted"
UNCHARGED = "not charged"

_ACT = (
    r"assault\w*|abus\w*|rap(?:e|ed|ist)\b|violen\w+|hit(?:ting)?\b|struck|harm\w*|injur\w+|neglect\w*|kill\w*|murder\w*"
    r"|manslaughter|offen[cd]\w*|groom\w*|exploit\w*|threat\w*|stab\w*|shak(?:en|ing)|bruis\w+|theft|cruelty|strangl\w*"
    r"|beat(?:en|ing)?\b|punch\w*|kick\w*|slap\w*|chok\w*|blackmail\w*|drug\w*"
)
_CLEARED = re.compile(
    r"\b(?:acquitted|found not guilty|not guilty|no (?:further )?(?:criminal )?convictions?"
    r"|(?:not|never) (?:been |be |being )?convicted|without (?:any )?convictions?)\b",
    re.IGNORECASE,
)
_UNCHARGED = re.compile(
    r"\b(?:no (?:further )?(?:criminal )?(?:charges?|prosecution)|(?:not|never) (?:been |be |being )?"
    r"(?:charged|prosecuted)|charges? (?:was|were) (?:dropped|withdrawn)|without (?:a |any )?charges?"
    r"|nobody (?:has been|was) charged)\b",
    re.IGNORECASE,
)
_CONVICTED = re.compile(
    r"\b(?:convicted|convictions?|found guilty|ple(?:a)?d(?:ed)? guilty|sentenced|imprison\w+"
    r"|(?:served|serving) (?:a|his|her) (?:prison )?sentence)\b",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:(?:was|were|been|being) (?:arrested|charged|bailed)|arrested (?:for|on)|charged with)\b", re.I
)
_FOUND = linear(
    r"\b(?:finding of fact|fact[- ]finding|(?:the )?(?:court|judge|tribunal|coroner|inquest|jury) (?:has |had )?"
    r"(?:found|concluded|determined|held)|(?:review|panel|author|reviewers?|board) (?:has |have )?"
    r"(?:finds?|found|concludes?|concluded)|(?:it )?was (?:proven|proved|substantiated)|proven)\b",
    re.IGNORECASE,
)
_ALLEGED = linear(
    r"\b(?:alleg\w+|accus(?:e[ds]?|ing|ations?|ers?)\b|suspect(?:ed|s)? (?:of|that|to)|suspicions?"
    r"|claim(?:ed|s) (?:that|to)|purported\w*|disclos(?:ed|es|ure|ures)"
    r"|reported(?:ly)? (?:that|to have|being|having|by))\b"
    # What somebody said is an allegation only if harm is what was said.
    r"|\bsaid (?:that )?(?:he|she|they|her|his|the (?:father|mother|partner)) (?:had|was|were)\b[^.;?!]*?"
    rf"\b(?:{_ACT})",
    re.IGNORECASE,
)
_HARM = re.compile(rf"\b(?:{_ACT})", re.IGNORECASE)


def standings(text: str) -> tuple[str, ...]:
    """What a text's statements about harm or an offence rest on, in the order told; empty where it makes none.

    >>> standings("He was convicted of assault, which she had disclosed in May.")
    ('alleged', 'convicted')
    """
    cleared = bool(_CLEARED.search(text))
    rest = _CLEARED.sub(" ", text)
    uncharged = bool(_UNCHARGED.search(rest))
    rest = _UNCHARGED.sub(" ", rest)
    convicted = bool(_CONVICTED.search(rest))
    if not (cleared or uncharged or convicted or _HARM.search(text)):
        return ()
    told = (
        (ALLEGED, bool(_ALLEGED.search(rest))),
        (CHARGED, bool(_CHARGED.search(rest))),
        (FOUND, bool(_FOUND.search(rest))),
        (CONVICTED, convicted),
        # Where one is convicted and another is not, the words alone say who.
        (CLEARED, cleared and not convicted),
        (UNCHARGED, uncharged and not convicted),
    )
    return tuple(name for name, stands in told if stands)


def label(quote: Quote) -> str:
    """The mark beside a quotation: "alleged", "alleged; convicted", "" where it says nothing of the sort.

    A recommendation speaks of what is to be done, also where it speaks of people with convictions.
    """
    unit = quote.hit.unit
    if unit.kind == "recommendation" or unit.role == "recommendation":
        return ""
    return "; ".join(standings(" ".join(quote.words.split())))


def labels(quotes: Iterable[Quote]) -> list[str]:
    """A mark for each quotation of a group; a finding goes unmarked where nothing but findings stands beside it."""
    made = [label(quote) for quote in quotes]
    return made if any(each not in ("", FOUND) for each in made) else [""] * len(made)
