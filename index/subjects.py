"""What a passage speaks of: themes and agencies, by the words in a maintained vocabulary file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

Vocabulary = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _vocabulary(name: str) -> Vocabulary:
    content = tomllib.loads(files("index").joinpath("data", "subjects.toml").read_text(encoding="utf-8"))
    return tuple((subject, _pattern(tuple(words))) for subject, words in content[name].items())


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # A word in capitals is an acronym and must stand so; a trailing * takes any ending.
    parts = []
    for word in words:
        body = re.escape(word.rstrip("*")).replace(r"\ ", r"[\s-]+") + (r"\w*" if word.endswith("*") else "")
        parts.append(body if word.isupper() else f"(?i:{body})")
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def themes_in(text: str) -> tuple[str, ...]:
    """Names of the themes that the text speaks of."""
    return tuple(name for name, pattern in _vocabulary("themes") if pattern.search(text))


def agencies_in(text: str) -> tuple[str, ...]:
    """Names of the agencies that the text speaks of."""
    return tuple(name for name, pattern in _vocabulary("agencies") if pattern.search(text))


def theme_names() -> tuple[str, ...]:
    """All themes of the vocabulary."""
    return tuple(name for name, _ in _vocabulary("themes"))


def agency_names() -> tuple[str, ...]:
    """All agencies of the vocabulary."""
    return tuple(name for name, _ in _vocabulary("agencies"))
