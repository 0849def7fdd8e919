#!/usr/bin/env bash
# striprtf drops every footnote, words and mark, so that a qualified sentence reads as an unqualified one.
#
# Version: striprtf 0.0.35.
# Seen: "The child was seen" with a footnote "By video only." gives "The child was seen in May."; nothing in the text,
#   no warning and no option tells that there was a note. Words of a text box (shptxt) are gone in the same way.
# Expected: the note's words at the end or in brackets, or a mark where the note was; printed words are text.
# Why it matters: in official reports the source, the doubt and the exception stand in footnotes, the key finding in a
#   box. A text without them is complete by every look, and says more than the report did.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check striprtf==0.0.35
"$work/venv/bin/python" - <<'PY'
import sys

from striprtf.striprtf import rtf_to_text

NOTE = r"{\super\chftn}{\footnote\pard\plain {\super\chftn} By video only.}"
BOX = r"{\shp{\*\shpinst\shpleft0\shptop0\shpright3000\shpbottom900{\shptxt \pard\plain Key finding.\par}}}"
HEAD = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\pard "
text = rtf_to_text(HEAD + "The child was seen" + NOTE + " in May." + BOX + r"\par}")
print(f"text: {text!r}")
sys.exit(0 if text == "The child was seen in May.\n" else "changed: striprtf treats notes or boxes in another way")
PY
