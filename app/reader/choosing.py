"""Which sentences to quote of those that state what was asked: few, and then it stops."""

from __future__ import annotations

from dataclasses import dataclass

from app.answers import narrowing, select
from app.answers.evidence import Sentence
from app.answers.question.question import Question
from app.answers.quoting import quote
from app.reader.judging import Judged, Judgement


@dataclass(frozen=True, slots=True)
class Room:
    """How much an answer may quote.

    Args:
        sentences: at most. words: in all; the first sentence has what it needs. least: chance that a further sentence
            states it; `beside`: that of one which stands next to a sentence quoted, in its paragraph.
    """

    sentences: int
    words: int
    least: float
    beside: float


#: Where one fact is asked, and where more is.
ONE, MORE = Room(2, 70, 0.5, 0.4), Room(4, 130, 0.35, 0.25)
_MORE_KINDS = frozenset({"explain", "recommend", "theme", "compare"})


def choose(question: Question, judgement: Judgement) -> list[Sentence]:
    """The sentences to quote, best first; the first is the likeliest answer."""
    ranked = [each for each in judgement.sentences if select.can_be_quoted(each.sentence)]
    if question.kind == "define" and not narrowing.asks_more(question):
        ranked = [each for each in ranked if narrowing.spells_it(question, each.sentence)] or ranked
    room = MORE if question.kind in _MORE_KINDS or len(question.clauses) > 1 else ONE
    chosen: list[Judged] = []
    for each in ranked:
        if not chosen or (len(chosen) < room.sentences and _adds(each, chosen, room)):
            chosen.append(each)
    return [each.sentence for each in chosen]


def _adds(each: Judged, chosen: list[Judged], room: Room) -> bool:
    """Whether a further sentence is sure enough, says something new and has room."""
    least = room.beside if any(_touch(each.sentence, other.sentence) for other in chosen) else room.least
    words = sum(len(quote(one.sentence).words.split()) for one in (*chosen, each))
    return (
        each.states >= least
        and words <= room.words
        and not any(select.repeats(each.sentence, other.sentence) for other in chosen)
    )


def _touch(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand next to each other in a paragraph."""
    if one.hit.unit.id != other.hit.unit.id:
        return False
    first, second = sorted((one.span, other.span))
    return not one.hit.unit.text[first[1] : second[0]].strip()
