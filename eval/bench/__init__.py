"""Benchmarks: commands that print a measurement beside its rivals, in one run. Apart from the tests."""
