"""Reads web pages (.html, .htm, .xhtml)."""

from ingest.readers.html.reader import read_html

__all__ = ["read_html"]
