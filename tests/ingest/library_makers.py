"""Two small reviews as files, and how they are put into a library."""

from __future__ import annotations

from pathlib import Path

from ingest.library import Library
from ingest.settings import Settings

SETTINGS = Settings()
ALDER = """Alderbrook Safeguarding Children Board

Serious Case Review: Child A

March 2014

1 Introduction

1.1 Child A was four months old when he died in the Alderbrook Infirmary on 3 May 2012.

1.2 The Board commissioned this review because agencies had known the family for years.

1.3 The health visitor had called at the house nine times and had not met the father.
"""
BIRCH = ALDER.replace("Alderbrook", "Birchwater").replace("Child A", "Child B")


def write(path: Path, text: str = ALDER) -> Path:
    """A file with that text, its folder made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add(library: Library, *paths: Path, settings: Settings = SETTINGS) -> list[tuple[str, str]]:
    """What became of each file: outcome and name."""
    return [(added.outcome, added.path.name) for added in library.add(paths, settings=settings)]
