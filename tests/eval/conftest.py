"""A small fictional library for the tests of this room."""

from pathlib import Path

import pytest

from ingest.library import Library
from ingest.settings import load_settings

TEXT = """Hollowmere Safeguarding Board

Serious Case Review: Child Z

1 Findings

1.1 The chair was a retired judge from Marlow.

1.2 The school was not told of the move.

The panel met four times and heard from nobody who had known the child at nursery.
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("marked")
    (root / "hollowmere-z.txt").write_text(TEXT, encoding="utf-8")
    made = Library.open(root / "library", create=True)
    settings = load_settings(library=root / "library")
    assert [added.outcome for added in made.add([root / "hollowmere-z.txt"], settings=settings)] == ["added"]
    return made


@pytest.fixture(scope="session")
def home():
    return Path(__file__).parents[2]
