"""Answers worded by a language model that the user runs or rents: every claim is checked before it is shown."""
