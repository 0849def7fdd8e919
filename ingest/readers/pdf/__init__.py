"""PDF: pages with a text layer are read by layout, pages without one are recognised."""

from __future__ import annotations

from ingest.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
