"""The words that the rules go by, kept in TOML files so that they can be read and extended without touching a rule."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

__all__ = ["Lexicon", "lexicon", "tokens", "words"]

#: The words of a cue after its first, and the term that it speaks of.
_Cue: TypeAlias = tuple[tuple[str, ...], str]
#: Words of which a Lexicon remembers the cues that may begin with them.
_REMEMBERED = 50_000
_TOKEN = re.compile(r"A&E|[^\W_]+(?:['’][^\W\d_]+)*")


@cache
def words(key: str) -> frozenset[str]:
    """A list of `words.toml`."""
    return frozenset(_load("words")[key])


@cache
def lexicon(vocabulary: str) -> Lexicon:
    """The controlled terms of a vocabulary file."""
    return Lexicon({name: entry["cues"] for name, entry in _load(vocabulary).items()})


def tokens(text: str) -> list[str]:
    """Words as a Lexicon compares them, apostrophes left out: "Children's self-harm" -> Childrens, self, harm."""
    return [word.replace("'", "").replace("’", "") for word in _TOKEN.findall(text)]


class Lexicon:
    """Terms, each with the phrases ("cues") that speak of it.

    In a cue `*` stands for the rest of a word. A cue all in capitals ("CSE") is found in capitals only, any other in
    whatever case; hyphens and apostrophes do not matter.

    >>> Lexicon({"exploitation": ["exploit*", "CSE"]}).spoken_of(["was", "exploited"])
    frozenset({'exploitation'})
    """

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(cues)
        self._by_word: dict[str, list[_Cue]] = defaultdict(list)
        self._by_stem: dict[str, list[_Cue]] = defaultdict(list)
        self._met: dict[str, list[_Cue]] = {}
        for name, phrases in cues.items():
            for phrase in phrases:
                self._learn(name, phrase)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def spoken_of(self, found: Sequence[str]) -> frozenset[str]:
        """The terms that these words (see `tokens`) speak of."""
        lowered = [word.lower() for word in found]
        spoken: set[str] = set()
        for at, word in enumerate(found):
            starting = self._met.get(word)
            if starting is None:
                starting = self._met[word] = self._starting(word, lowered[at])
            for rest, name in starting:
                if name not in spoken and _follows(rest, lowered, at + 1):
                    spoken.add(name)
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        return frozenset(spoken)

    def _starting(self, word: str, lower: str) -> list[_Cue]:
        """The cues that may begin with a word."""
        starting = self._by_word.get(lower, [])
        if word.isupper():
            starting = starting + self._by_word.get(f"={word}", [])
        for length in self._stem_lengths:
            if length > len(lower):
                break
            starting = starting + self._by_stem.get(lower[:length], [])
        return starting

    def _learn(self, name: str, phrase: str) -> None:
        first, *rest = (re.sub(r"['’]", "", part) for part in re.split(r"[\s-]+", phrase))
        entry = (tuple(part.lower() for part in rest), name)
        if phrase.isupper():
            self._by_word[f"={first}"].append(entry)
        elif first.endswith("*"):
            self._by_stem[first[:-1].lower()].append(entry)
        else:
            self._by_word[first.lower()].append(entry)


def _follows(rest: tuple[str, ...], lowered: Sequence[str], at: int) -> bool:
    if at + len(rest) > len(lowered):
        return False
    return all(
        lowered[at + step].startswith(part[:-1]) if part.endswith("*") else lowered[at + step] == part
        for step, part in enumerate(rest)
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
