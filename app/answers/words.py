"""Words of a question or passage: their stems, the same that BM25 counts, and those that carry meaning."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Mapping
from functools import lru_cache

from app.answers.rules import asking
from index import lexical
from index.query.compounds import COMPOUND, INITIALS, STATUTE, joined

#: Up to so many words after a question mark may be no part of the question.
TAIL = 4
#: One term each: "s.47", "1.3.17" or a date, "A&E", "non-mobile", "(was) not brought"; then any word.
_TERM = re.compile(
    rf"(?P<statute>{STATUTE})|(?P<number>\d+(?:[./]\d+)+)|(?P<initials>{INITIALS})(?:'s)?|(?P<compound>{COMPOUND})"
    r"|(?P<missed>\bnot[ -]brought\b)|[^\W_]+(?:['’][^\W_]+)*",
    re.IGNORECASE,
)
#: "GPs", "HVs": no stemmer takes the "s" from what has no vowel.
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]{2,}s")


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; "Children's" is one word, and so is a term ("s.47", "non-mobile").

    >>> words("Was the s.47 about a non mobile baby at A & E?")
    ['was', 'the', 's47', 'about', 'a', 'non-mobile', 'baby', 'at', 'a&e']
    """
    return [_as_term(match) for match in _TERM.finditer(text.lower().replace("’", "'"))]


def _as_term(match: re.Match[str]) -> str:
    if match["statute"]:
        return "s" + "".join(re.findall(r"\d{1,3}[a-z]?", match[0]))
    if match["initials"]:
        return re.sub(r"\s?[&+]\s?", "&", match["initials"])
    return re.sub(r"[ ‐‑–]", "-", match[0]) if match["compound"] or match["missed"] else match[0]


@lru_cache(maxsize=65536)
def stem(word: str) -> int:
    """The number that stands for a word's stem; 0 for a stop word. One for "non-mobile" and "nonmobile", GP and GPs."""
    if word == "not-brought":
        word = "wnb"
    elif "-" in word:
        word = joined(word)
    elif _INITIALS.fullmatch(word):
        word = word.removesuffix("s")
    elif not word.replace("'", "").isalnum():
        return -1 - zlib.crc32(word.encode())  # no stemmer reads "a&e" or "1.3.17" as one
    found = lexical.query(word).indices
    return found[0] if found else 0


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[int]:
    """The stems of a text's words, stop words left out; of a compound also those of its parts."""
    parts = (part for word in words(text) if "-" in word for part in word.split("-"))
    return frozenset(found for found in map(stem, (*words(text), *parts)) if found)


def covered(weights: Mapping[int, float], found: Collection[int]) -> float:
    """Share of the weight of some words, by stem, that are among `found`, 0 to 1; 0 where there are none."""
    return sum(weight for key, weight in weights.items() if key in found) / (sum(weights.values()) or 1.0)


def without_tail(question: str) -> str:
    """A question without what little stands after its question mark, "" where nothing does, or a good deal.

    >>> without_tail("Why did he leave school? asdf thanks"), without_tail("Why did he leave?")
    ('Why did he leave school?', '')
    """
    head, mark, tail = question.rpartition("?")
    return head + mark if mark and any(map(str.isalnum, tail)) and len(words(tail)) <= TAIL and content(head) else ""


def content(question: str) -> dict[int, str]:
    """What a question asks for: stem to word, in order, without stop words and words of asking.

    A question that has nothing else keeps its words of asking.
    """
    found = {stem(word): word for word in words(question) if stem(word)}
    asked = {number: word for number, word in found.items() if word.removesuffix("'s") not in asking()}
    return asked or found
