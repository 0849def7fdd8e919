"""`casebook index`: bring the index to the library's state, or make it anew."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.bars import progress_bar
from app.cli.console import say
from app.cli.options import LibraryOption, opened


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("index")(index)


def index(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make it anew from the parsed reviews.")] = False,
    library: LibraryOption = None,
) -> None:
    """Bring the search index up to date with the library."""
    with opened(context, library) as casebook, progress_bar() as report:
        casebook.sync(report, rebuild=rebuild)
        searched = casebook.searched()
    say(f"indexed    {searched.passages:,} passages of {searched.reviews} reviews ({searched.cases} cases)")
