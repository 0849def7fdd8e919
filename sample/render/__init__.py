"""Renders one review source to the formats in which boards publish."""
