"""An independent count of a Markdown file's words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.readers import markup
from ingest.readers.markdown.notes import FENCE, REFERENCE
from ingest.readers.superscript import note_mark


def plain_words(text: str, marks: Mapping[str, str]) -> tuple[str, ...]:
    """All words of the file: its lines without the marks of Markdown, taken one by one."""
    words: list[str] = []
    for line in text.split("\n"):
        line = re.sub(r"^[\s>]*", "", line)
        if re.fullmatch(r"[\s|:=+*_-]*", line) or FENCE.match(line):
            continue
        line = re.sub(r"^\[\^([^\]\s]+)\]:", lambda found: f"{marks.get(found[1], '')} ", line)
        line = REFERENCE.sub(lambda found: note_mark(marks.get(found[1], "")), line)
        line = re.sub(r"^(#{1,6}|[-*+])\s+", "", line)
        line = re.sub(r"(?<!\\)\|", " ", line) if line.startswith("|") else line
        words.extend(markup.plain(line).split())
    return tuple(words)
