#!/usr/bin/env bash
# odfpy gives the words that an author deleted, and the author's name, as the first words of the document.
#
# Version: odfpy 1.4.1.
# Seen: an ODT whose tracked change took "not " out of a sentence. teletype.extractText starts with the reviewer, the
#   date and the deleted word, glued to the sentence; getElementsByType(P) lists the deleted words as a paragraph like
#   any other, before the first.
# Expected: the text as it stands, "The child was seen alone."; deletions apart, since ODF keeps them in an element of
#   their own (text:tracked-changes), ahead of the text.
# Why it matters: agencies correct drafts with changes tracked. What they struck out would be quoted as published.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check odfpy==1.4.1
"$work/venv/bin/python" - <<'PY'
import io
import sys
import zipfile

from odf import teletype, text
from odf.opendocument import load

MIME = "application/vnd.oasis.opendocument.text"
SPACE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{SPACE}:office:1.0" xmlns:text="{SPACE}:text:1.0"
  xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:body><office:text
  ><text:tracked-changes><text:changed-region xml:id="ct1" text:id="ct1"><text:deletion
  ><office:change-info><dc:creator>A. Reviewer</dc:creator
  ><dc:date>2024-05-03T10:00:00</dc:date></office:change-info><text:p>not </text:p></text:deletion
  ></text:changed-region></text:tracked-changes
  ><text:p>The child was <text:change text:change-id="ct1"/>seen alone.</text:p
  ></office:text></office:body></office:document-content>"""
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{SPACE}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""

odt = io.BytesIO()
with zipfile.ZipFile(odt, "w") as package:
    package.writestr("mimetype", MIME)
    package.writestr("content.xml", CONTENT)
    package.writestr("META-INF/manifest.xml", MANIFEST)
odt.seek(0)
document = load(odt)
whole = teletype.extractText(document.text)
paragraphs = [teletype.extractText(p) for p in document.getElementsByType(text.P)]
print(f"whole text: {whole!r}; paragraphs: {paragraphs}")
as_before = (
    whole == "A. Reviewer2024-05-03T10:00:00not The child was seen alone."
    and paragraphs == ["not ", "The child was seen alone."]
)
sys.exit(0 if as_before else "changed: odfpy treats tracked deletions in another way")
PY
