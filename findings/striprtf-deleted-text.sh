#!/usr/bin/env bash
# striprtf gives hidden words and words struck out by a tracked deletion as standing text.
#
# Version: striprtf 0.0.35.
# Seen: a sentence with "not " deleted as a tracked change (\deleted) and "(draft) " hidden (\v) is read as "The child
#   was not seen (draft) alone."; nothing tells these words from the others.
# Expected: the sentence as shown and printed, "The child was seen alone."; hidden words left out, deletions left out
#   or marked.
# Why it matters: one deleted "not" turns the finding round, and a word that no reader of the report can see is quoted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check striprtf==0.0.35
"$work/venv/bin/python" - <<'PY'
import sys

from striprtf.striprtf import rtf_to_text

HEAD = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}{\*\revtbl{Unknown;}{A. Reviewer;}}\pard "
text = rtf_to_text(HEAD + r"The child was {\deleted\revauthdel1\revdttmdel0 not }seen {\v (draft) }alone.\par}")
print(f"text: {text!r}")
as_before = text == "The child was not seen (draft) alone.\n"
sys.exit(0 if as_before else "changed: striprtf treats hidden or deleted text in another way")
PY
