"""How a sentence is put to the reader: with the words before it and the heading that it stands under."""

from __future__ import annotations

from app.answers.evidence import Sentence

#: Words before a sentence, and words of its heading, that are read with it.
BEFORE, HEADING = 14, 12
#: The model's own mark between two texts.
_SEPARATOR = " [SEP] "


def present(sentence: Sentence) -> str:
    """The sentence, the words before it in its unit, and its heading."""
    unit = sentence.hit.unit
    return presented(sentence.text, unit.text[: sentence.span[0]], unit.section[-1] if unit.section else "")


def presented(text: str, before: str, heading: str) -> str:
    """The same of its parts.

    >>> presented("She rang  twice.", "It was late.", "Contact")
    'She rang twice. [SEP] It was late. [SEP] Contact'
    """
    words = (text.split(), before.split()[-BEFORE:], heading.split()[:HEADING])
    return _SEPARATOR.join(" ".join(each) for each in words)
