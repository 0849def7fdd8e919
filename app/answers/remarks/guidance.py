"""Guidance that a quotation names by its edition, dated: "refers to Working Together 2018; later edition: 2023"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Characters between a title and its year: "Working Together to Safeguard Children (HM Government, 2013)".
_BETWEEN = 60


@dataclass(frozen=True, slots=True)
class Guidance:
    """One piece of guidance.

    Args:
        editions: years, the oldest first. replaced: by what, "" where the newest edition is in force.
    """

    name: str
    editions: tuple[int, ...]
    replaced: str = ""

    def cited(self, text: str) -> list[int]:
        """The years of the editions that a text names."""
        gap = rf"(?:(?![.;]\s)[^\d]){{0,{_BETWEEN}}}?"
        # As a title is printed: agencies that were "working together in 2015" name no guidance.
        title = r"\s+".join(rf"{re.escape(word[0])}(?i:{re.escape(word[1:])})" for word in self.name.split())
        found = re.findall(rf"\b{title}\b{gap}\b((?:19|20)\d\d)\b", text.replace("’", "'"))
        return [year for year in dict.fromkeys(map(int, found)) if year in self.editions]


@cache
def known() -> tuple[Guidance, ...]:
    """What stands in `app/data/guidance.toml`."""
    content = tomllib.loads(files("app").joinpath("data", "guidance.toml").read_text(encoding="utf-8"))
    return tuple(
        Guidance(each["name"], tuple(each["editions"]), each.get("replaced", "")) for each in content["guidance"]
    )


def superseded(text: str) -> str:
    """A note on each edition that a text names and that is no longer the newest, "" where there is none.

    >>> superseded("Working Together (2018) says so.")
    'refers to Working Together 2018; later edition: 2023'
    """
    return "; ".join(note for each in known() for year in each.cited(text) if (note := _note(each, year)))


def _note(guidance: Guidance, year: int) -> str:
    later = [str(other) for other in guidance.editions if other > year]
    if guidance.replaced:
        return f"refers to {guidance.name} {year}; replaced by {guidance.replaced}"
    if not later:
        return ""
    # Of guidance that comes out every year, the newest is enough.
    told = later if len(later) <= 3 else [f"{len(later)}, the newest of {later[-1]}"]
    return f"refers to {guidance.name} {year}; later edition{'s' * (len(later) > 1)}: {', '.join(told)}"
