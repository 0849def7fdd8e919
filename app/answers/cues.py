"""Words by which a sentence shows what sort of answer it could be: a reason, a duty, a judgement."""

from __future__ import annotations

import re

_REASON = re.compile(
    r"\b(?:because|due to|as a result|led to|meant that|reasons?|therefore|consequences?|owing to|in order to"
    r"|contribut(?:ed|es)|result(?:ed|s) in|so that)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(r"\b(?:should|must|need(?:s|ed)? to|recommend\w*|requir(?:ed|es)|ensures?|to be)\b", re.IGNORECASE)
_JUDGED = re.compile(
    r"\b(?:good practice|missed|fail(?:ed|ure|ures|s)|lack\w*|poor\w*|insufficient\w*|concern\w*|opportunit\w+"
    r"|effective\w*|ineffective\w*|weak\w*|inadequate\w*|absence|(?:should|could|would) (?:not )?have"
    r"|not (?:been |being )?\w+ed)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:\w+ed|\w+ing|is|are|was|were|be|been|has|have|had|should|must|will|would|can|could|may|did|do|does|not)\b",
    re.IGNORECASE,
)


def gives_reason(text: str) -> bool:
    """Whether a text says why: "because", "led to"."""
    return bool(_REASON.search(text))


def states_duty(text: str) -> bool:
    """Whether a text says what is to be done: "should", "must"."""
    return bool(_DUTY.search(text))


def judges(text: str) -> bool:
    """Whether a text weighs what was done: "missed", "good practice", "should have"."""
    return bool(_JUDGED.search(text))


def states(text: str) -> bool:
    """Whether a text has a verb, as far as endings and a short list tell; a title or label mostly has none."""
    return bool(_VERB.search(text))
