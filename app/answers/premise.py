"""Whether a sentence denies what a question takes for granted.

"Why was the nurse dismissed?" takes for granted that she was. A sentence that has the same words under a negation ("the
nurse was not dismissed", "no nurse was dismissed", "a disciplinary hearing was never held") says otherwise; it is
quoted first, and the answer says so. What no sentence denies in such words is not told: presuppositions are not
entailed by what stands near, and nothing here weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.answers.evidence import Sentence
from app.answers.question.question import Question
from app.answers.words import stem, stems, words
from ingest.patterns import linear

#: Sentences looked at, and how far their late interaction may be behind the best one's.
FIRST, BEHIND = 8, 0.1
#: idf from which a word under a negation tells; share of the question's weight that the subject of a negated event has.
TELLING, SUBJECT = 2.5, 0.25
#: A longer one is no sentence but a table or a list.
LONGEST = 600

_ASKS = linear(
    r"^\W*(?:[^?]{0,80}?[,:;–-] *)?(?:(?:and|but|so|on|in|at|by|under|to|for|from|with|of|about) )*"
    r"(?:why|how|what|which|who|whose|whom|where|when)\b",
    re.IGNORECASE,
)
#: A question that takes nothing for granted (yes or no, an amount, a judgement), or asks for what is not so.
_OPEN = re.compile(
    r"^\W*(?:did|was|were|has|have|had|do|does|is|are|can|could|should|would|any|tell|list|show|give|find|quote)\b"
    r"|\bhow (?:many|much|often|far|well|long|old|likely|effective|good|big|bad|soon|quickly|consistent|late)\b"
    r"|, (?:did|was|were|is|has|and did|and was)\b|\bor not\b"
    r"|\b(?:not|no|never|nobody|none|nothing|neither|nor|without|unable|fail\w*|declin\w+|refus\w+|\w+n['’]t|lack\w*"
    r"|absen\w+|miss\w*|ignor\w*|overlook\w*|instead|cannot|nowhere|stop(?:ped|s)?|ever|any|whether|if|barriers?|gaps?"
    r"|weak\w*|wrong|prevent\w*|difficult\w*|hard|slip\w*|short\w*|poor\w*|criticisms?|concerns?|doubt\w*|disagree\w*"
    r"|sa(?:y|ys|id|ying)|explain\w*|make of|reviews|cases|reports)\b",
    re.IGNORECASE,
)


def _stems(listed: str) -> frozenset[int]:
    return frozenset(map(stem, listed.split())) - {0}


#: What is asked for, planned or thought of need not have been: that it was not is no denial.
_WANTED = _stems(
    """
    ask request recommend want need plan consider suggest call refuse propose argue prevent stop avoid should expect
    order threaten require must explain outstanding happen
    """
)
#: Verbs that say little of what they deny.
_GENERAL = _stems(
    "happen use say know make take see go come get give tell work find think feel put bring keep let look"
)
_BETWEEN = r"(?:(?:be|been|being|to|ever|yet|have|had|has|\w+ly|always|then|also|even|again)\s+)*"
_NOT = r"\b(?:not|never|\w+n['’]t|cannot)\s+" + _BETWEEN
_VERB = re.compile(_NOT + r"([\w'’-]+)", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:no one|no-one|nobody|none of (?:the|these|those|his|her|their|them)"
    r"|no(?! (?:one|longer|doubt|more|less|sooner|matter|further)\b)|neither(?: of)?|without(?: any| a)?)"
    r"\s+((?:[\w'’-]+\s*){1,3})",
    re.IGNORECASE,
)
_EVENT = re.compile(
    _NOT + r"(?:held|used|completed|made|carried out|convened|done|achievable|possible|tak(?:e|en) place|happen(?:ed)?"
    r"|occur(?:red)?|given|offered|provided|undertaken|arranged|followed up|issued|brought|initiated|pursued|commenced"
    r"|started|produced|conducted|finished|attended|go ahead|gone ahead|requested|obtained|receiv(?:ed)?|informed|told"
    r"|notified|invited|present|available|referred|reached|seen|asked|heard|met)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:.!?()“”\"]|\b(?:but|although|though|because|which|who|that|when|while|where|if|since|unless|until|despite"
    r"|however|and)\b",
    re.IGNORECASE,
)
#: What should or might not be is no denial of what was.
_MODAL = re.compile(r"\b(?:should|must|shall|may|might|would|could|can|no further action)\b", re.IGNORECASE)


def denying(question: Question, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The nearest sentence that denies what the question takes for granted; [] where it takes nothing, or none does."""
    if question.kind not in ("fact", "explain") or _OPEN.search(question.said) or not _ASKS.search(question.said):
        return []
    wanted = {key: weight for key, weight in question.weights.items() if key not in question.named}
    nearest = sorted(sentences, key=lambda each: -each.features.get("late", 0.0))[:FIRST]
    best = nearest[0].features.get("late", 0.0) if nearest else 0.0
    close = (each for each in nearest if each.features.get("late", 0.0) >= best - BEHIND)
    return [each for each in close if len(each.text) <= LONGEST and _denies(each.text, wanted)][:1]


def _denies(text: str, wanted: Mapping[int, float]) -> bool:
    telling = frozenset(key for key, weight in wanted.items() if weight > TELLING) - _GENERAL
    for clause in (clause for clause in _clauses(text) if not _MODAL.search(clause)):
        if any(stem(found[1].lower()) in telling for found in _VERB.finditer(clause)):
            return True
        if any(telling & set(map(stem, words(found[1]))) for found in _NOUN.finditer(clause)):
            return True
        if not _WANTED & wanted.keys() and any(
            _subject(clause[: found.start()], wanted, telling) for found in _EVENT.finditer(clause)
        ):
            return True
    return False


def _clauses(text: str) -> list[str]:
    edges = [0, *(found.start() for found in _CLAUSE.finditer(text)), len(text)]
    return [text[first:last] for first, last in pairwise(edges)]


def _subject(text: str, wanted: Mapping[int, float], telling: frozenset[int]) -> bool:
    """Whether what stands before a negated verb is what the question is about."""
    found = stems(text) & wanted.keys()
    return bool(found & telling) and sum(wanted[key] for key in found) >= SUBJECT * sum(wanted.values())
