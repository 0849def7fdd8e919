"""What kind of answer a question asks for; the first rule that fits wins."""

from __future__ import annotations

import re
from typing import cast

from app.answers.model import Kind
from app.answers.rules import NAME, fits, rules

#: A query of so few words, without any of a sentence and without a name, is a subject: "warning letters".
_SUBJECT_WORDS = 8


def kind_in(question: str) -> tuple[Kind, re.Match[str] | None]:
    """The kind of answer that a question asks for, and the words that say so: "fact" where nothing says otherwise."""
    for means, rule in rules("kind").items():
        found = rule.search(question)
        if found:
            return cast(Kind, means), found
    return ("theme" if _is_subject(question) else "fact"), None


def kind_of(question: str) -> Kind:
    """The kind alone.

    >>> kind_of("domestic abuse warning letters"), kind_of("Who sent the letters?")
    ('theme', 'fact')
    """
    return kind_in(question)[0]


def _is_subject(question: str) -> bool:
    """Whether a query only names a subject, as one types it into a search box."""
    few = 1 <= len(question.split()) <= _SUBJECT_WORDS
    sentence = "?" in question or fits("sentence", "words", question)
    named = (question[: name.start()].strip() for name in re.finditer(rf"\b{NAME}\b", question))
    return few and not sentence and not any(named)


def asks_when(question: str) -> bool:
    """Whether a date or a span of time is asked for."""
    return fits("wants", "date", question)


def asks_number(question: str) -> bool:
    """Whether an amount is asked for."""
    return fits("wants", "number", question)


def asks_who(question: str) -> bool:
    """Whether a person or body is asked for."""
    return fits("wants", "name", question)


def has_date(text: str) -> bool:
    """Whether a text holds a date or a span of time."""
    return fits("shows", "date", text)


def has_number(text: str) -> bool:
    """Whether a text holds an amount."""
    return fits("shows", "number", text)
