"""Letters that a font keeps in the private-use area are read as what they show."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf import read_pdf
from ingest.settings import Limits

SHOWN = "4.2 The desk of the town was told on 12 May by 3 schools."


def mapped(path: Path, letters: dict[str, int], font: str = "Helvetica") -> str:
    """The text of a page whose font maps some letters to other characters."""
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setFont(font, 11)
    canvas.drawString(72, 700, SHOWN)
    canvas.save()
    lines = "\n".join(f"<{code:02X}> <{letters.get(chr(code), code):04X}>" for code in range(32, 127))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n95 beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )
    writer = pypdf.PdfWriter(clone_from=path)
    stream = DecodedStreamObject()
    stream.set_data(table.encode())
    for each in writer.pages[0]["/Resources"]["/Font"].values():
        each.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(path)
    return " ".join(block.text for block in read_pdf(path, Limits(ocr=False)).blocks)


FIGURES = {str(digit): 0xF730 + digit for digit in range(10)}
CAPITALS = {chr(ord("a") + place): 0xF761 + place for place in range(26)}
MOVED = {chr(code): 0xF000 + code for code in range(33, 127)}


@pytest.mark.parametrize(
    ("letters", "read"),
    [(FIGURES, SHOWN), (CAPITALS, SHOWN.upper()), (MOVED, SHOWN)],
    ids=["old-style figures", "small capitals", "a font of letters coded as one of symbols"],
)
def test_figures_and_letters_of_the_private_use_area(tmp_path: Path, letters: dict[str, int], read: str) -> None:
    assert mapped(tmp_path / "review.pdf", letters) == read
