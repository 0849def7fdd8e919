"""`casebook add`, `list`, `show`, `remove`, `describe`: what is in the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.bars import progress_bar
from app.cli.console import complain, console, say, shown, shown_lines, table, write_json
from app.cli.options import JsonOption, LibraryOption, opened

if TYPE_CHECKING:
    from ingest.library import Added
    from ingest.model import Problem, Review, Unit

REVIEW = Annotated[str, typer.Argument(metavar="REVIEW", help="Its id, file name, or how the id begins.")]


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("add")(add)
    app.command("list")(list_)
    app.command("show")(show)
    app.command("remove")(remove)
    app.command("describe")(describe)


def add(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Files, folders, or patterns such as '*.pdf'.")
    ] = None,
    library: LibraryOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a review of which over 1 % was not kept.")] = False,
) -> None:
    """Take reviews into the library and index them. Unchanged files are skipped; a changed file replaces its review.

    Without PATH, what an older version of Casebook has read is read again from the library's own copies.
    """
    outcomes = []
    with opened(context, library, create=bool(paths), strict=strict or None) as casebook, progress_bar() as report:
        for added in casebook.add([Path(path) for path in paths or ()], progress=report):
            outcomes.append(added.outcome)
            _print_added(added)
    if not outcomes and not paths:
        say("Every review was read by this version. `casebook add PATH...` takes more in.")
    if "failed" in outcomes:
        raise typer.Exit(1)


def _print_added(added: Added) -> None:
    said = " ".join(part for part in (added.message, added.remedy) if part)
    if added.outcome == "failed":
        complain(f"failed     {added.path}: {said}")
    elif added.outcome in ("skipped", "duplicate") or added.review is None:
        say(f"{added.outcome:<10} {shown(str(added.path))}: {shown(said)}".rstrip(": "), "dim")
    else:
        say(f"{added.outcome:<10} {shown(added.review.id)}: {_counted(added.review)} ({added.seconds:.1f} s)")
        if said:
            say(f"           {shown(said)}", "yellow")


def _counted(review: Review) -> str:
    fidelity = review.fidelity
    parts = [_plural(len(review.units), "unit")]
    if fidelity.pages is not None:
        parts.append(_plural(fidelity.pages, "page"))
    parts.append(f"{fidelity.kept:.1%} of {fidelity.words:,} words kept")
    if fidelity.problems:
        parts.append(_plural(len(fidelity.problems), "warning"))
    return ", ".join(parts)


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def list_(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the reviews of the library."""
    with opened(context, library) as casebook:
        if as_json:
            from app.forms import damaged_forms, review_form
            from app.schemas import ReviewListForm

            forms = [review_form(review) for review in casebook.reviews()]
            write_json(ReviewListForm(reviews=forms, damaged=damaged_forms(casebook.troubles())))
            return
        reviews = list(casebook.reviews())
    if not reviews:
        say("The library is empty. `casebook add PATH...` takes reviews in.")
        return
    rows = table("review", "title", "board", "year", "kind", "units", "kept", "warnings")
    for review in reviews:
        rows.add_row(
            shown(review.id),
            shown(review.title),
            shown(review.fact("board")),
            shown(review.fact("year")),
            shown(review.fact("kind")),
            f"{len(review.units):,}",
            f"{review.fidelity.kept:.1%}",
            str(len(review.fidelity.problems)),
        )
    console().print(rows)


def show(
    context: typer.Context,
    review: REVIEW,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    problems: Annotated[bool, typer.Option("--problems", help="Only what a person should look at.")] = False,
) -> None:
    """Show a review: its units in reading order, or the problems of its parse."""
    with opened(context, library) as casebook:
        found = casebook.review(review)
    if as_json:
        _show_json(found, problems=problems)
    elif problems:
        _print_problems(found)
    else:
        _print_review(found)


def _show_json(review: Review, *, problems: bool) -> None:
    from app.forms import fidelity_form, review_full_form

    write_json(fidelity_form(review) if problems else review_full_form(review))


def _print_problems(review: Review) -> None:
    if not review.fidelity.problems:
        say(f"{shown(review.source)}: no problems found.")
    units = {unit.id: unit for unit in review.units}
    for problem in review.fidelity.problems:
        say(f"{problem.code:<20} {_place(problem, units.get(problem.unit))}{shown(problem.message)}")


def _place(problem: Problem, unit: Unit | None) -> str:
    parts = []
    if unit is not None and unit.label:
        parts.append(shown(unit.label))
    if problem.page is not None:
        parts.append(f"PDF p. {problem.page}")
    return f"[{', '.join(parts)}] " if parts else ""


def _print_review(review: Review) -> None:
    from app.citations import pages

    say(shown(review.title or review.source), "bold")
    say(f"{shown(review.id)} · {shown(review.source)} · {len(review.units):,} units", "dim")
    for key, facts in review.metadata.items():
        say(f"{key}: {shown('; '.join(fact.value for fact in facts))}", "dim")
    for unit in review.units:
        if unit.kind == "heading":
            say(f"\n{shown(' '.join(unit.text.split()))}", "bold")
        elif unit.kind not in ("toc", "boilerplate"):
            say(f"\n{shown_lines(unit.text)}")
            say(
                "  " + " · ".join(part for part in (unit.kind, unit.role, unit.voice, pages(unit.pages)) if part), "dim"
            )


def remove(context: typer.Context, review: REVIEW, library: LibraryOption = None) -> None:
    """Take a review out of the library, its original, its parse and the index."""
    with opened(context, library) as casebook:
        gone = casebook.remove(review)
    say(f"removed    {shown(gone.id)}: {shown(gone.source)}")


def describe(
    context: typer.Context,
    review: REVIEW,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="board, year, subject, kind, case...; may be repeated."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Set what is known of a review: `casebook describe case-r --set year=2017`; an empty value takes it back."""
    wanted = dict(_pair(value) for value in values or ())
    with opened(context, library) as casebook:
        described = casebook.describe(review, wanted) if wanted else casebook.review(review)
    say(f"{'described' if wanted else 'known':<10} {shown(described.id)}")
    for key, facts in described.metadata.items():
        say(f"           {key}: {shown('; '.join(fact.value for fact in facts))} ({shown(facts[0].source)})")


def _pair(text: str) -> tuple[str, str]:
    from ingest.errors import InputError

    key, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"{text!r} is not KEY=VALUE.", remedy="For instance: --set year=2017.")
    return key.strip(), value.strip()
