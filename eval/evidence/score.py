"""How a build answers labelled questions: what is quoted first, what is refused, what tempting passage is quoted.

None of these can be raised by quoting more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from eval.evidence.model import ANSWERING, Question
from eval.evidence.sentences import digest

#: Measures of the answerable, and of the unanswerable.
OF_ANSWERABLE = ("answered", "lead", "lead_says", "on_point", "says")
OF_UNANSWERABLE = ("refused", "tempted")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation of an answer: the unit that it stands in, and its words."""

    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a build said to a question. quoted: in the order of the answer."""

    answered: bool
    quoted: tuple[Quoted, ...]
    verdict: str = ""
    seconds: float = 0.0

    @property
    def words(self) -> int:
        """Words that are quoted."""
        return sum(len(each.words.split()) for each in self.quoted)


def reply_of(form: Mapping[str, Any]) -> Reply:
    """What the JSON of `casebook ask` says; any build's since the first has these fields."""
    claims = [claim for claim in form.get("claims", ()) if claim.get("quote") and claim.get("citations")]
    quoted = tuple(Quoted(claim["citations"][0]["id"], claim["quote"]) for claim in claims)
    return Reply(bool(form.get("answered")), quoted, str(form.get("verdict", "")), float(form.get("seconds", 0.0)))


def score(question: Question, reply: Reply, texts: Mapping[tuple[str, str], str]) -> dict[str, float]:
    """The measures of one question: those of the answerable or those of the unanswerable, and the words quoted.

    An answer counts as one of the answerable's leads only if it is given.

    Args:
        texts: unit and digest of each labelled sentence -> its words.
    """
    words = {"words": float(reply.words)} if reply.quoted else {}
    if question.answerable:
        return words | _answerable(question, reply, texts)
    cited = {each.unit for each in reply.quoted}
    denied = bool(cited) and cited <= set(question.denial)
    tempted = reply.answered and not denied and bool(cited & set(question.tempts))
    return words | {"refused": float(not reply.answered or denied), "tempted": float(tempted)}


def _answerable(question: Question, reply: Reply, texts: Mapping[tuple[str, str], str]) -> dict[str, float]:
    gold = {each.unit for each in question.sentences if each.says in ANSWERING}
    said = {(each.unit, each.digest) for each in question.sentences if each.says in ANSWERING}
    flags = [each.unit in gold for each in reply.quoted]
    states = [_states(each, said, texts) for each in reply.quoted]
    found = {
        "answered": float(reply.answered),
        "lead": float(bool(flags) and flags[0]),
        "lead_says": float(bool(states) and states[0]),
    }
    if not flags:
        return found
    return found | {"on_point": sum(flags) / len(flags), "says": sum(states) / len(states)}


def _states(quoted: Quoted, said: set[tuple[str, str]], texts: Mapping[tuple[str, str], str]) -> bool:
    """Whether a quotation holds a sentence that says it, or a part of one that is long enough to be known by."""
    words = " ".join(quoted.words.split())
    for key in said:
        text = " ".join(texts.get(key, "").split())
        if key[0] == quoted.unit and text and (text in words or (len(words.split()) > 3 and words in text)):
            return True
    return digest(quoted.words) in {known for unit, known in said if unit == quoted.unit}


def summarise(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over the questions that have it, and the median of the words quoted."""
    names = (*OF_ANSWERABLE, *OF_UNANSWERABLE)
    found = {name: [row[name] for row in rows if name in row] for name in names}
    means = {name: round(sum(values) / len(values), 3) for name, values in found.items() if values}
    words = [row["words"] for row in rows if "words" in row and "lead" in row]
    return means | ({"words": median(words)} if words else {})
