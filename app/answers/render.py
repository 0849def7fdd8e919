"""The words of an answer: the one place where its parts become text. Numbers of reviews are counts of cases.

Every line is pieces: strings, and ints where the number of a citation stands. A face sets them as it likes; `plain` is
the text that programs get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from app.answers.model import (
    Absent,
    Answer,
    Body,
    Caution,
    Claim,
    Group,
    Opening,
    Quotation,
    Table,
    TableCell,
    TableRow,
)
from app.answers.naming import place, short_name, where
from app.citations import document
from app.typeset import as_name, in_marks
from index.model import Filters, Hit, Searched

NOTES = (
    "Counts are of published reviews, not of how common something is.",
    "This is not advice on a child who may be at risk now.",
)
#: What is said where a sentence denies what the question takes for granted.
DENIED = "The question takes for granted what the first quotation denies."
#: What is said of a review that a comparison looked at in vain.
NOT_STATED = "not stated in the passages found."
#: The first words of an answer that quotes nothing.
NOTHING = "Nothing found that answers this."
MAY_ANSWER = "No sure answer; the passages named below may hold one."
_NO_QUESTION = "No question was understood: it has no word to search for."
_NO_COLLECTION = "Nothing found: there is nothing to search."
_WIDEN = "Other words, or fewer of them, may find more; so may a wider collection."
#: A plain text begins an item so.
BULLET = "- "

Pieces = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `item`: of a list; a plain text marks those of passages alone, since quotations have marks."""

    pieces: Pieces
    item: bool = False
    quotes: bool = False

    def text(self, bullet: str = "") -> str:
        """As plain text: "[1]" for a citation."""
        said = "".join(f"[{piece}]" if isinstance(piece, int) else piece for piece in self.pieces)
        return f"{bullet}{said}" if self.item else said


Paragraph = tuple[Line, ...]


def written(answer: Answer) -> Answer:
    """The answer with its text."""
    return replace(answer, text=plain(answer))


def plain(answer: Answer) -> str:
    """The answer in words."""
    return "\n\n".join(
        "\n".join(line.text("" if line.quotes else BULLET) for line in paragraph) for paragraph in paragraphs(answer)
    )


def paragraphs(answer: Answer, *, without: Iterable[Claim] = (), table: bool = True) -> list[Paragraph]:
    """The whole answer, a blank line between two paragraphs.

    Args:
        without: claims that are shown already. table: with the comparison, each row a paragraph.
    """
    body = answer.body
    if not body.answered:
        return [tuple(refusal(answer)), *(rows(body.table, {}) if body.table and table else ())]
    numbers = {hit.unit.id: number for number, hit in enumerate(body.cited, start=1)}
    shown = set(without)
    made = [
        *((said,) for said in head(body)),
        *(group_lines(group, numbers) for group in body.groups if not shown.issuperset(_claims(group))),
        *((statement(claim, numbers),) for claim in body.statements if claim not in shown),
        *(rows(body.table, numbers) if body.table and table else ()),
        *((said,) for said in besides(body)),
        (closing(answer.searched, answer.filters),),
    ]
    return [paragraph for paragraph in made if paragraph]


def head(body: Body) -> Iterator[Line]:
    """What stands before the quotations: cautions, what is not there, how many of how many."""
    yield from (Line((caution(each),)) for each in body.cautions)
    if body.absent:
        yield Line((lacking(body.absent),))
    if body.opening:
        yield Line((opening(body.opening),))


def besides(body: Body) -> Iterator[Line]:
    """What is said without being quoted: reviews that are silent, that found no room, other documents."""
    numbers = {hit.unit.id: number for number, hit in enumerate(body.cited, start=1)}
    yield from (Line((f"{name}: {NOT_STATED}",)) for name in body.silent)
    if body.unquoted:
        yield Line(("Not quoted here for want of room: ", *_listed(body.unquoted, numbers, _place)))
    if body.also_in:
        yield Line(("Also in: ", *_listed(body.also_in, numbers, _document)))


