"""How questions say what they ask for: the rules and word lists of `app/data/question.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index import lexical
from ingest.patterns import linear

#: An acronym: a word with two capitals ("MARAC", "IDVAs", "CiN").
ACRONYM = r"\b[A-Z][A-Za-z]*[A-Z]\w*\b"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: A proper name, or the letter and digit by which a child is known ("R", "B1"); acronyms are neither.
NAME = rf"(?!(?:I|{_MONTHS})\b)(?:[A-Z][a-z]{{2,}}|[A-Z]\d?)"


@dataclass(frozen=True, slots=True)
class Rule:
    """What shows that a question, or a text, is of a sort. `yes` and `no` are examples."""

    means: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text fits it first."""
        return self.pattern.search(text)


@cache
def _content() -> Mapping[str, Any]:
    return tomllib.loads(files("app").joinpath("data", "question.toml").read_text(encoding="utf-8"))


@cache
def rules(reader: str) -> Mapping[str, Rule]:
    """The rules of a reader by what they mean, in the order in which they are tried."""
    return {means: _rule(means, row) for means, row in _content()[reader].items()}


def readers() -> Iterator[str]:
    """The names of all that have rules."""
    return (name for name, rows in _content().items() if all(isinstance(row, dict) for row in rows.values()))


def _rule(means: str, row: Mapping[str, Any]) -> Rule:
    pattern = "|".join(row["asks"]).replace("{acronym}", ACRONYM).replace("{name}", NAME)
    flags = re.NOFLAG if row.get("cased") else re.IGNORECASE
    return Rule(means, linear(pattern, flags), tuple(row["yes"]), tuple(row["no"]))


def fits(reader: str, means: str, text: str) -> bool:
    """Whether a text fits a rule."""
    return rules(reader)[means].search(text) is not None


@cache
def asking() -> frozenset[str]:
    """Words by which people ask, not what they ask for."""
    return frozenset(_content()["words"]["asking"].split())


@cache
def beside(reader: str) -> frozenset[int]:
    """Stems of the words that may stand beside what a reader claims without asking for more."""
    words = _content()["beside"][reader].split()
    return frozenset(found for word in words for found in lexical.query(word).indices[:1])
