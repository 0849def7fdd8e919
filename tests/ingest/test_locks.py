"""The lock of a library folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import LibraryBusy, LibraryError
from ingest.locks import NAME, writing


def test_a_lock_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()  # stands for any refusal of the system, which a superuser would not meet
    with pytest.raises(LibraryError, match="cannot be changed: Is a directory"), writing(tmp_path):
        pass


def test_a_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(LibraryBusy, match="is writing to the library"), writing(tmp_path, wait=0.1):
        pass
