"""What a file is called and what it is: one clear line where the two do not agree."""

import pytest

from ingest.collect import collect
from ingest.errors import IngestError, UnreadableFile, UnsupportedFormat
from ingest.isolate import parse_isolated
from ingest.readers import read
from ingest.settings import Limits

TEXT = "1.1 The board met.\n\n1.2 It asked who knew.\n"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("a.rtf", b"{\\rtf1 x}", "save it as .docx"),
        ("a.odt", b"PK\x03\x04", "save it as .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"%PDF-1.7 x", "PDF"),
        ("a.html", b"%PDF-1.7 x", "Rename it to end in .pdf"),
        ("a.md", b"PK\x03\x04" + b"\0" * 99, "zip archive"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "not read"),
        ("a", b"text", "not read"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IngestError) as caught:
        read(tmp_path / name, Limits())
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["a\nb.md", "a\rb.md", "a\x1b[31mb.md", "a\u202eb.md", "a\u2028b.md"])
def test_a_name_that_would_break_the_line_is_shown_escaped(tmp_path, name):
    with pytest.raises(UnreadableFile) as caught:
        parse_isolated(tmp_path / name, Limits())
    line = str(caught.value)
    assert line.isprintable()
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    "name", ["it's.md", 'a "b".md', "$(x) `y`.md", "a;b&c.md", "ünï cödé.md", "日本.md", " a .md", "-rf.md"]
)
@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_names_with_quotes_spaces_and_other_scripts(tmp_path, name, suffix):
    path = tmp_path / (name.removesuffix(".md") + suffix)
    path.write_text(TEXT)
    assert "The board met." in parse_isolated(path, Limits()).blocks[0].text


def test_suffixes_in_capitals(tmp_path):
    (tmp_path / "A.MD").write_text(TEXT)
    assert len(read(tmp_path / "A.MD").blocks) == 2


def test_a_folder_and_a_missing_file(tmp_path):
    (tmp_path / "b.docx").mkdir()
    with pytest.raises(UnreadableFile, match="is a folder"):
        read(tmp_path / "b.docx")
    with pytest.raises(UnreadableFile, match="is not there"):
        read(tmp_path / "c.docx")
    (tmp_path / "d.exe").write_bytes(b"MZ")
    with pytest.raises(UnsupportedFormat):
        read(tmp_path / "d.exe")


def test_an_older_format_in_a_folder_is_named_with_what_to_save_it_as(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "report.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (found,) = collect([tmp_path / "folder"], suffixes=frozenset({".docx"}), leave_out=tmp_path / "library")
    assert found.problem is not None
    assert (found.fault, found.problem.remedy) == (False, "Save it as .docx, add that.")
