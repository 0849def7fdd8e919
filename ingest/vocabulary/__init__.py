"""The words that the rules go by, kept in TOML files so that they can be read and extended without touching a rule."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Term", "terms", "words"]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a controlled vocabulary.

    Args:
        name: as shown and filtered by.
        pattern: finds the words that speak of it.
    """

    name: str
    pattern: re.Pattern[str]


@cache
def words(key: str) -> frozenset[str]:
    """A list of `words.toml`."""
    return frozenset(_load("words")[key])


@cache
def terms(vocabulary: str) -> tuple[Term, ...]:
    """The terms of a vocabulary file, in its order.

    A cue is a plain phrase; `*` stands for the rest of a word, a blank for any white space or hyphen. A cue all in
    capitals ("CSE") is found in capitals only, any other in whatever case.
    """
    return tuple(Term(name, _pattern(entry["cues"])) for name, entry in _load(vocabulary).items())


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _pattern(cues: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_cue(cue) for cue in sorted(cues, key=len, reverse=True)))


def _cue(cue: str) -> str:
    body = re.escape(cue).replace(r"\ ", r"[\s\-–]+").replace(r"\*", r"\w*").replace("'", "['’]?")
    return rf"\b{body}\b" if cue.isupper() else rf"\b(?i:{body})\b"
