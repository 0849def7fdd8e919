"""Numbers as Word prints them: one small function for each `w:numFmt` (ECMA-376 Part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from ingest.readers.numerals import repeated_letters, roman

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CHICAGO = "*†‡§"


def ordinal(value: int) -> str:
    """21 -> '21st', 12 -> '12th'."""
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def cardinal_text(value: int) -> str:
    """21 -> 'Twenty-one'."""
    words = _words(value)
    return words[:1].upper() + words[1:]


def ordinal_text(value: int) -> str:
    """21 -> 'Twenty-first'."""
    head, joint, last = cardinal_text(value).rpartition("-" if value % 100 > 20 and value % 10 else " ")
    low = last.lower()
    low = _IRREGULAR.get(low) or (low[:-1] + "ieth" if low.endswith("y") else low + "th")
    return head + joint + (low if head else low[:1].upper() + low[1:])


def _words(value: int) -> str:
    if not 0 <= value < 1_000_000:
        return str(value)
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_ONES[value // 100]} hundred" + (f" {_words(value % 100)}" if value % 100 else "")
    return f"{_words(value // 1000)} thousand" + (f" {_words(value % 1000)}" if value % 1000 else "")


def _chicago(value: int) -> str:
    return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1) if 0 < value <= 400 else ""


def _block(first: int, count: int) -> Callable[[int], str]:
    """Numbers that have a character of their own, such as ① to ⑳."""
    return lambda value: chr(first + value - 1) if 0 < value <= count else str(value)


def _zeros(width: int) -> Callable[[int], str]:
    return lambda value: f"{value:0{width}d}"


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": _zeros(2),
    "001, 002, 003, ...": _zeros(3),
    "0001, 0002, 0003, ...": _zeros(4),
    "00001, 00002, 00003, ...": _zeros(5),
    "upperRoman": lambda value: roman(value).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda value: repeated_letters(value).upper(),
    "lowerLetter": repeated_letters,
    "ordinal": ordinal,
    "cardinalText": cardinal_text,
    "ordinalText": ordinal_text,
    "hex": lambda value: f"{value:X}",
    "chicago": _chicago,
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalEnclosedCircle": _block(0x2460, 20),
    "decimalEnclosedCircleChinese": _block(0x2460, 20),
    "decimalEnclosedParen": _block(0x2474, 20),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "bullet": lambda value: "",
    "none": lambda value: "",
}


def printed(value: int, number_format: str) -> str:
    """The number in that format; in digits where the format is unknown, as Word does without the language."""
    return FORMATS.get(number_format, str)(value)
