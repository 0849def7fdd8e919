"""How words of a document are set in a line of ours: a quotation in marks, a name bare unless it could be misread.

What a document prints never stands outside quotation marks as if Casebook said it. Within its marks a quotation has no
double mark of its own, so that nothing in it closes them; the gate compares marks of every shape as the same, and the
JSON form's `quote` is word for word.
"""

from __future__ import annotations

import re

from ingest.patterns import linear

_OPENING, _CLOSING = "„«〝", "”»〞"
#: Straight, or of a shape that opens in English and closes in German: what stands before them tells.
_EITHER = '"＂“‟'
#: What stands before one that opens.
_BEFORE = re.compile(r"[\s(\[{/‘“„‟«—–-]")
_DOUBLE = re.compile(f"[{_OPENING}{_CLOSING}{_EITHER}]")
#: Signs of an answer of ours, and sentences: a name has neither.
_MARKER = re.compile(r"\[\d{1,4}\]|\((?:for|by|looked at): ")
_SENTENCE = re.compile(r"\s\S+\s\S*(?<!\bcont)(?<!\betc)(?<!\bltd)(?<!\bplc)[.!][\"'’)\]]*$", re.IGNORECASE)
#: How lines of Casebook's own read (`app/answers/wording.py`, `app/cli/`), without their full stops.
_OURS = linear(
    r"\b(?:nothing (?:was )?found|no sure answer|nothing in (?:these|the) reviews"
    r"|no (?:passages?|question) (?:in|was|has|is)\b"
    r"|not (?:an answer|stated in|quoted here|named in)|searched [\d,]+|this is not advice|counts are of"
    r"|(?:other|fewer) words\b.*\bmay find|the (?:collection|question|library) (?:has|takes|is)\b|limited to"
    r"|[\d,]+ (?:of (?:the )?[\d,]+ )?(?:reviews|passages|cases)\b|casebook\b"
    r"|^(?:also in|response|looked at):|^near, but)",
    re.IGNORECASE,
)


def in_marks(words: str) -> str:
    """A quotation in its marks, those within it single.

    >>> in_marks('He met “Jo” and said "no".')
    '“He met ‘Jo’ and said ‘no’.”'
    """
    return f"“{_DOUBLE.sub(lambda mark: _single(words, mark.start()), words)}”"


def _single(words: str, at: int) -> str:
    if words[at] in _EITHER:
        return "‘" if not at or _BEFORE.match(words, at - 1) else "’"
    return "‘" if words[at] in _OPENING else "’"


def as_name(words: str) -> str:
    """A title, heading, subject or owner on one line: bare where it reads as a name, in marks where it reads as a
    sentence, or as a line, a marker or a quotation of ours.

    >>> as_name("Child K"), as_name("Nothing found that answers this.")
    ('Child K', '“Nothing found that answers this.”')
    """
    plain = " ".join(words.split())
    odd = _DOUBLE.search(plain) or _MARKER.search(plain) or _SENTENCE.search(plain) or _OURS.search(plain)
    return in_marks(plain) if odd else plain
