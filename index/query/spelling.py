"""Corrects words that stand nowhere in the library to the nearest that do, so that a slip hides no result."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from index.query.lexicon import key
from index.query.vocabulary import section

#: A word that is in the library fewer times than this may itself be a slip.
MIN_PASSAGES = 2
SHORTEST = 5
#: Letters of a word that has an ending or is half of another.
STEM = 3
HALF = 4
#: From so many letters on two slips are likelier than another word.
LONG = 9
_ALIKE = ("aeiouy", "csz", "ckq", "gj", "dt", "mn", "bp", "fv")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PREFIX = re.compile(
    r"^(?:re|un|non|pre|mis|over|under|co|dis|inter|multi|out|self|counter|anti|de|in|im|sub|fore|up|down)(?=\w{4})"
)


def correction(word: str, counts: Mapping[str, int], known: Callable[[str], bool]) -> str:
    """The nearest word of the library, "" where none is near or the word needs none.

    One slip is allowed in a word of up to eight letters, two in a longer one (Damerau: a letter too many, too few,
    wrong, or two swapped). A word that the language model knows, or a form of one ("revising", "non-smoker"), is not
    taken for a slip: it may well be meant; but for a letter that ought to stand twice ("refered").

    Args:
        word: in lower case. counts: word -> passages. known: whether it is a common English word.
    """
    if len(word) < SHORTEST or not word.isalpha() or counts.get(word, 0) or known(word):
        return ""
    found = _nearest(word, counts)
    if not found or _sounds(found) == _sounds(word):
        return found
    if key(found) == key(word):
        return ""  # a form of it, which is found as it is
    return "" if is_english(word, lambda each: known(each) or counts.get(each, 0) >= MIN_PASSAGES) else found


def is_english(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word is one that the language model knows, a form of one, or made of two.

    >>> is_english("revising", {"revise"}.__contains__), is_english("asesment", {"revise"}.__contains__)
    (True, False)
    """
    if known(word):
        return True
    plain = _PREFIX.sub("", word)
    return (
        any(known(base) for base in bases(word))
        or (plain != word and (known(plain) or any(known(base) for base in bases(plain))))
        or _of_two(word, known)
    )


def bases(word: str) -> Iterator[str]:
    """Words of which it may be a form."""
    for ending, instead in section("endings").items():
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            stem = word.removesuffix(ending)
            yield from (stem + end for end in instead)
            if len(stem) > STEM and stem[-1] == stem[-2]:
                yield stem[:-1]


def _of_two(word: str, known: Callable[[str], bool]) -> bool:
    """ "foodbank": two known words."""
    cuts = range(HALF, len(word) - HALF + 1)
    return any(known(word[:at]) and known(word[at:]) for at in cuts)


def _sounds(word: str) -> str:
    """A word without what those who know it well still get wrong: a letter that stands twice, "er" for "or"."""
    plain = re.sub(r"(.)\1", r"\1", word)
    plain = re.sub(r"(?:ys|ies)$", "is", re.sub(r"[eo]r(?=s?$)", "er", plain))
    return re.sub(r"[ai]ble$", "able", re.sub(r"[ae]nce(?=s?$)", "ence", plain))


def _nearest(word: str, counts: Mapping[str, int]) -> str:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(word) < SHORTEST + 3 else 2
    near = [
        other
        for other, count in counts.items()
        if count >= MIN_PASSAGES and abs(len(other) - len(word)) <= most and other[0] == word[0] and other.isalpha()
    ]
    found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=5)
    likely = [item for item in found if _is_slip(word, str(item[0]))]
    best = sorted(likely, key=lambda item: (item[1], -counts[item[0]], item[0]))
    return str(best[0][0]) if best else ""


def _is_slip(typed: str, meant: str) -> bool:
    """Whether each letter that stands for another may do so by a slip of the finger or the ear: two vowels, two that
    sound alike, two keys side by side; swapped letters are none."""
    from rapidfuzz.distance import OSA, Levenshtein

    if _sounds(typed) == _sounds(meant):
        return True
    slips = OSA.distance(typed, meant)
    if slips > 1 and len(typed) < LONG:
        return False
    if slips < Levenshtein.distance(typed, meant):
        return True
    changes = (op for op in Levenshtein.editops(typed, meant) if op.tag == "replace")
    return all(_alike(typed[op.src_pos], meant[op.dest_pos]) for op in changes)


def _alike(typed: str, meant: str) -> bool:
    pair = {typed, meant}
    return any(pair <= set(group) for group in _ALIKE) or any(
        row.find(typed) >= 0 and abs(row.find(typed) - row.find(meant)) == 1 for row in _KEYS if meant in row
    )
