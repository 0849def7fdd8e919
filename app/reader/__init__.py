"""Reads sentences: whether each states what was asked, and whether there is an answer at all."""
