"""Reads a query as people mean it: acronyms, names of reviews, old and new terms, misspellings, quoted phrases."""

from index.query.about import About
from index.query.understand import Query, Reading, as_printed, clean, in_their_words, understand

__all__ = ["About", "Query", "Reading", "as_printed", "clean", "in_their_words", "understand"]