def _listed(hits: Sequence[Hit], numbers: Mapping[str, int], named: Callable[[Hit], str]) -> Iterator[str | int]:
    for after, hit in enumerate(hits):
        yield f"{'; ' if after else ''}{named(hit)} "
        yield numbers[hit.unit.id]
    yield "."


def _place(hit: Hit) -> str:
    """A passage with its review, and with which document of its case that is, where it is not the report."""
    name = short_name(hit.review)
    return ", ".join(filter(None, (name, document(hit.review, name), where(hit))))


def _document(hit: Hit) -> str:
    name = short_name(hit.review)
    return ", ".join(filter(None, (name, document(hit.review, name) or hit.review.kind, where(hit))))


def refusal(answer: Answer) -> Iterator[Line]:
    """An answer that quotes nothing: what was searched, what is not there, the nearest passages, how to go on."""
    body, searched = answer.body, closing(answer.searched, answer.filters).text()
    if not body.understood:
        yield Line((f"{_NO_QUESTION} {searched}",))
        return
    found = MAY_ANSWER if body.verdict == "may_answer" else NOTHING
    yield Line((f"{found if answer.searched.passages else _NO_COLLECTION} {searched}",))
    yield from (Line((said,)) for said in reasons(body))
    yield from (Line((place(hit),), item=True) for hit in body.near)
    yield Line((_WIDEN,))


def reasons(body: Body) -> Iterator[str]:
    """What a refusal says is not there."""
    if body.absent:
        yield lacking(body.absent)
    if body.opening:
        yield opening(body.opening)
    if body.missing:
        words = ", ".join(body.missing)
        yield f"No passage in scope has the {'word' if len(body.missing) == 1 else 'words'} {words}."


def caution(told: Caution) -> str:
    """What the reader must know before all else."""
    if told.tells == "denied":
        return DENIED
    return f"Not named in what is quoted: {told.about}. Look whether it answers the question."


def lacking(absent: Iterable[Absent]) -> str:
    """ "The collection has no Child Q. Case R (2017) has no recommendation 99." """
    return " ".join(
        f"{' and '.join(each.holders) or 'The collection'} {'have' if len(each.holders) > 1 else 'has'} no {each.name}."
        for each in absent
    )


def opening(told: Opening) -> str:
    """The denominator: "3 of 5 reviews in scope speak of this:"."""
    scope = " in scope" if told.scoped else ""
    one = told.count == 1
    match told.tells:
        case "speak":
            return f"{told.count} of {told.of} reviews{scope} {'speaks' if one else 'speak'} of this:"
        case "spell out":
            return f"{told.count} of {told.of} reviews{scope} {'spells' if one else 'spell'} it out:"
        case "named speak":
            return f"{told.count} of the {told.of} reviews named {'speaks' if one else 'speak'} of this:"
        case "held" | "published":
            count = f"{told.count} of {told.of}" if told.tells == "published" else f"{told.count}"
            return f"{count} reviews{'; not all of them say so in their own words' if told.unsure else ''}:"
        case "aged":
            silent = f" ({_count_do(told.unsure)} not say the age)" if told.unsure else ""
            return f"{told.count} of {told.of} reviews {'is' if one else 'are'} about {told.about}{silent}:"
        case "prints":
            bare = f", of {told.unsure} of them no more than the number" if told.unsure else ""
            return f"{told.about} prints {_count(told.count, 'recommendation')}{bare}:"
        case "without":
            return _without(told)
        case "undated":
            return "No passage in scope is dated so."


def _without(told: Opening) -> str:
    """Which reviews are without a word."""
    if told.count == told.of:
        return f"No passage in scope has the word {told.about}."
    if not told.count:
        return f"None of {told.of} reviews is without the word {told.about}. It stands, for instance, here:"
    verb, named = "has" if told.count == 1 else "have", "; ".join(told.names)
    line = f"{told.count} of {told.of} reviews {verb} no passage with the word {told.about}: {named}."
    return f"{line} In others it stands, for instance, here:"


def group_lines(group: Group, numbers: Mapping[str, int]) -> Paragraph:
    """The quotations of a review, each on a line of its own, under its name."""
    said = [quotation(each, numbers) for each in group.quotations]
    return (Line((f"{group.name}:",)), *said) if group.name else tuple(said)


