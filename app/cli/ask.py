"""`casebook ask`: a question, answered with quotations and where they stand, or "nothing found"."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.console import say, shown, shown_lines, write_json
from app.cli.options import (
    AgencyOption,
    BatchOption,
    BoardOption,
    JsonOption,
    KindOption,
    LibraryOption,
    ReviewOption,
    RoleOption,
    Scope,
    ThemeOption,
    VoiceOption,
    YearsOption,
    opened,
)
from app.cli.search import one_of

if TYPE_CHECKING:
    from app.answers.model import Answer
    from app.casebook import Casebook
    from app.cli.batch import Line
    from app.schemas import AnswerForm
    from index.model import Filters


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
) -> None:
    """Answer a question from the reviews, quoting them word for word."""
    one_of(question, batch)
    scope = Scope(review, role, voice, board, kind, theme, agency, years)
    with opened(context, library) as casebook:
        filters = scope.filters(casebook)
        if batch is not None:
            raise typer.Exit(_batch(casebook, batch, filters, k))
        answer = casebook.ask(question or "", filters=filters, k=k)
    if as_json:
        from app.forms import answer_form

        write_json(answer_form(answer))
    else:
        print_answer(answer)


def _batch(casebook: Casebook, path: Path, filters: Filters, k: int) -> int:
    from app.cli import batch
    from app.forms import answer_form, failed_answer_form

    def answered(line: Line) -> AnswerForm:
        return answer_form(casebook.ask(line.question, filters=filters, k=k), key=line.key)

    def failed(line: Line, error: str) -> AnswerForm:
        return failed_answer_form(line.question, casebook.searched(filters), error, key=line.key)

    return batch.run(path, answered, failed)


def print_answer(answer: Answer) -> None:
    """The answer for people: text, then the references that its markers name."""
    from app.citations import pinpoint

    for part in answer.parts:
        say(f"{part.kind}: {shown(part.found)} taken as {shown(', '.join(part.meant))}", "dim")
    say(shown_lines(answer.text))
    if answer.cited:
        say()
    for number, hit in enumerate(answer.cited, start=1):
        say(f"[{number}] {shown(pinpoint(hit.unit, hit.review))}", "cyan")
    say()
    for note in answer.notes:
        say(shown(note), "dim")
    say(f"{answer.seconds:.2f} s", "dim")
