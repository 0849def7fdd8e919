"""`casebook serve`: the web page and the API."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import LibraryOption, opened, settings


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    library: LibraryOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on [CASEBOOK_HOST].")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port [CASEBOOK_PORT].")] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Start the web page and the API on this machine."""
    from app.web import server

    found = settings(context, library)
    with opened(context, library, create=True, index="alone") as casebook:
        server.serve(casebook, host or found.host, found.port if port is None else port, open_browser)
