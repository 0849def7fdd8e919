"""Who a library is, wherever its folder lies."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.errors import LibraryError
from ingest.identity import identity
from ingest.library import Library


def test_a_library_keeps_its_id_when_it_is_moved_and_no_two_have_the_same(tmp_path):
    first, second = (Library.open(tmp_path / name, create=True).path for name in ("first", "second"))
    found = identity(first)
    assert re.fullmatch("[0-9a-f]{32}", found)
    assert identity(second) != found
    shutil.move(first, tmp_path / "moved")
    assert identity(tmp_path / "moved") == found
    assert Library.open(tmp_path / "moved").ids() == ()


def test_those_that_ask_at_once_are_told_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: identity(tmp_path), range(8)))) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["identity"]


@pytest.mark.parametrize("content", [b"", b"1234\n", b"\xff" * 32, b"z" * 32])
def test_a_damaged_id_is_named_and_never_replaced(tmp_path, content):
    (tmp_path / "identity").write_bytes(content)
    with pytest.raises(LibraryError, match="identity"):
        identity(tmp_path)
    assert (tmp_path / "identity").read_bytes() == content
