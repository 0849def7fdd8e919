"""What a whole review comes to: a summary of it, its findings, its recommendations one after another.

Only a question that asks for nothing else is answered here ("Summarise Case R", "What did Case V recommend?").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.answers.compose import compose
from app.answers.cues import judges
from app.answers.evidence import Sentence
from app.answers.model import Body, Opening, Quote
from app.answers.naming import short_name
from app.answers.question.question import Sought
from app.answers.quoting import quote
from app.answers.routes.route import Declines, Found, report_first, searched_units
from app.answers.sentences import spans
from app.answers.words import stems
from index.model import Hit
from index.query.labels import normal_label

#: A heading under which a review says what it comes to, and one that is a finding in itself.
_CLOSING = re.compile(
    r"\b(?:conclusions?|summary|findings?|lessons|learning|what (?:was|has been) (?:found|learn\w*))", re.IGNORECASE
)
_IS_FINDING = re.compile(r"\W*(?:finding|theme|lesson|learning point)\b[^:–-]{0,12}[:–-]\s*\w+", re.IGNORECASE)
_HARMED = re.compile(
    r"\b(died|death|killed|manslaughter|murder|serious(?:ly)? (?:injur\w+|harm\w+|hurt)|very seriously hurt|injur\w+"
    r"|unconscious|collapsed|life[- ]threatening|took (?:his|her|their) own li(?:fe|ves)|convicted|removed from"
    r"|cardiac arrest|found)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\b(?:boys?|girls?|brothers?|sisters?|aged?|old|weeks|months|was \w+teen)\b", re.IGNORECASE)
#: Sentences that speak of the report and not of the case.
_LEADS = re.compile(
    r"\b(?:that follow|which follow|set out (?:below|in)|(?:following|below)"
    r" (?:recommendations|findings|lessons|themes)|learning below|this (?:section|chapter))\b",
    re.IGNORECASE,
)
#: Roles that judge what was done; findings go before the others, which fill up where there are few.
_JUDGING = ("finding", "missed_opportunity", "good_practice", "analysis")
_FEW = 4
#: Words of a quotation of the story, of a finding, of a recommendation, and in all; one of fewer is a heading.
_STORY, _FINDING, ROOM, _SHORTEST = 75, 40, 190, 6
#: Paragraphs at the least among which the harm is looked for, and signs of it from which one is taken to tell it.
_EARLY, _SURE = 12, 3


@dataclass(frozen=True, slots=True)
class Overview:
    """The quotations, and the units of the recommendations for which there was no room.

    Args:
        recommendations: how many different ones are printed; 0 where that was not asked or cannot be told.
        wordless: of how many of them no more than the number stands there; they are not quoted.
    """

    quotes: tuple[Quote, ...]
    rest: tuple[Hit, ...] = ()
    recommendations: int = 0
    wordless: int = 0


def comes_to(found: Found) -> Body | Declines:
    """A summary of the one case that the question names, its findings or its recommendations."""
    question, sought = found.question, found.question.sought
    if found.library is None or found.by_passage or sought is None:
        return Declines("it asks for no summary, findings or recommendations")
    if not question.names_review or question.absent or question.labels or len(report_first(found.named)) != 1:
        return Declines("it does not ask for them of one whole review")
    more = question.besides("summary")
    if more:
        return Declines(f"it asks for more: {', '.join(more)}")
    told = overview(sought, list(searched_units(found.named, found.library)))
    if told is None:
        return Declines("the review prints none")
    count = told.recommendations
    made = Opening("prints", count, about=short_name(found.named[0]), unsure=told.wordless) if count else None
    limited = bool(question.limited_to)
    return compose(question.kind, found.result, told.quotes, opening=made, unquoted=told.rest, limited=limited)


def overview(asked: Sought, hits: Sequence[Hit]) -> Overview | None:
    """What the units of a case, in reading order, say of what is sought; None where they do not."""
    if asked == "recommendations":
        return _recommendations(hits)
    story = _story(hits) if asked == "summary" else []
    quotes = _fitting([*story, *_findings(hits)])
    return Overview(tuple(quotes)) if quotes else None


def _recommendations(hits: Sequence[Hit]) -> Overview | None:
    """Each once, in order, as first printed; a table that prints them again adds nothing."""
    printed = [hit for hit in hits if hit.unit.kind == "recommendation" and hit.unit.label]
    # Where some are called "Recommendation 1" or "R1", a paragraph 48 among them is none.
    named = [hit for hit in printed if hit.unit.label.strip()[:1].isalpha()]
    made: list[Hit] = []
    for hit in sorted(named or printed, key=lambda each: each.unit.role != "recommendation"):
        if not any(_same(hit, other) for other in made):
            made.append(hit)
    if not made:
        return None
    made.sort(key=list(hits).index)
    worded = [hit for hit in made if spans(hit.unit)]
    quotes = _fitting([_quote(hit, 1) for hit in worded])
    quoted = {each.hit.unit.id for each in quotes}
    # A label that two different ones bear leaves it open how many there are.
    sure = len({normal_label(hit.unit.label) for hit in made}) == len(made)
    rest = tuple(hit for hit in worded if hit.unit.id not in quoted)
    return Overview(tuple(quotes), rest, len(made) if sure else 0, len(made) - len(worded))


def _same(one: Hit, other: Hit) -> bool:
    """Whether two units print one recommendation: under one label, in much the same words."""
    if normal_label(one.unit.label) != normal_label(other.unit.label):
        return False
    first, second = stems(one.unit.text), stems(other.unit.text)
    return len(first & second) >= 0.4 * min(len(first), len(second))


def _story(hits: Sequence[Hit]) -> list[Quote]:
    """What befell the child: the story of an executive summary, the first paragraph that tells of the harm."""
    paragraphs = [hit for hit in hits if hit.unit.kind in ("paragraph", "slide") and _places(hit)]
    told = [hit for hit in paragraphs if hit.unit.role == "narrative"]
    summed = [hit for hit in told if any("executive" in heading.lower() for heading in hit.unit.section)]
    early = paragraphs[: max(_EARLY, len(paragraphs) // 4)]
    harm = max(early, key=_tells_of_harm, default=None)
    first = next(iter([*summed, *([harm] if harm and _tells_of_harm(harm) >= _SURE else []), *told]), None)
    return [] if first is None else [_quote(first, _STORY)]


def _tells_of_harm(hit: Hit) -> int:
    """How plainly a paragraph tells what happened to whom: words of harm, of age, the name of the review's subject."""
    text = hit.unit.text
    harm = {found.lower() for found in _HARMED.findall(text)}
    named = any(name in text for name in hit.review.subject.split()[-1:])
    return min(3, len(harm)) + bool(_WHO.search(text)) + named


