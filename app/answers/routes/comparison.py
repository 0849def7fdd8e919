"""Reviews beside each other, aspect by aspect: what each says, or that it does not state it.

Whether a review states something is decided in one place (`app.answers.hearing`), with all reviews of the collection
heard together; the matrix of the API asks here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.answers import abstention, hearing, select
from app.answers.compose import absent, card_of, quotations
from app.answers.evidence import Sentence
from app.answers.hearing import Heard
from app.answers.library import Reviews
from app.answers.model import Body, Claim, Opening, Quote, Table, TableCell, TableRow
from app.answers.naming import COMPANIONS
from app.answers.question.question import Question
from app.answers.quoting import quoted
from app.answers.remarks.responses import answering
from app.answers.routes.route import Declines, Found
from app.answers.words import covered
from index.engine import Index
from index.model import Filters, Hit, SearchResult

#: Passages named as looked at in a review that does not state what is asked, and read of each that is named.
LOOKED_AT, READ = 3, 10
#: A table of so few cells quotes two passages in each; of a passage so many words are quoted, or one sentence.
FEW, ROOM = 4, 45
#: An aspect of so few words is a subject, and a review that speaks of it comes so near to them (see `nearness`).
SUBJECT, NEAR = 4, 0.68
#: A sentence that has so much of the aspect's words, by weight, says it itself.
HALF = 0.5
#: Passages with these roles say how a review was made, not what it found.
_ASIDE = frozenset({"reference", "methodology"})
#: The only column of a comparison that names no aspects.
WHOLE = "What it says"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case says on one aspect.

    Args:
        quotes: that stand in its documents; () where it does not state it. near: what was looked at, nearest first.
    """

    aspect: str
    quotes: tuple[Quote, ...]
    near: tuple[Hit, ...]


def named(result: SearchResult, question: Question) -> list[tuple[str, ...]]:
    """The cases that a query names, in its order, each as the ids of its documents; [] where it names fewer than two,
    or the user chose some reviews."""
    if result.filters.reviews:
        return []
    cards = {hit.review.id: hit.review.case for hit in result.hits}
    found: dict[str, list[str]] = {}
    parts = [part for part in question.parts if part.kind == "filter"]
    parts.sort(key=lambda part: question.typed.lower().find(part.found.lower()))
    for review in (review for part in parts for review in part.meant):
        found.setdefault(cards.get(review, review), []).append(review)
    return [tuple(dict.fromkeys(documents)) for documents in found.values()] if len(found) > 1 else []


def heard_on(index: Index, question: Question, filters: Filters = Filters()) -> Heard:
    """All reviews on one aspect, read as a question. Of those that speak of what is near it, the ones that come near
    its words; none where the collection does not answer at all."""
    heard = hearing.hear(index, question, filters)
    values = abstention.features(heard.asked, heard.result.hits, heard.near, index.terms)
    refused = abstention.refused_outright(heard.asked, heard.result, values)
    if refused or abstention.confidence(values) < abstention.threshold():
        return replace(heard, speaking=frozenset())
    if len(question.words) > SUBJECT:
        return heard
    weights = {word: index.terms.idf(word) for word in question.words.values()}
    nearness = hearing.nearness(heard, weights)
    return replace(heard, speaking=frozenset(each for each in heard.speaking if nearness.get(each, 0.0) >= NEAR))


def cell(index: Index, heard: Heard, documents: Collection[str], aspect: str, most: int = 1) -> Cell:
    """What some documents say, of what was heard: quotations of `most` passages."""
    mine = [each for each in heard.candidates if each.hit.unit.review in documents]
    stating = [each for each in mine if each.hit.unit.review in heard.speaking]
    if stating:
        return Cell(aspect, tuple(quoted(_chosen(heard.asked, stating, most))), ())
    near = [hit for hit in heard.result.hits if hit.unit.review in documents]
    if len(near) < LOOKED_AT:
        only_here = replace(heard.result.filters, reviews=tuple(documents))
        found = index.search(heard.asked, k=LOOKED_AT, filters=only_here)
        near = [*near, *(hit for hit in found.hits if hit.unit.id not in {one.unit.id for one in near})]
    return Cell(aspect, (), tuple(near[:LOOKED_AT]))


