#!/usr/bin/env bash
# PDFium extracts words that are nowhere on the page.
#
# Versions: pypdfium2 5.15.2 (PDFium inside), pypdf 6.21.4 to make the page and to read its glyphs.
# Seen: a span drawn as "seen alone" that carries /ActualText (not seen) is extracted as "not seen". Every call agrees
#   (get_text_range, get_text_bounded), no character is marked as generated, and each letter of the replacement has a
#   box of its own: the drawn span cut into equal parts. No argument gives the glyphs.
# Expected: /ActualText is meant for search and speech, so it is right that it can be had; but the drawn glyphs should
#   be had too (pypdf gives them), or a replaced letter should be told from a drawn one.
# Why it matters: a verbatim quotation, placed on the page by its boxes, may say the opposite of what a reader sees.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==6.21.4
"$work/venv/bin/python" - <<'PY'
import io
import sys

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

DRAWN = b"""BT /F1 12 Tf 20 150 Td (The child was ) Tj
/Span <</ActualText (not seen)>> BDC (seen alone) Tj EMC
( in May.) Tj ET"""


def one_page(content: bytes) -> bytes:
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
    return out.getvalue()


pdf = one_page(DRAWN)
glyphs = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()
text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
by_range, by_bounds = text.get_text_range().strip(), text.get_text_bounded().strip()
place = by_range.index("not seen") if "not seen" in by_range else 0
span = range(place, place + len("not seen"))
widths = sorted({round(r - l, 1) for l, _, r, _ in map(text.get_charbox, span)})
generated = [pdfium.FPDFText_IsGenerated(text.raw, i) for i in span]
print(f"drawn (pypdf reads glyphs): {glyphs}")
print(f"PDFium: {by_range} | widths of the letters of 'not seen': {widths} | marked as generated: {any(generated)}")
as_before = (
    glyphs == "The child was seen alone in May."
    and by_range == by_bounds == "The child was not seen in May."
    and len(widths) == 1
    and not any(generated)
)
sys.exit(0 if as_before else "changed: PDFium no longer gives the replacement as if it had been drawn")
PY
