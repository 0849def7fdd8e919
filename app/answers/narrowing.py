"""What the form of a question narrows its answer to: the reviews that it names, the words that spell an acronym out,
a unit that it names by its number, the sort of fact that it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answers.evidence import Sentence
from app.answers.expected import spells_out
from app.answers.model import Quote
from app.answers.question.question import Question
from app.answers.rules import ACRONYM
from index.model import SearchResult
from index.query.labels import normal_label


def names_unit(question: Question, candidates: Sequence[Sentence]) -> bool:
    """Whether the question names a unit, or its heading, by a number that is printed on one of those read."""
    return any(
        normal_label(each.hit.unit.label) in question.labels
        or any(_is_label(heading, form) for heading in each.hit.unit.section for form in question.label_forms)
        for each in candidates
    )


def narrowed(question: Question, result: SearchResult, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that a question is about; all of them where a narrowing would leave none."""
    kept = list(candidates)
    if question.limited_to:
        kept = _those(kept, lambda each: each.hit.review.id in question.limited_to)
    kept = _those(kept, _of_unit(question, result))
    if question.kind == "define" and not asks_more(question):
        kept = _those(kept, lambda each: spells_out(each.text, question.acronyms))
    return kept


def _of_unit(question: Question, result: SearchResult) -> Callable[[Sentence], bool]:
    """Whether a sentence is of a unit that the question names by its number ("recommendation 2", "Finding Two"), of
    what was done about it, or speaks of it by that number."""
    labels = frozenset(question.labels)
    units = {hit.unit.id for hit in result.hits if normal_label(hit.unit.label) in labels}

    def fits(each: Sentence) -> bool:
        unit = each.hit.unit
        if unit.id in units or unit.parent in units:
            return True
        if any(_is_label(heading, form) for heading in unit.section for form in question.label_forms):
            return unit.kind != "recommendation"
        return any(_speaks_of(each.text, label, response=unit.role == "response") for label in labels)

    return fits


def _is_label(heading: str, label: str) -> bool:
    return f"{normal_label(heading)} ".startswith(f"{label} ")


def _speaks_of(text: str, label: str, *, response: bool) -> bool:
    """Whether a text has a label of words and a number ("recommendation 2"), or answers it in a row that begins so."""
    name, _, number = label.rpartition(" ")
    said = normal_label(text)
    return bool(name) and (f" {label} " in f" {said} " or (response and said.split(" ", 1)[0] == number))


def headed(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, the first of each review with its heading where the question names that by its number."""
    seen: set[str] = set()
    done: list[Quote] = []
    for quote in quotes:
        unit = quote.hit.unit
        found = [heading for heading in unit.section if any(_is_label(heading, form) for form in question.label_forms)]
        done.append(replace(quote, note=found[0]) if found and unit.review not in seen else quote)
        seen.add(unit.review)
    return done


def spells_it(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence spells out an acronym of the question."""
    return spells_out(sentence.text, question.acronyms)


def asks_more(question: Question) -> bool:
    """Whether a question on an acronym has words besides it and the names of reviews."""
    return bool(question.besides(spans=[found.span() for found in re.finditer(ACRONYM, question.said)]))


def direct_first(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations of passages that hold the sort of fact asked for (a date, a number of visits) come first."""
    holding = {quote.hit.unit.id for quote in quotes if all(sort.holds(quote.words) for sort in question.sorts)}
    return sorted(quotes, key=lambda quote: quote.hit.unit.id not in holding)


def _those(candidates: list[Sentence], fits: Callable[[Sentence], bool]) -> list[Sentence]:
    return [each for each in candidates if fits(each)] or candidates
