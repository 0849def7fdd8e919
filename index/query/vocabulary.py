"""The maintained vocabulary of queries (`data/vocabulary.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Lists = Mapping[str, tuple[str, ...]]


@cache
def section(name: str) -> Lists:
    """One table of the file: "acronyms", "lay", "related", "era", "families" or "senses"."""
    content = tomllib.loads(files("index").joinpath("data", "vocabulary.toml").read_text(encoding="utf-8"))
    return {key: tuple(values) for key, values in content[name].items()}
