"""Numbering schemes of reviews: for each, how a printed number is read and how it is written, side by side.

A number is a value (a tuple of integers, outermost first) in a scheme; the same value is printed differently
by different schemes: (4, 12, 1) is "4.12.1" or "4.12(a)".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ingest.patterns import linear

Value = tuple[int, ...]
#: Numbers of annexes ("A1.2") follow those of all chapters.
ANNEX = 1000
#: Numbers of a chapter put in later ("3A.2") follow those of the chapter before it.
INSERTED = 900

ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORD_VALUES = {word: value for value, word in enumerate(ONES, 1)}
_WORD_VALUES |= {word: value for value, word in zip(range(20, 100, 10), TENS, strict=True)}
_WORD_VALUES |= {
    f"{ten}{joint}{one}": value + unit
    for value, ten in zip(range(20, 100, 10), TENS, strict=True)
    for unit, one in enumerate(ONES[:9], 1)
    for joint in ("-", " ")
}
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: Marks that text extraction leaves inside numbers: zero-width and bidirectional controls, soft hyphens.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the head of a text.

    Args:
        printed: as it stands there, without the stop or colon after it ("4.12", "Finding One", "(a)").
        value: outermost first. scheme: key of SCHEMES.
        rest: the text after it. keyword: "finding", "recommendation"... of the "named" scheme, "" of others.
        tail: the stop, bracket or colon after it, "" where there is none.
    """

    printed: str
    value: Value
    scheme: str
    rest: str
    keyword: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to print numbers: `parse` reads one at the head of a text, `format` prints a value."""

    name: str
    parse: Callable[[str], Number | None]
    format: Callable[[Value], str]


def parse_roman(text: str) -> int:
    """'iv' -> 4, 0 where it is no roman number.

    >>> parse_roman("XIV")
    14
    """
    lower = text.lower()
    if not lower or not _ROMAN.fullmatch(lower):
        return 0
    values = [_ROMAN_DIGITS[letter] for letter in lower]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def format_roman(value: int) -> str:
    """4 -> 'iv'."""
    printed = ""
    for step, letters in _ROMAN_STEPS:
        while value >= step:
            printed, value = printed + letters, value - step
    return printed


def parse_ordinal(text: str) -> int:
    """A number in digits, words, roman digits or one capital letter: '3', 'Three', 'III', 'C' -> 3; else 0."""
    lower = text.lower()
    if lower.isascii() and lower.isdigit():
        return int(lower)
    return (
        _WORD_VALUES.get(lower, 0) or parse_roman(lower) or (letter_value(lower) if re.fullmatch("[a-z]", lower) else 0)
    )


def letter_value(letter: str) -> int:
    """'c' and 'C' -> 3."""
    return ord(letter.lower()) - ord("a") + 1


def format_word(value: int) -> str:
    """5 -> 'Five' (up to 99)."""
    if value < 20:
        return ONES[value - 1].capitalize()
    ten, one = divmod(value, 10)
    return TENS[ten - 2].capitalize() + (f"-{ONES[one - 1]}" if one else "")


# A number is followed by space, the end, or (where extraction lost the space) a capital or an opening quote.
_END = r"(?=\s|$|[A-Z“‘\"'(\[])"
#: A letter put in later ("3A", "2.1b"), also before the first such ("2.2ZA") or between two ("2.2AA").
_LATER = r"(?:Z?[A-Z]|[AB][AB])(?=[.:)]|\s+[^\sa-z]|\s*$)|[a-f](?=[.:)]?\s+[A-Z“‘\"'])"
_ENCLOSED_PART = r"\([a-zA-Z]{1,4}\)(?:\([ivx]{1,5}\))?"
_DECIMAL = re.compile(
    r"(?i:para(?:graph)?s?\.?\s+)?(?:(?P<annex>[A-Z]\.?(?=\d{1,3}\.\d))|(?P<roman>[IVX]{1,6})\.(?=\d))?"
    r"(?P<number>\d{1,3}(?P<chapter>[A-Z](?=\.\d))?"
    r"(?:(?:\.\d{1,3}){1,8}(?:\.[a-z](?=[.:)]?(?:\s|$)))?|\.[a-z](?=[.:)]?\s+[A-Z“‘\"'])|(?<=[IVX]\.\d)|(?<=[IVX]\.\d\d)))"
    rf"(?P<sub>{_LATER}|{_ENCLOSED_PART})?(?P<tail>[.:)]?)" + _END
)
_WHOLE = re.compile(
    rf"(?i:para(?:graph)?\.?\s+)?(?P<number>\d{{1,3}},\d{{3}}|\d{{1,5}})(?P<sub>{_LATER}|\([a-z]\))?"
    r"(?P<tail>[.)]|\s?[:–-](?=\s)|(?=\s|$))(?=\s|$|[A-Z“‘\"'])"
)
_BRACKET = re.compile(r"\[(?P<number>\d{1,4})\](?P<tail>)(?=\s|$|[A-Z“‘\"'])")
_LETTER = re.compile(r"(?:\((?P<both>[a-zA-Z])\)|(?P<one>[a-zA-Z])[.)])(?=\s|$)")
_ROMAN_ITEM = re.compile(r"(?:\((?P<both>[ivxlIVXL]{1,6})\)|(?P<one>[ivxlIVXL]{1,6})(?:[.)]))(?=\s|$)")
_CODED = re.compile(r"(?P<letter>[A-Z])\.?(?P<number>\d{1,3})(?P<tail>[.:)]?)(?=\s|$)")
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_ENCLOSED = re.compile(r"\((?P<number>\d{1,3})\)(?=\s|$)")

KEYWORDS = (
    "finding", "key finding", "recommendation", "rec", "action", "lesson", "learning point", "key learning point",
    "learning theme", "key theme", "theme", "question", "key line of enquiry", "practice point", "key practice episode",
    "key episode", "practice episode", "episode", "episode of care", "appendix", "annex", "part", "section", "chapter",
    "table", "figure", "box", "case study", "key issue", "issue", "priority", "objective", "stage", "phase", "step",
)  # fmt: skip
_NAMED = linear(
    r"(?P<keyword>(?i:(?:(?:single|multi|joint)[ -]agency |national |local |partnership |board )?"
    rf"(?:{'|'.join(sorted(KEYWORDS, key=len, reverse=True))})))s?\s*(?i:no\.?|number)?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})*(?:\.?[A-Za-z](?![A-Za-z])|\([a-z]\))?|(?<=\s)[IVXL]{1,6}(?![A-Za-z])|(?<=\s)[A-Z](?![A-Za-z])|(?<=\s)(?i:"
    + "|".join(sorted((word.replace(" ", r"\s") for word in _WORD_VALUES), key=len, reverse=True))
    + r")(?![A-Za-z]))(?P<tail>\s?[.:)]|\s[–—-](?=\s))?(?=\s|$|[A-Z“‘(])"
)
# Of the short names only "R1" is read without a stop after it.
_SHORT_NAMED = re.compile(
    r"(?P<keyword>R|Rec|LP|KF|F|A)(?P<number>\d{1,2}[A-Za-z]?)"
    r"(?P<tail>[.:)]|\s[–—-](?=\s)|(?<=R\d)(?=\s)|(?<=R\d\d)(?=\s)|(?<=R\d[A-Za-z])(?=\s))\s"
)
_SHORT_NAMES = {
    "r": "recommendation",
    "rec": "recommendation",
    "lp": "learning point",
    "kf": "key finding",
    "f": "finding",
    "a": "action",
}


def _number(match: re.Match[str], text: str, scheme: str, value: Value, printed: str, keyword: str = "") -> Number:
    tail = (match.groupdict().get("tail") or "").strip()
    return Number(printed, value, scheme, text[match.end() :].strip(), keyword, tail)


def is_padded(printed: str) -> bool:
    """A number with a zero to fill it: "1.01" before "1.10"; it may as well be a time or a price.

    >>> is_padded("1.01"), is_padded("1.10"), is_padded("09.05")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[1-9]\d?\.0[1-9]", printed))