def _chosen(asked: Question, stating: Sequence[Sentence], most: int) -> list[Sentence]:
    """What tells most, one sentence a passage, and has most of the aspect's words where one has; lists of references
    and the review's own method only where no other passage says anything."""

    def order(each: Sentence) -> tuple[bool, bool]:
        return each.hit.unit.role in _ASIDE, covered(asked.weights, each.stems) < HALF

    ranked = sorted(select.telling(stating), key=order)
    chosen: list[Sentence] = []
    for each in ranked:
        new = all(each.hit.unit.id != one.hit.unit.id and not select.repeats(each, one) for one in chosen)
        if new and (not chosen or each.hit.unit.role not in _ASIDE) and len(chosen) < most:
            chosen.append(each)
    return [*chosen, *_more(ranked, chosen)]


def _more(ranked: Sequence[Sentence], chosen: Sequence[Sentence]) -> Iterator[Sentence]:
    """What stands right beside the quoted sentences, as far as there is room: a cell has one quotation a passage."""
    room = {each.hit.unit.id: ROOM - len(each.text.split()) for each in chosen}
    spans = {each.hit.unit.id: each.span for each in chosen}
    for each in ranked:
        unit, length = each.hit.unit, len(each.text.split())
        start, end = spans.get(unit.id, each.span)
        between = unit.text[end : each.span[0]] if each.span[0] >= end else unit.text[each.span[1] : start]
        if each.span != (start, end) and not between.strip() and length <= room.get(unit.id, 0):
            room[unit.id] -= length
            spans[unit.id] = min(start, each.span[0]), max(end, each.span[1])
            yield each


def side_by_side(found: Found) -> Body | Declines:
    """A row a case, a column an aspect, where the question names several cases."""
    question, index = found.question, found.index
    cases = named(found.result, question) if question.wide else []
    if not cases:
        return Declines("it does not name two cases or more")
    decided = found.decision
    if not decided.answered:
        return Declines("nothing in the collection is sure enough to be an answer")
    if question.aspects:
        filters = found.result.filters
        heard = {name: heard_on(index, asked, filters) for name, asked in question.aspects}
        most = 2 if len(heard) * len(cases) <= FEW else 1
        rows = [tuple(cell(index, heard[name], case, name, most) for name in heard) for case in cases]
    else:
        speaking = hearing.speaking(found.result.hits, decided.candidates)
        rows = _single(index, Heard(question, found.result, {}, decided.candidates, speaking), cases)
    return replace(_written(found.result, cases, rows, found.library), confidence=decided.confidence)


def _single(index: Index, heard: Heard, cases: Sequence[Sequence[str]]) -> list[tuple[Cell, ...]]:
    """The rows of a comparison with one column; each case has its turn before one has a second."""
    closer = _closer(index, heard, cases)
    stating = [each for each in closer.candidates if each.hit.unit.review in heard.speaking]
    quotes = quoted(select.choose(stating, select.budget("compare", wide=True), every_review=True))
    rows: list[tuple[Cell, ...]] = []
    for case in cases:
        mine = tuple(quote for quote in quotes if quote.hit.unit.review in case)
        near = [hit for hit in closer.result.hits if hit.unit.review in case]
        rows.append((Cell(WHOLE, mine, () if mine else tuple(near[:LOOKED_AT])),))
    return rows


def _closer(index: Index, heard: Heard, cases: Sequence[Sequence[str]]) -> Heard:
    """The named cases alone, each searched by itself, in turns, so that none is crowded out."""
    found = [
        index.search(heard.asked, k=READ, filters=replace(heard.result.filters, reviews=tuple(case))).hits
        for case in cases
    ]
    longest = max(map(len, found), default=0)
    hits = tuple(of[place] for place in range(longest) for of in found if place < len(of))
    return hearing.read(index, heard.asked, replace(heard.result, hits=hits), hits)


def _written(
    result: SearchResult, cases: Sequence[Sequence[str]], rows: Sequence[tuple[Cell, ...]], library: Reviews | None
) -> Body:
    """The table; the cases that state something first."""
    order = sorted(range(len(rows)), key=lambda place: not any(cell.quotes for cell in rows[place]))
    stating = sum(any(cell.quotes for cell in row) for row in rows)
    made: list[TableRow] = []
    claims: list[Claim] = []
    for place in order:
        hits = [hit for cell in rows[place] for hit in (*(quote.hit for quote in cell.quotes), *cell.near)]
        if not hits:
            continue
        cells = []
        for cell in rows[place]:
            cells.append(TableCell(quotations(cell.quotes, answering(cell.quotes, library), claims), cell.near))
            claims += cells[-1].claims
        made.append(TableRow(card_of(hits, COMPANIONS), tuple(cells)))
    table = Table(tuple(cell.aspect for cell in rows[0]), tuple(made))
    opening = Opening("named speak", stating, len(cases))
    return Body("answers" if claims else "nothing", absent=absent(result), opening=opening, table=table)
