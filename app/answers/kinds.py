"""What kind of answer a question asks for. Each kind is a few patterns; the first that fits wins."""

from __future__ import annotations

import re

from app.answers.model import Kind
from ingest.patterns import linear

#: An acronym: a word with two capitals ("MARAC", "IDVAs", "CiN").
ACRONYM = r"\b[A-Z][A-Za-z]*[A-Z]\w*\b"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        "define",
        rf"(?-i:{ACRONYM}).{{0,40}}\b(?:stands? for|mean|means|short for|acronym|abbreviation|in full)\b"
        rf"|\b(?:meaning of|define|spell out|expand)\s+(?:the\s+)?(?-i:{ACRONYM})"
        rf"|^\s*(?:what(?:'s| is| are)|define)\s+(?:an?\s+|the\s+)?(?-i:{ACRONYM})\s*\??\s*$",
    ),
    (
        "compare",
        r"\bcompar(?:e|es|ed|ing|ison)\b|\bcontrast|\bdiffer(?:s|ed|ent|ently|ence|ences)?\b.{0,60}"
        r"\b(?:reviews?|cases|boards?|between|from)\b|\bversus\b|\bvs\.?\b|\bsame (?:in|across|as)\b|\bin common\b",
    ),
    (
        "quote",
        r"\bquot(?:e|es|ed|ation|ations|able)\b|\bverbatim\b|\bexact (?:words|wording)\b|\bword for word\b"
        r"|\b(?:a|any|one|good|strong|short) (?:sentence|line|paragraph|passage|extract|phrase)s?\b",
    ),
    (
        "recommend",
        r"\brec+om+end|\brecs?\b|\baction plan\b|\bactions?\b|\bshould\b(?!.{0,30}\bhave\b)"
        r"|\bwhat (?:needs|must|has) to\b|\bimprovements?\b|\basked (?:of|to)\b|\btold to\b|\bsuppos(?:ed|e) to\b"
        r"|\bbeing done\b|\bset up\b",
    ),
    (
        "theme",
        r"\b(?:which|what|how many|other|any|all|several|across|these|the) (?:\w+ )?(?:reviews|cases)\b"
        r"|\bacross\b|\bthemes?\b|\bpatterns?\b|\bcommon(?:ly)?\b|\brecurring\b|\bprecedents?\b|\belsewhere\b"
        r"|\bdo reviews\b|\bhave reviews\b|\bdid reviews\b",
    ),
    (
        "explain",
        r"\bwhy\b|\bhow come\b|\bhow (?:did|does|do|was|were|well|far|effective|had|could|has|is|are)\b|\breasons?\b"
        r"|\bexplain|\bcriticis|\bfindings?\b|\bconclu|\bjudge|\bview of\b|\bwent wrong\b|\bgo wrong\b|\bfail"
        r"|\blessons?\b|\blearn(?:ing|ed|t)?\b|\bimpact\b|\bbarriers?\b|\bstrengths?\b|\bweak|\bmissed\b"
        r"|\bgood practice\b",
    ),
)  # fmt: skip
_COMPILED = tuple((kind, linear(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)

#: A proper name, or the letter and digit by which a child is known ("R", "B1"); acronyms are neither.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAME = rf"(?!(?:I|{_MONTHS})\b)(?:[A-Z][a-z]{{2,}}|[A-Z]\d?)"
#: Words of a question or a sentence; a query without any, and without a name, is a subject: "warning letters".
_SENTENCE = re.compile(
    r"\?|\b(?:who|whose|whom|what|when|where|why|how|which|am|is|are|was|were|be|been|do|does|did|has|have|had|can|could"
    r"|may|might|must|shall|should|will|would|tell|find|give|show|list|name|explain|describe|need|want|i|he|she|it|they"
    r"|me|him|them|us|my|his|her|its|our|their|this|that)\b",
    re.IGNORECASE,
)
_SUBJECT_WORDS = 8
_WHEN = re.compile(
    r"\bwhen\b|\bwhat (?:date|day|month|year|time|age)\b|\bhow (?:long|old|soon|late)\b|\bwhich year\b", re.I
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|often|long|old|soon|late|far)\b|\bnumber of\b|\bwhat (?:age|percentage|share)\b", re.I
)
_WHO = re.compile(
    r"\bwho\b|\bwhose\b|\bwhom\b|\bwhich (?:agency|agencies|board|author|professional|organisation)\b", re.I
)
_HAS_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:19|20)\d\d\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:days?|weeks?|months?|years?|hours?|minutes?)\b",
    re.IGNORECASE,
)
_HAS_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|dozen|hundred|several)\b", re.I
)


def kind_of(question: str) -> Kind:
    """The kind of answer that the question asks for: "fact" where nothing says otherwise.

    >>> kind_of("domestic abuse warning letters"), kind_of("Who sent the letters?")
    ('theme', 'fact')
    """
    otherwise: Kind = "theme" if _is_subject(question) else "fact"
    return next((kind for kind, pattern in _COMPILED if pattern.search(question)), otherwise)


def _is_subject(question: str) -> bool:
    """Whether a query only names a subject, as one types it into a search box."""
    few = 1 <= len(question.split()) <= _SUBJECT_WORDS
    named = (question[: name.start()].strip() for name in re.finditer(rf"\b{NAME}\b", question))
    return few and not _SENTENCE.search(question) and not any(named)


def asks_when(question: str) -> bool:
    """Whether a date or a span of time is asked for."""
    return bool(_WHEN.search(question))


def asks_number(question: str) -> bool:
    """Whether an amount is asked for."""
    return bool(_NUMBER.search(question))


def asks_who(question: str) -> bool:
    """Whether a person or body is asked for."""
    return bool(_WHO.search(question))


def has_date(text: str) -> bool:
    """Whether a text holds a date or a span of time."""
    return bool(_HAS_DATE.search(text))


def has_number(text: str) -> bool:
    """Whether a text holds an amount."""
    return bool(_HAS_NUMBER.search(text))
