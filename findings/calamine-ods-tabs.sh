#!/usr/bin/env bash
# python-calamine glues the words of an ODS cell where a tab or a line break stands between them.
#
# Version: python-calamine 0.9.1.
# Seen: a cell "R1", tab, "Train staff", line break, "by  May" is read as "R1Train staffby  May". The run of blanks
#   (text:s) is kept, so is the break between two paragraphs; text:tab and text:line-break leave nothing.
# Expected: a tab and a line break, as the format says, or at least a blank each.
# Why it matters: action plans are spreadsheets, with a number, a tab and the action in one cell. "R1Train" is found
#   neither by the number nor by the word, and a quotation of it is not what the sheet shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-calamine==0.9.1
"$work/venv/bin/python" - <<'PY'
import io
import sys
import zipfile

import python_calamine

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{SPACE}:office:1.0" xmlns:table="{SPACE}:table:1.0" xmlns:text="{SPACE}:text:1.0"
  office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Plan"><table:table-column/
  ><table:table-row><table:table-cell office:value-type="string"><text:p>R1<text:tab/>Train staff<text:line-break/
  >by<text:s text:c="2"/>May</text:p><text:p>Agreed.</text:p></table:table-cell></table:table-row></table:table
  ></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{SPACE}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""

ods = io.BytesIO()
with zipfile.ZipFile(ods, "w") as package:
    package.writestr("mimetype", MIME)
    package.writestr("content.xml", CONTENT)
    package.writestr("META-INF/manifest.xml", MANIFEST)
ods.seek(0)
cell = python_calamine.load_workbook(ods).get_sheet_by_index(0).to_python()[0][0]
print(f"cell: {cell!r}")
sys.exit(0 if cell == "R1Train staffby  May\nAgreed." else "changed: calamine reads tabs or line breaks in another way")
PY