def _findings(hits: Sequence[Hit]) -> list[Quote]:
    """What is said first in each finding; those of conclusions and summaries first, then one of each section."""
    judging = [hit for hit in hits if hit.unit.role in _JUDGING and hit.unit.kind in ("paragraph", "slide")]
    found = [hit for hit in judging if hit.unit.role == "finding"]
    closing = [hit for hit in found if _CLOSING.search(hit.unit.section[0] if hit.unit.section else "")]
    others = judging if len(found) < _FEW else found
    seen: set[str] = set()
    quotes = []
    for hit in (*_spread(closing), *_spread(found), *_spread(others)):
        if hit.unit.id not in seen and _places(hit):
            quotes.append(_with_heading(_judging(hit), seen))
            seen.add(hit.unit.id)
    return quotes


def _with_heading(said: Quote, seen: set[str]) -> Quote:
    """A quotation with the heading that states its finding, the first time it is met."""
    heading = next((each for each in said.hit.unit.section if _IS_FINDING.match(each)), "")
    if not heading or heading in seen:
        return said
    seen.add(heading)
    return replace(said, note=" ".join(heading.split()))


def _judging(hit: Hit) -> Quote:
    """The first sentence of a unit that judges, with what follows up to some words; its first where none does."""
    places = _places(hit)
    first = next((place for place, span in enumerate(places) if judges(hit.unit.text[slice(*span)])), 0)
    return _quote(hit, _FINDING, first)


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """One of each section before the second of any."""
    turns: dict[tuple[str, ...], int] = {}
    placed = []
    for place, hit in enumerate(hits):
        turn = turns[hit.unit.section] = turns.get(hit.unit.section, 0) + 1
        placed.append((turn, place, hit))
    return [hit for _, _, hit in sorted(placed, key=lambda each: each[:2])]


def _places(hit: Hit) -> list[tuple[int, int]]:
    """The sentences of a unit but for those that are a heading or only introduce a list."""
    every = list(spans(hit.unit))
    said = [hit.unit.text[slice(*span)].rstrip() for span in every]
    return [
        span
        for span, text in zip(every, said, strict=True)
        if len(text.split()) >= _SHORTEST and not text.endswith(":") and not _LEADS.search(text)
    ]


def _quote(hit: Hit, most: int, first: int = 0) -> Quote:
    """A sentence of a unit, and what follows it up to so many words."""
    places = _places(hit) or list(spans(hit.unit))
    start, end = places[first]
    for span in places[first + 1 :]:
        if len(hit.unit.text[start : span[1]].split()) > most:
            break
        end = span[1]
    return quote(Sentence(hit, 1, (start, end), frozenset(), {}, 1.0, 1.0))


def _fitting(quotes: Iterable[Quote]) -> list[Quote]:
    """Those that fit into the room, one after another, none that repeats another."""
    taken: list[Quote] = []
    room = ROOM
    for each in quotes:
        words = len(f"{each.note} {each.words}".split())
        known = stems(each.words)
        repeats = any(len(known & stems(other.words)) >= 0.7 * max(1, len(known)) for other in taken)
        if words <= room and not repeats:
            taken.append(each)
            room -= words
    return taken
