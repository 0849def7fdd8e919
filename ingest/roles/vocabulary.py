"""The cues of `ingest/vocabulary/roles.toml`, ready to be found in words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ingest.roles.phrases import Phrases


@cache
def phrases(table: str) -> Phrases:
    """The phrases of one table of the file: "headings", "text" or "columns"."""
    return Phrases(_tables()[table])


@cache
def style() -> dict[str, tuple[str, ...]]:
    """word -> names of the kinds of word that it is ("was" -> ("past",))."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in _tables()["style"].items():
        for word in listed:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("ingest.vocabulary").joinpath("roles.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
