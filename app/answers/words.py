"""Words of a question or passage: their stems, the same that BM25 counts, and those that carry meaning."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from app.answers.rules import asking
from index import lexical

#: Up to so many words after a question mark may be no part of the question.
TAIL = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; "Children's" is one word."""
    found: list[str] = _WORD.findall(text.lower().replace("’", "'"))
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> int:
    """The number that stands for a word's stem; 0 for a stop word."""
    found = lexical.query(word).indices
    return found[0] if found else 0


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[int]:
    """The stems of a text's words, stop words left out."""
    return frozenset(found for found in map(stem, words(text)) if found)


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
