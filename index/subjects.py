"""What a passage speaks of: themes and agencies, by the words of the maintained vocabularies."""

from __future__ import annotations

from ingest.vocabulary import lexicon, tokens


def themes_in(text: str) -> tuple[str, ...]:
    """Names of the themes that the text speaks of."""
    return tuple(sorted(lexicon("themes").spoken_of(tokens(text))))


def agencies_in(text: str) -> tuple[str, ...]:
    """Names of the kinds of agency that the text speaks of."""
    return tuple(sorted(lexicon("agencies").spoken_of(tokens(text))))
