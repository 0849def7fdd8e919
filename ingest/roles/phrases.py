"""Phrases found in the words of a unit, all in one pass over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

#: A unit is read no further than this many characters: a file without line breaks is one unit.
MOST_CHARACTERS = 20_000
#: Words that ".." in a phrase may stand for, at most.
GAP = 3
_STEM = 4
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")

Rest = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Words in lower case, apostrophes left out.

    >>> words_of("The Board's well-known view")
    ['the', 'boards', 'well', 'known', 'view']
    """
    return _WORD.findall(_APOSTROPHE.sub("", text[:MOST_CHARACTERS]).lower())


class Phrases:
    """Named sets of phrases; in a phrase `*` is the rest of a word, `_` any one word, `..` up to three words.

    >>> Phrases({"duty": ["should .. have", "fail*"]}).count("they should also have failed".split())
    {'duty': 2}
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(phrases)
        self._alone: dict[str, list[str]] = defaultdict(list)
        self._by_pair: dict[tuple[str, str], list[tuple[str, Rest]]] = defaultdict(list)
        self._by_word: dict[str, list[tuple[str, Rest]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[str, str, Rest]]] = defaultdict(list)
        for name, listed in phrases.items():
            for phrase in listed:
                first, *rest = phrase.split()
                self._learn(name, first, tuple(rest))

    def count(self, words: Sequence[str]) -> dict[str, int]:
        """How often each name is spoken of; names that are not are left out."""
        found: dict[str, int] = defaultdict(int)
        alone, by_pair, by_word, by_stem = self._alone, self._by_pair, self._by_word, self._by_stem
        for at, (word, following) in enumerate(zip(words, (*words[1:], ""), strict=False)):
            for name in alone.get(word, ()):
                found[name] += 1
            for name, rest in by_pair.get((word, following), ()):
                found[name] += not rest or _follows(rest, words, at + 2)
            for name, rest in by_word.get(word, ()):
                found[name] += _follows(rest, words, at + 1)
            for name, stem, rest in by_stem.get(word[:_STEM], ()):
                found[name] += word.startswith(stem) and _follows(rest, words, at + 1)
        return {name: count for name, count in found.items() if count}

    def _learn(self, name: str, first: str, rest: Rest) -> None:
        """Under the first word, or the first two where the second is no pattern, so that few phrases are tried."""
        if first.endswith("*"):
            self._by_stem[first[:_STEM]].append((name, first[:-1], rest))
        elif not rest:
            self._alone[first].append(name)
        elif rest[0] in ("..", "_") or rest[0].endswith("*"):
            self._by_word[first].append((name, rest))
        else:
            self._by_pair[first, rest[0]].append((name, rest[1:]))


def _follows(rest: Rest, words: Sequence[str], at: int) -> bool:
    for step, part in enumerate(rest):
        if part == "..":
            return any(_follows(rest[step + 1 :], words, at + skipped) for skipped in range(GAP + 1))
        if at >= len(words) or not (part in ("_", words[at]) or (part[-1] == "*" and words[at].startswith(part[:-1]))):
            return False
        at += 1
    return True
