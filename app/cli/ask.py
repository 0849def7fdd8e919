"""`casebook ask`: a question, answered with quotations and where they stand, or "nothing found"."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.console import say, show_table, shown, shown_lines, table, wrapped, write_json
from app.cli.options import (
    AgencyOption,
    BatchOption,
    BoardOption,
    IgnoreOption,
    JsonOption,
    KindOption,
    LibraryOption,
    ReviewOption,
    RoleOption,
    Scope,
    ThemeOption,
    VoiceOption,
    YearsOption,
    ignored,
    opened,
)
from app.cli.search import one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from app.answers.model import Answer, Claim, Explanation, Generator, Table
    from app.answers.render import Paragraph
    from app.casebook import Casebook
    from app.cli.batch import Line
    from app.schemas import AnswerForm
    from index.model import Filters, Hit, QueryPart

#: Characters shown of a passage that may answer.
NEAR_SHOWN = 600
#: Parts of the query that widened the search, and how the others are called.
_ALSO = ("acronym", "era", "lay", "related")
_READ_AS = {
    "sense": "Could mean several things",
    "spelling": "Spelling read",
    "filter": "First in rank",
    "phrase": "First in rank",
    "label": "Read",
    "absent": "Not in the reviews",
    "language": "Questions are read in English; this one seems to be in",
}


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("ask")(ask)


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="In your own words.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="Passages listed beside those cited.")] = 10,
    review: ReviewOption = None,
    role: RoleOption = None,
    voice: VoiceOption = None,
    board: BoardOption = None,
    kind: KindOption = None,
    agency: AgencyOption = None,
    theme: ThemeOption = None,
    years: YearsOption = None,
    ignore: IgnoreOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the question was read, and which route answered it.")
    ] = False,
) -> None:
    """Answer a question from the reviews, quoting them word for word."""
    one_of(question, batch)
    if batch is not None and ignore:
        raise typer.BadParameter("--ignore is for a single question.")
    scope = Scope(review, role, voice, board, kind, theme, agency, years)
    with opened(context, library) as casebook:
        filters = scope.filters(casebook)
        if batch is not None:
            raise typer.Exit(_batch(casebook, batch, filters, k, explain=explain))
        left_out = ignored(casebook, question or "", ignore)
        pieces = casebook.stream(question or "", filters=filters, k=k, ignore=left_out)
        answer, shown = _received(pieces, quiet=as_json)
    if as_json:
        from app.forms import answer_form

        write_json(answer_form(answer, explain=explain))
        return
    print_answer(answer, shown)
    if explain:
        _print_explanation(answer.explanation)


def _received(pieces: Iterator[Claim | Answer], *, quiet: bool) -> tuple[Answer, tuple[Claim, ...]]:
    """The answer, and those of its claims that stand on the terminal already: a model's, shown as they are checked.

    Args:
        quiet: show nothing yet.
    """
    from app.answers.model import Answer
    from app.answers.render import as_it_comes

    shown: list[Claim] = []
    for each in pieces:
        if isinstance(each, Answer):
            return each, tuple(shown)
        if not quiet:
            shown.append(each)
            _print_paragraph((as_it_comes(shown),))
            say()
    raise AssertionError("no answer came")


def _batch(casebook: Casebook, path: Path, filters: Filters, k: int, *, explain: bool) -> int:
    from app.cli import batch
    from app.forms import answer_form, failed_answer_form

    def answered(line: Line) -> AnswerForm:
        return answer_form(casebook.ask(line.question, filters=filters, k=k), key=line.key, explain=explain)

    def failed(line: Line, error: str) -> AnswerForm:
        return failed_answer_form(line.question, batch.searched(casebook, filters), error, key=line.key)

    return batch.run(path, answered, failed)


def print_answer(answer: Answer, shown_before: Collection[Claim] = ()) -> None:
    """The answer for people: its text, then the references that its markers name, then what else was searched for.

    Args:
        shown_before: claims of it that are left out here.
    """
    from app.answers.render import paragraphs
    from app.citations import pinpoint
    from app.quoted import cited_of

    *before, last = paragraphs(answer, without=shown_before, table=False)
    for paragraph in before:
        _print_paragraph(paragraph)
        say()
    if answer.table is not None:
        _print_comparison(answer, answer.table)
    _print_paragraph(tuple(line for line in last if not (line.item and answer.body.near)))
    for hit in answer.body.near:  # which are shown as they begin, not listed
        _print_near(hit)
    if answer.cited:
        say()
    for number, hit in enumerate(answer.cited, start=1):
        say(f"[{number}] {shown(pinpoint(hit.unit, hit.review, cited_of(hit.unit, answer.claims)))}", "cyan")
    say()
    print_parts(answer.parts)
    for note in (cost(answer.generator), answer.generator.note, *answer.notes):
        if note:
            say(shown(note), "dim")
    say(f"{answer.seconds:.2f} s", "dim")


def _print_explanation(told: Explanation) -> None:
    """Which reader claimed which words, which route answered, and why those before it did not."""
    say()
    say(f"Read as: {shown(told.read_as)}")
    for each in told.readings:
        meant = f" as {shown(', '.join(each.meant))}" if each.meant else ""
        say(f"  {each.reader}: {shown(each.found)}{meant}")
    if told.residue:
        say(f"  nobody: {shown(', '.join(told.residue))}")
    say(f"Answered by the route: {told.route}")
    for declined in told.declined:
        say(f"  not by {declined.route}: {shown(declined.why)}")


def cost(generator: Generator) -> str:
    """What a language model's part in an answer took, "" where it had none."""
    if not generator.seconds:
        return ""
    return (
        f"Language model: {generator.seconds:.1f} s, {generator.prompt_tokens:,} tokens read, "
        f"{generator.completion_tokens:,} written."
    )


