"""Agencies that a question asks about and that nothing quoted names: what is quoted may then be of somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from app.answers.question.question import Question
from ingest.model import Unit
from ingest.vocabulary import lexicon, tokens

#: Words of the longest name of an agency.
_LONGEST = 4


def unnamed(question: Question, units: Iterable[Unit]) -> str:
    """The name of an agency as the question has it, where none of those that it names is named in the units or their
    headings; "" where one is, or the question names none.
    """
    agencies = lexicon("agencies")
    asked = agencies.spoken_of(tokens(question.said))
    if not asked:
        return ""
    for unit in units:
        if asked & agencies.spoken_of(tokens(" ".join((*unit.section, unit.text)))):
            return ""
    typed = question.said.split()
    spans = [typed[start:end] for start in range(len(typed)) for end in range(start + 1, start + _LONGEST + 1)]
    shortest = min((span for span in spans if agencies.spoken_of(tokens(" ".join(span)))), key=len)
    return " ".join(shortest).strip(".,;:?!\"'()“”‘’").removesuffix("'s").removesuffix("’s")
