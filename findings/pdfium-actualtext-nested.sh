#!/usr/bin/env bash
# PDFium: an outer /ActualText comes after the inner one that it replaces, and an empty one replaces nothing.
#
# Versions: pypdfium2 5.15.2 (PDFium inside), pypdf 6.21.4 to make the pages.
# Seen: an outer span with /ActualText (Paragraph four) around an inner one with (4) and the drawn " of the plan" gives
#   "4Paragraph four": both, the inner first, while the drawn words of the outer span are gone. A span with an empty
#   /ActualText, which says that there is no text here, keeps its drawn words.
# Expected: the replacement stands for all that its span encloses (ISO 32000-1, 14.9.4): "Paragraph four", and nothing.
# Why it matters: tagged reports nest spans (a list label in a paragraph). What is extracted is then neither what is
#   drawn nor what the author gave for it, so it cannot be checked against either.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==6.21.4
"$work/venv/bin/python" - <<'PY'
import io
import sys

import pypdfium2
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

NESTED = b"""BT /F1 12 Tf 20 150 Td
/Span <</ActualText (Paragraph four)>> BDC
/Span <</ActualText (4)>> BDC (iv) Tj EMC ( of the plan) Tj
EMC ET"""
EMPTY = b"BT /F1 12 Tf 20 150 Td (Seen.) Tj /Span <</ActualText ()>> BDC ( ornament) Tj EMC ET"


def extract(content: bytes) -> str:
    writer = PdfWriter()
    page = writer.add_blank_page(400, 200)
    font = DictionaryObject(
        {NameObject(k): NameObject(v) for k, v in
         (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"), ("/Encoding", "/WinAnsiEncoding"))}
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range().strip()


nested, empty = extract(NESTED), extract(EMPTY)
print(f"nested: {nested!r}; empty replacement: {empty!r}")
as_before = (nested, empty) == ("4Paragraph four", "Seen. ornament")
sys.exit(0 if as_before else "changed: PDFium reads nested or empty /ActualText in another way")
PY
