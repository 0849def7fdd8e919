"""The `casebook` command. Imports nothing heavy: each command fetches what it needs when it runs."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from app.cli import ask, cite, collection, evaluate, index, search, serve
from app.cli.console import complain, prepare_streams, silence_dependencies, silence_logs
from app.cli.options import LibraryOption

app = typer.Typer(
    name="casebook",
    help="Ask a folder of child safeguarding reviews a question; get the exact paragraphs that answer it.",
    epilog="Everything stays on this machine. Counts are of published reviews, not of prevalence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"casebook {version('casebook')}")
        raise typer.Exit


@app.callback()
def _everywhere(
    context: typer.Context,
    library: LibraryOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = library
    silence_logs()


for group in (collection, search, ask, cite, index, evaluate, serve):
    group.register(app)


def main() -> None:
    """Run the command; exit status 0, 1 (something failed, said which) or 2 (usage)."""
    prepare_streams()
    silence_dependencies()
    try:
        app()
    except KeyboardInterrupt:
        complain("Interrupted.")
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has closed it, as `head` does; nothing is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        sys.exit(_failed(error))


def _failed(error: Exception) -> int:
    """Say in one line what went wrong; the exit status."""
    from ingest.errors import CasebookError, InputError, unforeseen

    if os.environ.get("CASEBOOK_DEBUG"):
        raise error
    if isinstance(error, CasebookError):
        complain(f"casebook: {error}")
        return 2 if isinstance(error, InputError) else 1
    complain(f"casebook: {unforeseen(error)} CASEBOOK_DEBUG=1 shows where.")
    return 1
