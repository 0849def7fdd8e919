"""Reads a query as people mean it: acronyms, names of reviews, old and new terms, misspellings, quoted phrases."""

from index.query.about import About
from index.query.understand import Understood, clean, in_their_words, rightly_spelt, understand

__all__ = ["About", "Understood", "clean", "in_their_words", "rightly_spelt", "understand"]