def _parse_decimal(text: str) -> Number | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    digits, roman = match["number"], match["roman"] or ""
    parts = re.findall(r"\d+", digits)
    if any(len(part) > 1 and part.startswith("0") for part in parts):
        rest = text[match.end() :].lstrip()
        if not is_padded(digits) or rest[:1].islower():
            return None  # "09.30" and "14.05 was the time" are times, "2.005" a share
    annex, chapter = match["annex"] or "", match["chapter"] or ""
    head = (ANNEX + ord(annex[0]) - 64,) if annex else (parse_roman(roman),) if roman else ()
    value = head + tuple(int(part) for part in parts)
    if chapter:  # "3A.2" stands behind all of chapter 3
        value = (*value[:1], INSERTED + letter_value(chapter), *value[1:])
    if last := re.search(r"\.([a-z])$", digits):
        value += (letter_value(last[1]),)
    sub = match["sub"] or ""
    value += _later(sub) if sub.isalpha() else _enclosed(sub)
    if match.end() < len(text) and not text[match.end()].isspace() and match["tail"] == ")":
        return None
    return _number(match, text, "decimal", value, (f"{roman}." if roman else annex) + digits + sub)


def _later(letters: str) -> Value:
    """The place of a number put in later: "ZA", which stands before "A", is (0, 1), "B" (2,), "AA" (1, 1)."""
    return tuple(
        0 if letter == "Z" and at + 1 < len(letters) else letter_value(letter) for at, letter in enumerate(letters)
    )


