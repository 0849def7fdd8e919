"""Bytes of text files: encodings, damage, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from ingest.readers import read
from ingest.settings import Limits

TEXT = "1.1 The grandmother’s café was “closed” – nobody asked why.\n"


def written(folder: Path, data: bytes, name: str = "review.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_an_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    source = read(written(tmp_path, TEXT.encode(encoding)))

    assert [block.text for block in source.blocks] == [TEXT.strip()]
    assert source.problems == ()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_any_line_end_ends_a_line(tmp_path: Path, end: str) -> None:
    text = f"1.1 The panel met.{end}{end}1.2 It met again.{end}"

    assert [block.text for block in read(written(tmp_path, text.encode())).blocks] == [
        "1.1 The panel met.",
        "1.2 It met again.",
    ]


def test_bytes_that_fit_nothing_are_marked_and_reported(tmp_path: Path) -> None:
    source = read(written(tmp_path, "1.1 The café in Tarnmouth – ".encode() + b"\xff\xfe was closed."))

    assert "\ufffd" in source.blocks[0].text
    assert "café" in source.blocks[0].text
    assert [problem.code for problem in source.problems] == ["undecodable-bytes"]


def test_null_bytes_are_dropped_and_reported(tmp_path: Path) -> None:
    source = read(written(tmp_path, b"1.1 The panel\x00 met. " + b"It met on many days. " * 20))

    assert "\x00" not in source.blocks[0].text
    assert [problem.code for problem in source.problems] == ["control-characters"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n \t\n", "no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "picture"),
        ("noise.txt", bytes(range(256)) * 40, "not text"),
        ("report.txt", b"%PDF-1.7 whatever", "PDF"),
        ("archive.txt", b"PK\x03\x04" + bytes(100), "zip"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(written(tmp_path, data, name))

    assert name in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not there"):
        read(tmp_path / "missing.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path / "folder.txt")


def test_an_unknown_kind_names_the_kinds_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        read(written(tmp_path, b"words", "review.wpd"))

    assert ".docx" in caught.value.remedy


def test_limits_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, b"The panel met. " * 100)

    with pytest.raises(LimitExceeded, match="MB"):
        read(path, Limits(file_bytes=1000))
    with pytest.raises(LimitExceeded, match="characters"):
        read(path, Limits(line_chars=1000))


def test_a_name_with_quotes_and_a_line_break_is_read(tmp_path: Path) -> None:
    assert read(written(tmp_path, TEXT.encode(), 'child "Q"\nreview.TXT')).blocks
