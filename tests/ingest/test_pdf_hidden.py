"""What does not show on a page is never read as text, and is reported; what shows twice is read once."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import black, white, yellow
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits
from ingest.source import REDACTED, Source

SHOWN = "1.1 The child was seen at home on the Tuesday."
SECRET = "The name of the foster carer is Rowan Underhill."


def draw(tmp_path, paint) -> Source:
    path = tmp_path / "review.pdf"
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, SHOWN)
    paint(canvas)
    canvas.save()
    return read_pdf(path, Limits(ocr=False))


def codes(source: Source) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in source.problems]


def white_on_white(canvas):
    canvas.setFillColor(white)
    canvas.drawString(72, 660, SECRET)


def white_under_dark(canvas):
    canvas.setFillColor(white)
    canvas.drawString(72, 700, SECRET)
    canvas.setFillColor(black)
    canvas.drawString(72, 700, SHOWN)


def black_box(canvas):
    canvas.drawString(72, 660, SECRET)
    canvas.rect(70, 655, 400, 18, fill=1)


def invisible(canvas):
    line = canvas.beginText(72, 660)
    line.setTextRenderMode(3)
    line.textOut(SECRET)
    canvas.drawText(line)


def outside(canvas):
    canvas.drawString(72, -40, SECRET)


def clear(canvas):
    canvas.setFillAlpha(0)
    canvas.drawString(72, 660, SECRET)


def boxed_form(canvas):
    canvas.beginForm("stamp")
    canvas.setFillColor(white)
    canvas.drawString(72, 660, SECRET)
    canvas.endForm()
    canvas.doForm("stamp")


@pytest.mark.parametrize("paint", [white_on_white, white_under_dark, invisible, outside, clear, boxed_form])
def test_hidden_text_is_reported_and_not_read(tmp_path, paint):
    source = draw(tmp_path, paint)
    assert [block.text for block in source.blocks] == [SHOWN]
    assert list(source.words) == SHOWN.split()
    assert codes(source) == [("hidden-text", 1)]


def test_what_lies_under_a_black_box_is_no_text_and_its_place_is_marked(tmp_path):
    source = draw(tmp_path, black_box)
    assert [block.text for block in source.blocks] == [SHOWN, REDACTED]
    assert codes(source) == [("hidden-text", 1), ("redaction", 1)]


def white_on_dark(canvas):
    canvas.rect(70, 655, 400, 18, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(72, 660, SECRET)


def on_yellow(canvas):
    canvas.setFillColor(yellow)
    canvas.rect(70, 655, 400, 18, fill=1, stroke=0)
    canvas.setFillColor(black)
    canvas.drawString(72, 660, SECRET)


@pytest.mark.parametrize("paint", [white_on_dark, on_yellow])
def test_text_on_a_coloured_ground_is_read(tmp_path, paint):
    source = draw(tmp_path, paint)
    assert [block.text for block in source.blocks] == [SHOWN, SECRET]
    assert source.problems == ()


LAYERED = b"""%PDF-1.5
1 0 obj << /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >> >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
 /Resources << /Font << /F1 5 0 R >> /Properties << /L1 6 0 R >> >> >> endobj
4 0 obj << /Length LENGTH >> stream
CONTENT
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
6 0 obj << /Type /OCG /Name (Private) >> endobj
trailer << /Root 1 0 R >>
"""


def test_a_layer_that_is_switched_off_is_not_read(tmp_path):
    content = (
        f"BT /F1 11 Tf 72 700 Td ({SHOWN}) Tj ET\n/OC /L1 BDC BT /F1 11 Tf 72 660 Td ({SECRET}) Tj ET EMC".encode()
    )
    path = tmp_path / "review.pdf"
    path.write_bytes(LAYERED.replace(b"LENGTH", str(len(content)).encode()).replace(b"CONTENT", content))
    source = read_pdf(path, Limits(ocr=False))
    assert [block.text for block in source.blocks] == [SHOWN]
    assert codes(source) == [("hidden-text", 1)]


def test_a_redacted_name_leaves_the_rest_of_the_sentence(tmp_path):
    def paint(canvas):
        canvas.drawString(72, 660, "She told")
        canvas.drawString(120, 660, "Rowan Underhill")
        canvas.drawString(205, 660, "that she was well.")
        canvas.rect(118, 656, 84, 14, fill=1)

    source = draw(tmp_path, paint)
    assert [block.text for block in source.blocks] == [SHOWN, f"She told {REDACTED} that she was well."]


def test_form_xobjects_are_read_in_place(tmp_path):
    def paint(canvas):
        canvas.beginForm("part")
        canvas.drawString(0, 0, "1.2 The second paragraph is drawn from a form.")
        canvas.endForm()
        canvas.translate(72, 660)
        canvas.doForm("part")

    source = draw(tmp_path, paint)
    assert [block.text for block in source.blocks] == [SHOWN, "1.2 The second paragraph is drawn from a form."]


def test_glyphs_printed_twice_to_look_bold_are_read_once(tmp_path):
    def paint(canvas):
        for shift in (0.0, 0.3):
            canvas.drawString(72 + shift, 660, "A heading made bold by force")

    source = draw(tmp_path, paint)
    assert [block.text for block in source.blocks] == [SHOWN, "A heading made bold by force"]
    assert " ".join(source.words) == f"{SHOWN} A heading made bold by force"


def test_watermarks_are_furniture(tmp_path):
    def paint(canvas):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(45)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.setFillGray(0.85)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()

    source = draw(tmp_path, paint)
    assert [(block.kind, block.text) for block in source.blocks] == [("text", SHOWN), ("furniture", "DRAFT")]


def test_ligatures_and_soft_hyphens_are_plain_letters(tmp_path):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    try:
        pdfmetrics.registerFont(TTFont("Sans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    except Exception:
        pytest.skip("no font with ligatures on this machine")

    def paint(canvas):
        canvas.setFont("Sans", 11)
        canvas.drawString(72, 660, "The of\ufb01cer \ufb02agged the safe\u00adguarding \ufb01le.")

    assert draw(tmp_path, paint).blocks[1].text == "The officer flagged the safeguarding file."


def test_comments_and_attachments_are_reported(tmp_path):
    def paint(canvas):
        canvas.textAnnotation("Ask Rowan about this.", Rect=(400, 690, 420, 710))

    source = draw(tmp_path, paint)
    assert "Rowan" not in " ".join(block.text for block in source.blocks)
    assert codes(source) == [("comment", 1)]


def test_a_picture_beside_text_is_reported_as_not_read(tmp_path):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def paint(canvas):
        for row in range(12):
            canvas.drawString(72, 660 - 14 * row, "A line of text that stands on the page beside the picture.")
        canvas.drawImage(ImageReader(Image.new("L", (200, 200), 120)), 72, 100, 300, 300)

    assert codes(draw(tmp_path, paint)) == [("picture-not-read", 1)]
