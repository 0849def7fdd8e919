"""Cuts English prose into sentences, as character spans. Made for reviews: "Dr. A", "para. 4.2", "i.e.", "No. 3"."""

from __future__ import annotations

import re

# Full stops that end no sentence although a space and a capital or digit may follow.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "st",
        "sr",
        "jr",
        "vs",
        "etc",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "cf",
        "al",
        "p",
        "pp",
        "para",
        "paras",
        "no",
        "nos",
        "ch",
        "vol",
        "fig",
        "ed",
        "eds",
        "approx",
    ]
)
# A run of stops is tried at its first only, and never given back: its tail ends no sentence that its whole does not.
_END = re.compile(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|(?<=[:;])\s*\n|\n(?=\s*[•▪●\-–*o]\s)|"
    r"(?<!\s)\s++(?=[☐☑☒]\s)"
)
#: Longer than any abbreviation, with the space before it.
_REACH = 16


def _is_abbreviation(text: str, end: int) -> bool:
    before = text[max(0, end - _REACH) : end].rsplit(maxsplit=1)
    if not before:  # the text begins with the stop
        return False
    word = before[-1].lstrip("\"'“‘([").lower().rstrip(".")
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")


#: Of these, those that are short for something only before its number: "No. 3", and not "She said no. The nurse left."
_NUMBERED = frozenset({"no", "nos", "p", "pp", "para", "paras", "ch", "vol", "fig"})
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,5}$")


def _ends_after_word(text: str, end: int, after: int) -> bool:
    """Whether a word that may be short for something is a word of its own here: no number follows."""
    word = _WORD_BEFORE.search(text, max(0, end - 6), end)
    return word is not None and word[0].lower() in _NUMBERED and not text[after : after + 8].lstrip()[:1].isdigit()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, without surrounding space, in order; every character but space lies in one.

    >>> [("A. B said no. It ended."[a:b]) for a, b in sentence_spans("A. B said no. It ended.")]
    ['A. B said no.', 'It ended.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        stop = match.group() == "." and _is_abbreviation(text, match.start())
        if stop and not _ends_after_word(text, match.start(), match.end()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in (_trim(text, *span) for span in spans) if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
