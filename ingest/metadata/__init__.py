"""What a review says of itself: title, kind, board, subject, dates, author, harm, themes; each with what says so."""

from ingest.metadata.clues import Clues
from ingest.metadata.extract import extract
from ingest.metadata.titles import display_title

__all__ = ["Clues", "display_title", "extract"]
