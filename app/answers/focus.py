"""What the form of a question narrows its answer to: the reviews that it names, the words that spell an acronym out,
the sort of fact that it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answers.evidence import Asked, Sentence
from app.answers.expected import expected, spells_out
from app.answers.kinds import ACRONYM
from app.answers.model import Quote
from app.answers.width import is_wide
from index.model import SearchResult
from index.query.labels import labels_in, normal_label


def named(result: SearchResult, question: str) -> frozenset[str]:
    """Ids of the reviews to which a question limits itself by their names; none where it asks about others besides."""
    reviews = frozenset(review for part in result.parts if part.kind == "filter" for review in part.meant)
    return frozenset() if is_wide(question, result.parts) else reviews


def numbered(question: str, result: SearchResult, candidates: Sequence[Sentence]) -> bool:
    """Whether the question names a unit, or its heading, by a number that is printed on one of those read."""
    labels = {label for part in result.parts if part.kind == "label" for label in part.meant}
    forms = _forms(question)
    return any(
        normal_label(each.hit.unit.label) in labels
        or any(_is_label(heading, form) for heading in each.hit.unit.section for form in forms)
        for each in candidates
    )


def narrowed(asked: Asked, result: SearchResult, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that a question is about; all of them where a narrowing would leave none."""
    kept = list(candidates)
    reviews = named(result, asked.text)
    if reviews:
        kept = _those(kept, lambda each: each.hit.review.id in reviews)
    kept = _those(kept, _numbered(asked.text, result))
    if asked.kind == "define" and not asks_more(asked):
        kept = _those(kept, lambda each: spells_out(each.text, asked.text))
    return kept


def _numbered(question: str, result: SearchResult) -> Callable[[Sentence], bool]:
    """Whether a sentence is of a unit that the question names by its number ("recommendation 2", "Finding Two"), of
    what was done about it, or speaks of it by that number."""
    labels = {label for part in result.parts if part.kind == "label" for label in part.meant}
    units = {hit.unit.id for hit in result.hits if normal_label(hit.unit.label) in labels}
    forms = _forms(question)

    def fits(each: Sentence) -> bool:
        unit = each.hit.unit
        if unit.id in units or unit.parent in units:
            return True
        if any(_is_label(heading, form) for heading in unit.section for form in forms):
            return unit.kind != "recommendation"
        return any(_speaks_of(each.text, label, response=unit.role == "response") for label in labels)

    return fits


def _forms(question: str) -> tuple[str, ...]:
    return tuple(form for label in labels_in(question) if label.sure for form in label.forms)


def _is_label(heading: str, label: str) -> bool:
    return f"{normal_label(heading)} ".startswith(f"{label} ")


def _speaks_of(text: str, label: str, *, response: bool) -> bool:
    """Whether a text has a label of words and a number ("recommendation 2"), or answers it in a row that begins so."""
    name, _, number = label.rpartition(" ")
    said = normal_label(text)
    return bool(name) and (f" {label} " in f" {said} " or (response and said.split(" ", 1)[0] == number))


def headed(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations, the first of each review with its heading where the question names that by its number."""
    forms = _forms(question)
    seen: set[str] = set()
    done: list[Quote] = []
    for quote in quotes:
        unit = quote.hit.unit
        found = [heading for heading in unit.section if any(_is_label(heading, form) for form in forms)]
        done.append(replace(quote, note=found[0]) if found and unit.review not in seen else quote)
        seen.add(unit.review)
    return done


def asks_more(asked: Asked) -> bool:
    """Whether a question on an acronym has words besides it and the names of reviews."""
    others = (word for key, word in asked.words.items() if key not in asked.named and len(word) > 1)
    return sum(not re.search(ACRONYM, _typed(word, asked.text)) for word in others) > 0


def _typed(word: str, text: str) -> str:
    """A word as it is typed in a text."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if found else word


def direct_first(question: str, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations of passages that hold the sort of fact asked for (a date, a number of visits) come first."""
    sorts = expected(question)
    holding = {quote.hit.unit.id for quote in quotes if all(sort.holds(quote.words) for sort in sorts)}
    return sorted(quotes, key=lambda quote: quote.hit.unit.id not in holding)


def _those(candidates: list[Sentence], fits: Callable[[Sentence], bool]) -> list[Sentence]:
    return [each for each in candidates if fits(each)] or candidates
