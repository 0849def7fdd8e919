"""What the words of a block show by themselves: whether a sentence ends here, whether this reads as a title."""

from __future__ import annotations

import re

_CLOSING = "\"'”’)]*¹²³⁴⁵⁶⁷⁸⁹⁰»"
_TERMINAL = re.compile(rf"[.!?:;…][{re.escape(_CLOSING)}\s]*$")
_SENTENCE_END = re.compile(r"[a-z0-9)”’\"'][.!?]\s+[A-Z“‘\"']")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|No|Dr|Mr|Mrs|Ms|St|para|p|pp|cf|al|v)\.$", re.IGNORECASE)
#: Words of the shortest text that is a sentence for certain.
_SENTENCE = 6
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "its",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "out",
        "over",
        "per",
        "than",
        "that",
        "the",
        "this",
        "to",
        "up",
        "via",
        "when",
        "where",
        "which",
        "who",
        "with",
        "within",
        "without",
        "not",
        "do",
        "does",
        "be",
        "are",
        "was",
        "were",
    ]
)
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
#: Boxes before the options of a form: ticked or not.
TICKS = frozenset("☐☑☒")
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|sept)\.?"
_DATE_ONLY = re.compile(
    rf"(?:dated?:?\s*)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d\d)?\d\d)\.?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<name>(?:lead|leads|owner|owners|responsible|responsibility|responsible (?:agency|officer|person|lead)|"
    r"lead (?:agency|officer|person|professional)s?|accountable|by whom|who|for action by|deadline|deadlines|timescale|"
    r"timescales|time ?frame|target date|due date|completion date|date for completion|by when|when|response|status|"
    r"progress|update|outcome|evidence|measure|success measure|agency|agencies|action owner))\s*(?::|\s[–—-]\s)\s*",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """The text ends with a stop, colon or the like, quotes and note markers aside."""
    return bool(_TERMINAL.search(text[-40:])) and not _ABBREVIATED.search(text[-12:])


def is_sentence(text: str) -> bool:
    """A whole sentence or more, with its stop, set in no capitals: no title, though a title may end with a stop."""
    stopped = bool(re.search(rf"\.[{re.escape(_CLOSING)}]*$", text.rstrip())) and ends_sentence(text)
    return stopped and size(text) >= _SENTENCE and capitals(text) < 0.6 and not all_capitals(text)


def breaks_off(text: str, following: str) -> bool:
    """The sentence at the end of `text` goes on in `following`."""
    if not text or not following:
        return False
    if following[0].islower():
        end = text[-40:]
        return not re.search(r"[.!?][”\"'’)]*$", end) or end.rstrip("”\"'’)").endswith(("e.g.", "i.e.", "etc."))
    return not ends_sentence(text)


def is_date(text: str) -> bool:
    """Nothing but a date."""
    return bool(_DATE_ONLY.fullmatch(text.strip()))


def field_name(text: str) -> str:
    """'Lead – Head of Service' -> 'lead'; "" where the text is no such field."""
    match = _FIELD.match(text)
    return re.sub(r"\s+", " ", match["name"].lower()) if match else ""


def field_value(text: str) -> str:
    """'Lead – Head of Service' -> 'Head of Service'."""
    match = _FIELD.match(text)
    return text[match.end() :].strip() if match else ""


def sentences_inside(text: str) -> bool:
    """A sentence ends and another begins within the text."""
    return any(not _ABBREVIATED.search(text[: match.start() + 2]) for match in _SENTENCE_END.finditer(text))


def is_title(text: str, longest: int = 25) -> bool:
    """Reads as a title: short, one phrase, no stop at the end; a long one must be set in capitals or ask a question."""
    words = re.findall(r"[^\W_][\w'’.-]*", text)
    if (
        not words
        or len(words) > (longest + 15 if longest >= 25 else longest)
        or not any(len(word) > 1 for word in words)
    ):
        return False
    if re.search(r"[.;,]$", text.rstrip(_CLOSING)) or (text[0].islower() or text[0] in "–-•"):
        return False
    if sentences_inside(text) and len(words) > 8 and not text.endswith("?"):
        return False
    if len(words) <= 12 or text.endswith("?"):
        return True
    return capitals(text) >= 0.6


def capitals(text: str) -> float:
    """Share of the words, small ones aside, that begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def all_capitals(text: str) -> bool:
    """Set in capitals throughout ("METHODOLOGY"), an abbreviation alone aside."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 6 and all(letter.isupper() for letter in letters)


def size(text: str) -> int:
    """Number of words."""
    return len(text.split())
