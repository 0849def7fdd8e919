"""Reads a question, once: each reader claims the words that it understands; what none claims is the residue."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import cast

from app.answers import reading
from app.answers.expected import Expected, expected
from app.answers.question.ages import Bounds, bounds
from app.answers.question.aspects import aspects
from app.answers.question.breadth import is_wide
from app.answers.question.kind import kind_in
from app.answers.question.question import Question, Sought, Within, words_besides
from app.answers.rules import ACRONYM, rules
from app.answers.words import content, stems, without_tail
from index.model import QueryPart
from index.query import About, Query, Reading, as_printed, in_their_words, understand
from index.query.dates import dates_in, period_in
from index.query.labels import labels_in
from ingest.patterns import linear

#: Words of a subject that is said not to be mentioned, at most.
_MOST = 4
_LITTLE = re.compile(r"^(?:the|a|an|any|their|his|her|of|about)\s+", re.IGNORECASE)
_CLAUSE = linear(r"(?:\s*[,;?]\s*|\s+)and\s+(?=(?:what|why|when|where|who|how|which|did|was|were|by when)\b)", re.I)


def read_question(typed: str, about: About, *, ignore: Collection[QueryPart] = ()) -> Question:
    """All that a question asks.

    Args:
        about: the library's own words and names. ignore: parts that the user removed.
    """
    question = _read(understand(typed, about, ignore=ignore), about)
    head = without_tail(typed)
    tail = typed[len(head) :].lower()
    known = (part.found.lower() for part in question.parts if part.kind in ("filter", "absent", "label"))
    # "Why did he leave? thanks": what comes after must not turn its answer away, unless it names something.
    if head and not any(name in tail for name in known):
        return replace(question, head=_read(understand(head, about, ignore=ignore), about))
    return question


def as_question(aspect: str) -> str:
    """A subject as a question; a question stays as it is.

    >>> as_question("the voice of the child")
    'What does the review say about the voice of the child?'
    """
    plain = aspect.strip()
    return plain if plain.endswith("?") else f"What does the review say about {plain}?"


def _read(query: Query, about: About) -> Question:
    said = query.said
    kind, says_kind = kind_in(said)
    wide = is_wide(said, kind, query.parts)
    spelt = as_printed(said, query.parts, about.terms)
    words = content(said if kind == "define" else spelt)
    ages, years = bounds(said), rules("reviews")["years"].search(said)
    facts = [(key, found) for key, rule in rules("metadata").items() if (found := rule.search(said))]
    sought = [(key, found) for key, rule in rules("summary").items() if (found := rule.search(said))][:1]
    events, counted = rules("timeline")["happened"].search(said), _counts_reviews(said)
    unmentioned = rules("non_mention")["word"].search(said)
    sorts = expected(said, kind)
    readings = (
        *query.readings,
        *_readings("kind", ((kind, says_kind),)),
        *_readings("breadth", _says_breadth(said) if wide else ()),
        *_readings("metadata", facts),
        *_readings("reviews", (("counted", counted), ("published", years))),
        *_readings("summary", sought),
        *_readings("timeline", (("events", events),)),
        *_readings("non-mention", (("word", unmentioned),)),
        *chain.from_iterable(_sort_reading(said, each) for each in sorts),
        *(Reading("date", said[date.start : date.end], date.start, date.end) for date in dates_in(said)),
        *_age_reading(said, ages),
    )
    return Question(
        **{field.name: getattr(query, field.name) for field in fields(query) if field.name != "readings"},
        readings=readings,
        kind=kind,
        wide=wide,
        limited_to=frozenset() if wide else frozenset(query.reviews),
        sorts=sorts,
        weights={key: about.terms.idf(word) for key, word in words.items()},
        words=words,
        named=frozenset().union(*(stems(part.found) for part in query.parts if part.kind == "filter")),
        wanted=reading.wanted(said, kind),
        near_text=in_their_words(spelt, query.parts),
        acronyms={each: _senses(each, query) for each in re.findall(ACRONYM, said)},
        label_forms=tuple(form for label in labels_in(said) if label.sure for form in label.forms),
        facts=tuple(key for key, _ in facts),
        counts_reviews=counted is not None,
        published=Within(years["how"].lower(), int(years["year"])) if years else None,
        ages=ages,
        period=period_in(said),
        asks_events=events is not None,
        sought=cast(Sought, sought[0][0]) if sought else None,
        unmentioned=_unmentioned(unmentioned),
        aspects=_aspects(query, about) if wide and query.reviews else (),
        clauses=tuple(each.strip(" ,;?") for each in _CLAUSE.split(said)) if _CLAUSE.search(said) else (),
        residue=_residue(said, readings),
    )


def _senses(acronym: str, query: Query) -> tuple[str, ...]:
    return next((part.meant for part in query.parts if part.kind == "acronym" and part.found == acronym), ())


def _counts_reviews(said: str) -> re.Match[str] | None:
    """Where a question asks how many reviews there are, or which: not how many befell what."""
    of = rules("reviews")
    found = of["count"].search(said) or (of["years"].search(said) and of["listed"].search(said))
    return found or None


def _says_breadth(said: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    names = ("several", "compare", "people", "practice")
    return ((name, rules("breadth")[name].search(said)) for name in names)


def _unmentioned(match: re.Match[str] | None) -> str:
    """The word or words that are not mentioned: "fathers"; "" for any other question."""
    what = _LITTLE.sub("", (match["what"] or match["what2"]).strip()) if match else ""
    return what if len(what.split()) <= _MOST else ""


def _aspects(query: Query, about: About) -> tuple[tuple[str, Question], ...]:
    """The aspects of a comparison, each read as a question of its own; () where it has but one."""
    names = [part.found for part in query.parts if part.kind in ("filter", "absent")]
    is_term: Callable[[str], bool] = (lambda _: False) if about.holdings is None else about.holdings.speaks
    found = aspects(query.said, names, is_term)
    return tuple((each, _read(understand(as_question(each), about), about)) for each in found)


def _readings(reader: str, found: Iterable[tuple[str, re.Match[str] | None]]) -> Iterator[Reading]:
    for means, match in found:
        if match is not None:
            yield Reading(reader, match[0], *match.span(), (means,))


def _sort_reading(said: str, sort: Expected) -> Iterator[Reading]:
    if sort.said:
        at = said.index(sort.said)
        yield Reading("sort", sort.said, at, at + len(sort.said), (sort.name,))


def _age_reading(said: str, ages: Bounds | None) -> Iterator[Reading]:
    if ages is not None:
        yield Reading("age", said[slice(*ages.span)], *ages.span, (ages.said,))


def _residue(said: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """The words of content that no reader has claimed."""
    text = said
    for each in readings:
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return tuple(words_besides(text, frozenset()))
