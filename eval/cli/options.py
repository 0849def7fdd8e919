"""What the commands of the evaluation share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

HOME = Path(__file__).resolve().parent.parent
SAMPLE = HOME / "datasets" / "sample.jsonl"
FLOORS = HOME / "floors.toml"

LibraryOption = Annotated[
    Path | None, typer.Option("--library", "-L", metavar="DIR", help="Folder of the library [CASEBOOK_LIBRARY].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DatasetArgument = Annotated[Path, typer.Argument(help="Known pairs, JSON Lines.", show_default="the sample's")]


def progress(text: str) -> None:
    """One line on the terminal, written over by the next; nothing where standard error is no terminal."""
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        print(f"\r{text[: width - 1]:<{width - 1}}", end="", file=sys.stderr, flush=True)


def progress_done() -> None:
    """Leave an empty line where the progress stood."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
