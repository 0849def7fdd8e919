"""Role and voice of each unit: structure and headings first, then a small linear model over cues in the words."""

from ingest.roles.assign import assign

__all__ = ["assign"]
