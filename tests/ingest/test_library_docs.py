"""The page about the library names every key of the metadata and every outcome."""

from pathlib import Path
from typing import get_args

from ingest.model import METADATA_KEYS
from ingest.outcomes import Outcome

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")


def test_every_metadata_key_is_documented():
    assert [key for key in METADATA_KEYS if f"`{key}`" not in PAGE] == []


def test_every_outcome_is_documented():
    assert [outcome for outcome in get_args(Outcome) if f"`{outcome}`" not in PAGE] == []