def quotation(told: Quotation, numbers: Mapping[str, int]) -> Line:
    """A quotation with its marker, its remarks in brackets, and its response."""
    pieces = marked(told.claim, numbers)
    if told.response:
        pieces = (*pieces, " Response: ", *marked(told.response, numbers))
    return Line(pieces, item=True, quotes=True)


def marked(claim: Claim, numbers: Mapping[str, int]) -> Pieces:
    """A claim with its marker and its remarks."""
    remarks = (f" ({'; '.join(claim.remarks)})",) if claim.remarks else ()
    return (f"{claim.text} ", numbers[claim.hits[0].unit.id], *remarks)


def as_it_comes(claims: Sequence[Claim]) -> Line:
    """The last of some claims that a language model makes one after another, numbered as in the whole answer."""
    numbers: dict[str, int] = {}
    for hit in (hit for claim in claims for hit in claim.hits):
        numbers.setdefault(hit.unit.id, len(numbers) + 1)
    last = claims[-1]
    return statement(last, numbers) if last.stated else quotation(Quotation(last), numbers)


def statement(claim: Claim, numbers: Mapping[str, int]) -> Line:
    """A claim in other words than the review's, with its quotation and the markers of the units it rests on."""
    markers = tuple(numbers[hit.unit.id] for hit in claim.hits)
    return Line((f"{claim.text.rstrip('. ')}: {in_marks(claim.quote or '')} ", *markers))


def rows(table: Table, numbers: Mapping[str, int]) -> Iterator[Paragraph]:
    """A comparison in lines: its rows, the aspects of each one under another where there are several."""
    for row in table.rows:
        name = short_name(row.review)
        if len(table.aspects) > 1:
            cells = zip(table.aspects, row.cells, strict=True)
            yield (Line((f"{name}:",)), *(_aspect(aspect, cell, numbers) for aspect, cell in cells))
        elif row.cells[0].quotations:
            yield group_lines(Group(name, row.cells[0].quotations), numbers)
        else:
            yield (Line((not_stated(row, row.cells[0]),)),)


def _aspect(aspect: str, cell: TableCell, numbers: Mapping[str, int]) -> Line:
    if not cell.quotations:
        return Line((f"{aspect}{looked_at(cell)}: {NOT_STATED}",))
    said = [quotation(each, numbers).pieces for each in cell.quotations]
    return Line((f"{aspect}: ", *chain(*((*pieces, " ") for pieces in said[:-1]), said[-1])))


def not_stated(row: TableRow, cell: TableCell) -> str:
    """A review that a comparison looked at in vain."""
    return f"{short_name(row.review)}{looked_at(cell)}: {NOT_STATED}"


def looked_at(cell: TableCell) -> str:
    """Where a cell that states nothing was looked for, in brackets."""
    places = "; ".join(map(where, cell.near))
    return f" (looked at: {places})" if places else ""


def closing(searched: Searched, filters: Filters) -> Line:
    """What was searched, and how to widen it."""
    cases = "" if searched.cases == searched.reviews else f" ({searched.cases} cases)"
    line = f"Searched {searched.passages:,} passages of {_count(searched.reviews, 'review')}{cases}."
    limits = _limits(filters)
    return Line((f"{line} Limited to {limits}; leave that out to search all." if limits else line,))


def _limits(filters: Filters) -> str:
    named = (
        ("review", filters.reviews),
        ("case", filters.cases),
        ("board", filters.boards),
        ("kind", filters.kinds),
        ("role", filters.roles),
        ("voice", filters.voices),
        ("agency", filters.agencies),
        ("theme", filters.themes),
    )
    parts = [f"{name} {' or '.join(map(as_name, values))}" for name, values in named if values]
    if filters.years:
        parts.append(f"years {filters.years[0]} to {filters.years[1]}")
    return "; ".join(parts)


def _claims(group: Group) -> set[Claim]:
    return {claim for each in group.quotations for claim in each.claims}


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _count_do(number: int) -> str:
    return f"{number} {'does' if number == 1 else 'do'}"
