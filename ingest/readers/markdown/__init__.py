"""Reads Markdown (.md, .markdown)."""

from ingest.readers.markdown.reader import from_markdown, read_markdown

__all__ = ["from_markdown", "read_markdown"]