def print_parts(parts: Sequence[QueryPart]) -> None:
    """What the question was also taken to mean, in one line; what a word could mean besides, in lines of their own."""
    from app.typeset import as_name

    also = [as_name(meant) for part in parts if part.kind in _ALSO for meant in part.meant]
    if also:
        say(f"Also searched for: {shown(', '.join(dict.fromkeys(also)))}.", "dim")
    for part in parts:
        if part.kind not in _ALSO:
            joint = "of" if part.kind == "absent" else "as"
            meant = f" {joint} {shown(', '.join(part.meant))}" if part.meant else ""
            say(f"{_READ_AS.get(part.kind, part.kind)}: {shown(part.found)}{meant}.", "dim")


def _print_paragraph(paragraph: Paragraph) -> None:
    """Lines of the answer; a quotation under a review's name is an item of its list."""
    for line in paragraph:
        say(wrapped(shown_lines(line.text("- ")), indent="  " if line.item else ""))


def _print_near(hit: Hit) -> None:
    """A passage that may answer, as it begins."""
    from app.answers.naming import place
    from app.typeset import in_marks

    say()
    say(shown(place(hit)), "cyan")
    said = " ".join(hit.unit.text.split())
    cut = said if len(said) <= NEAR_SHOWN else f"{said[:NEAR_SHOWN].rsplit(' ', 1)[0]} ..."
    say(wrapped(shown(in_marks(cut)), indent="  "))


def _print_comparison(answer: Answer, compared: Table) -> None:
    """A table with a row a review and a column an aspect."""
    from app.answers.naming import short_name, where
    from app.answers.render import NOT_STATED, Line, marked

    made = table("Review", *map(shown, compared.aspects), lines=True)
    numbers = {hit.unit.id: number for number, hit in enumerate(answer.cited, start=1)}
    for row in compared.rows:
        cells = []
        for cell in row.cells:
            looked_at = f" Looked at: {'; '.join(map(where, cell.near))}." if cell.near else ""
            said = [Line(marked(claim, numbers)).text() for claim in cell.claims]
            cells.append(shown_lines("\n".join(said) or f"{NOT_STATED}{looked_at}"))
        made.add_row(shown(short_name(row.review)), *cells)
    show_table(made)
