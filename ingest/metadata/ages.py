"""How old the subject was when it happened."""

from __future__ import annotations

import re

from ingest.metadata.accounts import Sentence
from ingest.model import Fact
from ingest.patterns import linear

_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
)
_NUMBER = rf"(?:\d{{1,3}}|{_WORDS})"
_HALF = r"(?:\s+and\s+a\s+half)?"
_LENGTH = rf"(?:{_NUMBER}|a\s+few)(?:\s*(?:[–-]|to)\s*{_NUMBER})?{_HALF}[\s-]*(?:day|week|month|year)s?"
_LENGTHS = rf"{_LENGTH}(?:\s*(?:,|and|,\s*and)?\s+{_LENGTH})?"
_YEARS = rf"(?:\d{{1,2}}|{_WORDS})(?![\w%:/-]|\.\d)"
_ABOUT = r"(?:just\s+|only\s+|nearly\s+|almost\s+|approximately\s+|around\s+|about\s+)?"
#: "10-week-old", "aged 9 months and two weeks", "was twelve when he was found", "a boy of five months".
_AGE = linear(
    rf"\b(?P<old>{_LENGTHS})[\s-]*(?:old|of\s+age)\b"
    rf"|\b(?:aged|age\s+of)\s+{_ABOUT}(?P<aged>{_LENGTHS}|{_YEARS})(?!\s+(?:later|after|before|earlier|in))"
    rf"|\bwas\s+{_ABOUT}(?P<was>{_LENGTHS}|{_YEARS})(?=\s+(?:when|at\s+the\s+time)\b)"
    rf"|\b(?:boy|girl|baby|child|infant|man|woman)\s+of\s+{_ABOUT}(?P<of>{_LENGTHS}|{_YEARS})"
    rf"|^At\s+(?P<at>{_LENGTHS})\b",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(
    r"\b(?:when (?:he|she|they) (?:died|was|were)|at the time of|died|death|sustained|killed|injur\w+|found|hurt"
    r"|admitted)\b",
    re.IGNORECASE,
)
_OTHER = (
    r"mothers?|fathers?|(?:old|eld|young)e(?:r|st)|first[\s-]+(?:child|born)|siblings?|brothers?|sisters?|partners?|parents?"
    r"|step\w+|grand\w+|half|carers?|uncle|aunt|cousin|mum|dad|perpetrators?|boyfriend|girlfriend|couple|M[rs]s?\s+[A-Z]"
)
#: Someone else, named just before the age and nearer to it than the subject is.
_OF_OTHER = re.compile(rf"\b(?:{_OTHER})\b[^.;]{{0,25}}$", re.IGNORECASE)
_ENOUGH = 1.0


def age(sentences: tuple[Sentence, ...]) -> Fact | None:
    """The subject's age as printed in the sentence that tells of the event; None where none says it for certain."""
    best: tuple[float, Fact] | None = None
    for order, sentence in enumerate(sentences):
        for match in _AGE.finditer(sentence.text):
            score = sentence.weight + 0.8 * bool(_AT_EVENT.search(sentence.text)) - order / 50
            score -= 2.0 * bool(_OF_OTHER.search(sentence.text[: match.start()]))
            if score >= _ENOUGH and (best is None or score > best[0]):
                printed = match["aged"] or match["was"] or match["of"] or match["at"] or match[0]
                best = score, Fact(" ".join(printed.split()), sentence.unit, round(min(0.9, 0.4 + score / 8), 2))
    return best[1] if best else None
