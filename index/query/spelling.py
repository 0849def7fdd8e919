"""Corrects words that stand nowhere in the library to the nearest that do, so that a slip hides no result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

#: A word that is in the library fewer times than this may itself be a slip.
MIN_PASSAGES = 2
SHORTEST = 5


def correction(word: str, counts: Mapping[str, int], known: Callable[[str], bool]) -> str:
    """The nearest word of the library, "" where none is near or the word needs none.

    One slip is allowed in a word of up to seven letters, two in a longer one (Damerau: a letter too many, too few,
    wrong, or two swapped). A word that the language model knows is not taken for a slip: it may well be meant.

    Args:
        word: in lower case. counts: word -> passages. known: whether it is a common English word.
    """
    if len(word) < SHORTEST or not word.isalpha() or counts.get(word, 0) or known(word):
        return ""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(word) < 8 else 2
    near = [
        other
        for other, count in counts.items()
        if count >= MIN_PASSAGES and abs(len(other) - len(word)) <= most and other[0] == word[0] and other.isalpha()
    ]
    found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=5)
    best = sorted(found, key=lambda item: (item[1], -counts[item[0]], item[0]))
    return str(best[0][0]) if best else ""
