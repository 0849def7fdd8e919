"""Scanned pages and pages with a broken text layer are recognised, and said to be."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits

LINES = (
    ("1.1", "The health visitor wrote to the practice and asked for"),
    ("", "the letter to be placed on the file of the child."),
    ("1.2", "No reply was received, and the matter was not raised"),
    ("", "again until the following spring."),
)
EXPECTED = [
    "1.1 The health visitor wrote to the practice and asked for the letter to be placed on the file of the child.",
    "1.2 No reply was received, and the matter was not raised again until the following spring.",
]


def printed(path):
    """A page with two paragraphs."""
    canvas = Canvas(str(path), pagesize=(420, 300))
    canvas.setFont("Helvetica", 11)
    for row, (label, text) in enumerate(LINES):
        y = 240 - 14 * row - (12 if row > 1 else 0)
        canvas.drawString(40, y, label)
        canvas.drawString(75, y, text)
    canvas.save()
    return path


def scanned(tmp_path, turn=0.0):
    """The same page as a picture, turned by so many degrees."""
    import pypdfium2

    document = pypdfium2.PdfDocument(printed(tmp_path / "print.pdf"))
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    picture = picture.rotate(turn, expand=abs(turn) >= 45, fillcolor=255)
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=80)
    data.seek(0)
    path = tmp_path / "scan.pdf"
    width, height = picture.width * 72 / 200, picture.height * 72 / 200
    canvas = Canvas(str(path), pagesize=(width, height))
    canvas.drawImage(ImageReader(data), 0, 0, width, height)
    canvas.save()
    return path


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 1.2, 90, 180])
def test_a_scan_is_read_whichever_way_it_lies(tmp_path, turn):
    source = read_pdf(scanned(tmp_path, turn), Limits())
    assert [block.text for block in source.blocks] == EXPECTED
    assert source.ocr_pages == (1,)
    assert all(block.ocr is not None and block.ocr > 0.9 for block in source.blocks)
    assert sorted(" ".join(source.words).split()) == sorted(" ".join(EXPECTED).split())


def test_without_recognition_a_scan_is_a_page_without_text(tmp_path):
    source = read_pdf(scanned(tmp_path), Limits(ocr=False))
    assert source.blocks == ()
    assert source.ocr_pages == ()
    assert [(problem.code, problem.page) for problem in source.problems] == [("page-without-text", 1)]


@pytest.mark.slow
def test_a_text_layer_of_wrong_letters_is_not_trusted(tmp_path):
    path = tmp_path / "garbled.pdf"
    shifted = str.maketrans("abcdefghijklmnopqrstuvwxyz", "\ue000\ue001\ue002\ue003\ue004" + "x" * 21)
    broken = _with_wrong_map(printed(tmp_path / "print.pdf"), shifted)
    path.write_bytes(broken)
    source = read_pdf(path, Limits())
    assert [block.text for block in source.blocks] == EXPECTED
    assert [(problem.code, problem.page) for problem in source.problems] == [("bad-text-layer", 1)]


def _with_wrong_map(path, table):
    """The PDF with a ToUnicode map that gives its font's lower-case letters other meanings."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(path))
    pairs = "\n".join(f"<{code:02x}> <{ord(chr(code).translate(table)):04x}>" for code in range(97, 123))
    stream = DecodedStreamObject()
    stream.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n26 beginbfchar\n"
        + pairs.encode()
        + b"\nendbfchar endcmap end end"
    )
    reference = writer._add_object(stream)
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = reference
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


@pytest.mark.slow
def test_an_invisible_layer_over_a_scan_is_its_text(tmp_path):
    import pypdfium2

    document = pypdfium2.PdfDocument(printed(tmp_path / "print.pdf"))
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    path = tmp_path / "layered.pdf"
    canvas = Canvas(str(path), pagesize=(420, 300))
    canvas.drawImage(ImageReader(picture), 0, 0, 420, 300)
    for row, (label, text) in enumerate(LINES):
        y = 240 - 14 * row - (12 if row > 1 else 0)
        for x, part in ((40, label), (75, text)):
            line = canvas.beginText(x, y)
            line.setTextRenderMode(3)
            line.setFont("Helvetica", 11)
            line.textOut(part)
            canvas.drawText(line)
    canvas.save()
    source = read_pdf(path, Limits())
    assert [block.text for block in source.blocks] == EXPECTED
    assert source.ocr_pages == ()
