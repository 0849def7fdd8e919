"""An empty library, and a folder for what is put into it."""

import pytest

from ingest.library import Library


@pytest.fixture
def library(tmp_path):
    return Library.open(tmp_path / "library", create=True)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    return path