def _enclosed(sub: str) -> Value:
    value: Value = ()
    for part in re.findall(r"[A-Za-z]+", sub):
        roman = len(part) > 1 or part in "ivx"
        value += (parse_roman(part) or 1 if roman else letter_value(part),)
    return value


def _parse_whole(text: str) -> Number | None:
    match = _WHOLE.match(text)
    if not match or (len(match["number"]) > 1 and match["number"].startswith("0")):
        return None
    rest = text[match.end() :].lstrip()
    sub = match["sub"] or ""
    if rest and (_MONTH.match(rest) or (not match["tail"] and (rest[0].islower() or rest[0] in "-–—/%"))):
        return None  # "27 November 2025", "10 days later"
    value = (int(match["number"].replace(",", "")), *_later(sub.strip("()")))
    printed = match["number"] + sub + (")" if match["tail"] == ")" else "")
    return _number(match, text, "whole", value, printed)


def _parse_coded(text: str) -> Number | None:
    match = _CODED.match(text)
    if not match:
        return None
    printed = text[: match.start("tail")]
    return _number(match, text, "coded", (letter_value(match["letter"]), int(match["number"])), printed)


def _parse_bracket(text: str) -> Number | None:
    match = _BRACKET.match(text)
    return _number(match, text, "bracket", (int(match["number"]),), match[0]) if match else None


def _parse_enclosed(text: str) -> Number | None:
    match = _ENCLOSED.match(text)
    return _number(match, text, "enclosed", (int(match["number"]),), match[0]) if match else None


def _parse_letter(text: str) -> Number | None:
    match = _LETTER.match(text)
    if not match:
        return None
    return _number(match, text, "letter", (letter_value(match["both"] or match["one"]),), match[0].rstrip("."))


def _parse_roman_item(text: str) -> Number | None:
    match = _ROMAN_ITEM.match(text)
    value = parse_roman(match["both"] or match["one"]) if match else 0
    return _number(match, text, "roman", (value,), match[0].rstrip(".")) if match and value else None


def _parse_named(text: str) -> Number | None:
    match = _NAMED.match(text) or _SHORT_NAMED.match(text)
    if not match:
        return None
    name = match["keyword"].lower()
    keyword = _SHORT_NAMES.get(name, name)
    number = match["number"]
    if number[0].isdigit():
        value: Value = tuple(
            int(part) if part.isdigit() else letter_value(part) for part in re.findall(r"\d+|[A-Za-z]", number)
        )
    else:
        value = (parse_ordinal(re.sub(r"\s", " ", number)),)
    if number.isalpha() and number.islower() and len(number) == 1:
        return None  # "action a" is prose
    printed = text[: match.start("tail")] if match["tail"] else match[0]
    return _number(match, text, "named", value, printed.strip(), keyword)


SCHEMES: dict[str, Scheme] = {}


def register(scheme: Scheme) -> None:
    """Add a scheme.

    Raises:
        ValueError: there is one of that name.
    """
    if scheme.name in SCHEMES:
        raise ValueError(f"there is a numbering scheme {scheme.name!r} already")
    SCHEMES[scheme.name] = scheme


# In the order in which they are tried: the more specific first.
register(Scheme("named", _parse_named, lambda value: "Finding " + format_word(value[0])))
register(Scheme("decimal", _parse_decimal, lambda value: ".".join(map(str, value))))
register(Scheme("bracket", _parse_bracket, lambda value: f"[{value[0]}]"))
register(Scheme("enclosed", _parse_enclosed, lambda value: f"({value[0]})"))
register(Scheme("whole", _parse_whole, lambda value: f"{value[0]}."))
register(Scheme("roman", _parse_roman_item, lambda value: f"{format_roman(value[0])}."))
register(Scheme("letter", _parse_letter, lambda value: f"{chr(96 + value[0])})"))
register(Scheme("coded", _parse_coded, lambda value: f"{chr(64 + value[0])}{value[1]}"))


def clean(text: str) -> str:
    """Without the invisible marks that extraction leaves inside numbers and words."""
    return text.translate(INVISIBLE)


def read(text: str, scheme: str = "") -> Number | None:
    """The number at the head of a text in the given scheme, or in the first scheme that reads one.

    >>> read("4.12(a) The letter").value
    (4, 12, 1)
    >>> read("In 2014 the mother") is None
    True
    """
    head = clean(text).lstrip()
    if not head or not (head[0] in "([" or head[0].isalnum()):
        return None
    if not head[:12].isascii():
        head = unicodedata.normalize("NFKC", head[:12]) + head[12:]
    if scheme:
        return SCHEMES[scheme].parse(head)
    return next((number for each in SCHEMES.values() if (number := each.parse(head))), None)
