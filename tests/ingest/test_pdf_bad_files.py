"""Files that cannot be read are refused with one clear line."""

from __future__ import annotations

from contextlib import suppress

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers.pdf import read_pdf
from ingest.settings import Limits


def write(path, pages=1, **options):
    canvas = Canvas(str(path), **options)
    for number in range(pages):
        canvas.drawString(72, 700, f"1.{number + 1} A paragraph.")
        canvas.showPage()
    canvas.save()
    return path


def test_a_missing_file(tmp_path):
    with pytest.raises(UnreadableFile, match=r"gone\.pdf cannot be read"):
        read_pdf(tmp_path / "gone.pdf", Limits())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"This is a letter, not a PDF.", "is not a PDF"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged or cut short"),
        (b"%PDF-1.4\n%%EOF\n", "damaged or cut short"),
    ],
)
def test_files_that_are_no_pdf(tmp_path, content, message):
    path = tmp_path / "review.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_pdf(path, Limits())


def test_an_encrypted_file(tmp_path):
    path = write(tmp_path / "review.pdf", encrypt=StandardEncryption("secret", strength=128))
    with pytest.raises(UnreadableFile, match="encrypted"):
        read_pdf(path, Limits())


def test_a_file_that_only_forbids_copying_is_read(tmp_path):
    path = write(tmp_path / "review.pdf", encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))
    assert [block.text for block in read_pdf(path, Limits()).blocks] == ["1.1 A paragraph."]


def test_a_file_without_pages(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
        b"endobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )
    with pytest.raises(UnreadableFile, match=r"without pages|damaged"):
        read_pdf(path, Limits())


def test_a_page_count_that_lies(tmp_path):
    path = write(tmp_path / "review.pdf", pages=3, pageCompression=0)
    path.write_bytes(path.read_bytes().replace(b"/Count 3", b"/Count 9"))
    source = read_pdf(path, Limits())
    assert [block.text for block in source.blocks] == ["1.1 A paragraph.", "1.2 A paragraph.", "1.3 A paragraph."]


def test_more_pages_than_allowed(tmp_path):
    with pytest.raises(LimitExceeded, match="5 pages, more than the 4 allowed"):
        read_pdf(write(tmp_path / "review.pdf", pages=5), Limits(pages=4))


def test_more_bytes_than_allowed(tmp_path):
    with pytest.raises(LimitExceeded, match="bytes"):
        read_pdf(write(tmp_path / "review.pdf"), Limits(file_bytes=100))


def test_more_time_than_allowed(tmp_path):
    with pytest.raises(LimitExceeded, match="took longer"):
        read_pdf(write(tmp_path / "review.pdf", pages=3), Limits(seconds=0.0))


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8, 0.95])
def test_a_truncated_file_is_read_or_refused(tmp_path, cut):
    path = write(tmp_path / "review.pdf", pages=8)
    content = path.read_bytes()
    path.write_bytes(content[: int(cut * len(content))])
    with suppress(UnreadableFile):
        assert read_pdf(path, Limits(ocr=False)).pages
