"""Markdown by the rules of CommonMark, with tables and footnotes; numbers stay as the author typed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers import markup
from ingest.readers.decoding import decode
from ingest.readers.lengths import check_length
from ingest.readers.markdown.notes import front_matter, lift_notes, note_marks
from ingest.readers.markdown.walk import Walk
from ingest.readers.markdown.words import plain_words
from ingest.settings import Limits
from ingest.source import Source

_NESTING = 240
_MOST_BRACKETS = 5_000


def read_markdown(path: Path, limits: Limits) -> Source:
    """Read a Markdown file.

    Raises:
        UnreadableFile: it holds no text.
        LimitExceeded: a line is longer, or lists are nested deeper, than the limits allow.
    """
    text, problems = decode(path.read_bytes(), path.name)
    source = from_markdown(text, limits, name=path.name)
    return replace(source, problems=(*problems, *source.problems))


def from_markdown(text: str, limits: Limits | None = None, *, name: str = "text") -> Source:
    """The same from text in memory."""
    limits = limits or Limits()
    text, struck = markup.without_struck(text.replace("\f", "\n\n"))
    check_length(max(map(len, text.split("\n")), default=0), limits, name)
    text, properties = front_matter(text)
    body, notes = lift_notes(text)
    marks = note_marks(body, notes)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.disable("code")  # four spaces are an indent in extracted text, not a program
    if max(line.count("[") for line in body.split("\n")) > _MOST_BRACKETS:  # the search for links is quadratic
        parser.disable(["link", "image"])
    try:
        tokens = parser.parse(body)
        if any(token.level >= _NESTING - 4 for token in tokens):  # the parser drops what is deeper without a word
            raise RecursionError
    except RecursionError as error:
        raise LimitExceeded(f"{name} is nested too deeply to read.", remedy="Take out some levels.") from error
    walk = Walk(marks, limits, name, body.split("\n"))
    placed = list(walk.blocks(tokens))
    placed += [(note.line, walk.note(note, parser)) for note in notes]
    blocks = tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]) if block.text)
    if not blocks:
        raise UnreadableFile(f"{name} holds no text.", remedy="Look whether it was copied or downloaded whole.")
    if len(blocks) > limits.units:
        raise LimitExceeded(f"{name} has more than {limits.units:,} paragraphs and rows.")
    return Source(blocks, words=plain_words(text, marks), properties=properties, problems=(*struck, *walk.problems))
