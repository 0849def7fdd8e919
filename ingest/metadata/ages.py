"""How old the subject was when it happened."""

from __future__ import annotations

import re

from ingest.metadata.accounts import Sentence
from ingest.model import Fact

_NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen)"
)
_LENGTH = rf"(?:{_NUMBER}|a\s+few)(?:\s*(?:[–-]|to|and\s+a\s+half)\s*{_NUMBER})?(?:\s+and\s+a\s+half)?[\s-]*(?:day|week|month|year)s?"
_LENGTHS = rf"{_LENGTH}(?:\s*(?:,|and|,\s*and)?\s+{_LENGTH})?"
#: "10-week-old", "four months old", "aged 9 months and two weeks", "aged 16".
_AGE = re.compile(
    rf"\b(?P<old>{_LENGTHS})[\s-]*(?:old|of\s+age)\b"
    rf"|\b(?:aged|age\s+of|was)\s+(?:just\s+|only\s+|nearly\s+|almost\s+|approximately\s+|around\s+)?"
    rf"(?P<aged>{_LENGTHS}|(?:1?\d|thirteen|fourteen|fifteen|sixteen|seventeen)(?![\w%.:/-]))(?!\s+(?:later|after|before|earlier|in))",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(
    r"\b(?:when (?:he|she|they) died|at the time of|died|death|sustained|killed|injuries)\b", re.IGNORECASE
)
_OTHER = (
    r"mothers?|fathers?|siblings?|brothers?|sisters?|partners?|parents?|step\w+|grand\w+|half|carers?|uncle|aunt|cousin|mum|dad"
    r"|perpetrators?|boyfriend|girlfriend|couple|man|woman"
)
#: Someone else, named just before the age and nearer to it than the subject is.
_OF_OTHER = re.compile(rf"\b(?:{_OTHER})\b[^.;]{{0,25}}$", re.IGNORECASE)
_ENOUGH = 1.0


def age(sentences: tuple[Sentence, ...]) -> Fact | None:
    """The subject's age as printed in the sentence that tells of the event; None where none says it for certain."""
    best: tuple[float, Fact] | None = None
    for order, sentence in enumerate(sentences):
        for match in _AGE.finditer(sentence.text):
            printed = " ".join((match["old"] or match["aged"]).split())
            if match["aged"] and printed.isdigit() and match[0].lower().startswith("was"):
                continue  # "was 16" may be a count of anything
            score = sentence.weight + 0.8 * bool(_AT_EVENT.search(sentence.text)) - order / 50
            score -= 2.0 * bool(_OF_OTHER.search(sentence.text[: match.start()]))
            if score >= _ENOUGH and (best is None or score > best[0]):
                best = score, Fact(printed, sentence.unit, round(min(0.9, 0.4 + score / 8), 2))
    return best[1] if best else None
