"""Labelled evidence: questions with sentences of which a reader judged whether they state what was asked."""
