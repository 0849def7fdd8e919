"""How many questions and sentences there are of each sort, and whether the unanswerable are as long as the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from eval.evidence.model import KINDS, SAYS, WHYS, Question


def report(questions: Sequence[Question]) -> str:
    """The counts, a line each."""
    sentences = [each.says for question in questions for each in question.sentences]
    lines = [f"{len(questions)} questions, {len(sentences)} sentences"]
    lines += _table("kind", KINDS, (question.kind for question in questions))
    lines += _table("why", WHYS, (question.why for question in questions if question.why))
    lines += _table("label", SAYS, sentences)
    lines += _lengths("answerable", [each for each in questions if each.answerable])
    lines += _lengths("unanswerable", [each for each in questions if not each.answerable])
    return "\n".join(lines)


def _table(name: str, order: Sequence[str], values: Iterable[str]) -> Iterator[str]:
    counts = Counter(values)
    yield f"{name}: " + ", ".join(f"{value} {counts[value]}" for value in order if counts[value])


def _lengths(name: str, questions: Sequence[Question]) -> Iterator[str]:
    if questions:
        words = [len(question.question.split()) for question in questions]
        named = sum(question.names_case for question in questions) / len(questions)
        yield (
            f"{name}: {len(questions)}, words median {median(words):g}, mean {sum(words) / len(words):.1f}; "
            f"{named:.0%} name the case"
        )
