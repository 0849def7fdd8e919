"""Words of a query that say what it is for and how it is to be told, not what it is about.

"Hello, something punchy on supervision for my training pack please" asks for "supervision".
"""

from __future__ import annotations

import re
from functools import cache

from index.query.vocabulary import section


def _any(name: str) -> str:
    return "|".join(sorted(section("task")[name], key=len, reverse=True))


@cache
def _asking() -> re.Pattern[str]:
    uses, how, what = _any("uses"), _any("how"), _any("what")
    pieces = (
        r"^(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening)|dear \w+)\b(?: there| all| team)?[\s,!.:-]*",
        r"[\s,.;:-]*\b(?:please|pls|plz|thanks|thank you|many thanks|cheers|ta|thx)\b"
        r"(?: in advance| very much| a lot)?[!.]*",
        r"\b(?:can|could|would|will) (?:you|i|we) (?:just |possibly |kindly )?"
        r"(?:tell|give|show|find|help|get|have|let) (?:me|us)\b(?: know| with)?",
        r"^(?:i|we)(?:['’]m| am|['’]re| are|['’]d| would)? (?:need|want|like|looking for|after|trying to find)\b"
        r"(?: to (?:find|know|quote))?",
        r"\b(?:for|in) (?:a|an|my|our|the|this|some|tomorrow's|next week's) (?:(?!for\b|on\b|in\b)[\w'’-]+ ){0,3}?"
        rf"(?:{uses})\b(?: (?:{uses})\b)*[:,]?",
        rf"\bsomething (?:(?:{how}|and) ?)+\b(?: ?(?:on|about|for|from|showing)\b)?",
        rf"\b(?:a |an |one |some |the |any |two |three )?(?:(?:{how}) )+(?:{what})\b"
        r"(?: (?:on|about|for|from|showing)\b)?",
        r"\b(?:in|as|using) (?:(?:just|only|no more than) )?(?:a|one|two|three|a few|a couple of|\d+)"
        r"(?: short| single| plain)? (?:words?|sentences?|lines?|paragraphs?|bullets?|bullet points|nutshell)\b[:,]?",
        r"\b(?:as|in) bullet(?:s| points)\b|\bin (?:brief|plain english|plain language|full|layman's terms)\b",
        r"\b(?:word for word|verbatim|tl[; ]?dr|quotable|summari[sz]e|sum up|(?:quote|give|find|show|tell) me)\b",
    )
    return re.compile("|".join(f"(?:{piece})" for piece in pieces), re.IGNORECASE)


def without_asking(text: str) -> str:
    """A query without the words of its task; as it is where too little would be left to search for.

    >>> without_asking("Hello, can you tell me who rang the school please?")
    'who rang the school?'
    """
    plain = " ".join(_asking().sub(" ", text).split()).strip(" ,;:-")
    plain = re.sub(r",{2,}", ",", re.sub(r" ([?!.,])", r"\1", plain))
    return plain if any(len(word) > 2 for word in re.findall(r"[^\W\d_]+", plain)) else text
