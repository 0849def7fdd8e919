"""`casebook cite`: a unit's reference in the style that a document needs."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.console import say, shown_lines
from app.cli.options import LibraryOption, opened


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("cite")(cite)


def cite(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="ID", help="A unit's id, as `ask --json` prints it.")],
    style: Annotated[
        str, typer.Option("--style", help="pinpoint, harvard, oscola, bibtex, ris, markdown or html.")
    ] = "pinpoint",
    quote: Annotated[
        str, typer.Option("--quote", help="Words of it: of a long one, the part they stand in is cited.")
    ] = "",
    library: LibraryOption = None,
) -> None:
    """Print the citation of a unit."""
    with opened(context, library) as casebook:
        say(shown_lines(casebook.cite(unit, style, quote=quote).replace("\r\n", "\n")))
