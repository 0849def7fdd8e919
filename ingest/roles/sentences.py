"""What each sentence of a unit does: praises, tells an event, says what should have been done..."""

from __future__ import annotations

import re
from collections import Counter

from ingest.roles.phrases import MOST_CHARACTERS, words_of
from ingest.roles.vocabulary import phrases, style

DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[ \xa0](?:of )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Kinds of sentence by which an author judges; a unit with none of them, but with events, is a bare account.
JUDGING = frozenset({"explain", "fault", "missed", "could", "conclude", "praise", "research", "guidance", "ask"})
_BREAK = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"•])|\n+")
#: Shorter pieces are stray marks.
_LEAST_CHARACTERS = 13
#: Cues of the vocabulary that are a kind of sentence by themselves, under the name that the features use.
_PLAIN = {
    "missed_named": "named",
    "should_have": "shouldhave",
    "not_done": "notdone",
    "fault": "fault",
    "explain": "explain",
    "conclude": "conclude",
    "since": "since",
    "plan": "plan",
    "family_said": "family",
    "research": "research",
    "guidance": "guidance",
    "agency": "agency",
    "contrast": "contrast",
    "general": "general",
    "intro": "intro",
}


def sentences(text: str) -> list[frozenset[str]]:
    """The kinds of each sentence, in order; at least one sentence."""
    pieces = [piece for piece in _BREAK.split(text[:MOST_CHARACTERS]) if len(piece) >= _LEAST_CHARACTERS]
    return [kinds(piece) for piece in pieces or [text]]


def kinds(sentence: str) -> frozenset[str]:
    """What one sentence does; several things, or none."""
    words = words_of(sentence)
    cues = phrases("text").count(words)
    found = {name for cue, name in _PLAIN.items() if cue in cues}
    found |= _graded(cues)
    if DATE.search(sentence) or YEAR.search(sentence):
        found.add("date")
    return frozenset(found | _told(words, cues, found))


def _graded(cues: dict[str, int]) -> set[str]:
    """Kinds of which the stronger leaves out the weaker."""
    found = set()
    conditional = "could_have" in cues
    # What would have been good practice was not done: that is no praise.
    if not conditional and "should_have" not in cues and ("praise_strong" in cues or "praise" in cues):
        found.add("praise" if "praise_strong" in cues else "mild")
    if "method_strong" in cues or "method" in cues:
        found.add("method" if "method_strong" in cues else "meth")
    if "missed" in cues or "should_have" in cues or (conditional and "had_been" in cues):
        found.add("missed")
    if conditional and "had_been" not in cues:
        found.add("could")
    if "ask" in cues and "should_have" not in cues:
        found.add("ask")
    return found


def _told(words: list[str], cues: dict[str, int], found: set[str]) -> set[str]:
    """Whether it tells an event of the past, and does nothing else, or speaks of the present."""
    kinds_of_word = style()
    counts: Counter[str] = Counter(kind for word in words for kind in kinds_of_word.get(word, ()))
    past = counts["past"] + sum(word.endswith("ed") and "past" not in kinds_of_word.get(word, ()) for word in words)
    if counts["present"] > past:
        return {"present"}
    if past == counts["present"]:
        return set()
    event = "date" in found or "happened" in cues
    told = {"event"} if event or "then" in cues else set()
    judged = found & {"fault", "explain", "missed", "could", "ask", "conclude", "praise"}
    return told | ({"pure"} if event and not judged else set())
