"""What every command prints through: plain UTF-8 when piped, nothing in a title or file name taken as markup."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console
    from rich.table import Table

#: Longer lines are hard to read, however wide the terminal.
MOST_COLUMNS = 110
#: Whose log lines are written.
ROOMS = ("ingest", "index", "app", "eval")


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale says; what cannot be encoded is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def silence_dependencies() -> None:
    """Keep off the terminal what libraries warn of, in their words and with the paths of their sources.

    What of it matters to people, Casebook says itself. CASEBOOK_DEBUG=1 shows everything.
    """
    if os.environ.get("CASEBOOK_DEBUG"):
        return
    warnings.showwarning = _unsaid
    os.environ["TRANSFORMERS_VERBOSITY"] = "error"  # it writes through a handler of its own
    sys.unraisablehook = _unsaid


def silence_logs() -> None:
    """The same for what libraries log; what Casebook logs itself is written."""
    import logging

    root = logging.getLogger()
    if root.handlers or os.environ.get("CASEBOOK_DEBUG"):
        return
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.addFilter(lambda record: record.name.split(".")[0] in ROOMS)
    root.addHandler(handler)


def _unsaid(*_: Any, **__: Any) -> None:
    """Says nothing."""


def shown(text: str) -> str:
    """Text on one line, with what would move the cursor or colour the terminal written out.

    >>> shown("a\\n\\x1b[31mb")
    'a\\\\n\\\\x1b[31mb'
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def shown_lines(text: str) -> str:
    """As `shown`, with line breaks kept."""
    return "\n".join(shown(line.expandtabs()) for line in text.split("\n"))


def console(*, error: bool = False) -> Console:
    """A rich console that reads no markup and no emoji codes; without colours or wrapping where it is piped."""
    from rich.console import Console

    piped = not (sys.stderr if error else sys.stdout).isatty()
    return Console(stderr=error, markup=False, emoji=False, highlight=False, width=200 if piped else None)


def say(text: str = "", style: str | None = None) -> None:
    """Print text for people on standard output; coloured only on a terminal."""
    if style is None or not sys.stdout.isatty():
        print(text)
    else:
        console().print(text, style=style, soft_wrap=True)


def complain(text: str) -> None:
    """One line on standard error."""
    print(shown(text), file=sys.stderr)


def write_json(form: BaseModel, *, indent: int | None = 2) -> None:
    """A form as JSON, in one piece or on one line (`indent=None`)."""
    write_value(form.model_dump(mode="python"), indent=indent)


def write_value(value: Any, *, indent: int | None = 2) -> None:
    """A plain value as JSON; each batch line is flushed, so that a reader sees it at once."""
    print(json.dumps(value, ensure_ascii=False, indent=indent), flush=indent is None)


def wrapped(text: str, *, indent: str = "") -> str:
    """Text broken at spaces to the terminal's width, `indent` before each line but the first; as it is when piped."""
    if not sys.stdout.isatty():
        return text
    width = min(max(shutil.get_terminal_size().columns, 20), MOST_COLUMNS)
    return textwrap.fill(text, width, subsequent_indent=indent, break_on_hyphens=False) if text else text


def show_table(made: Table) -> None:
    """Print a table on standard output."""
    console().print(made)


def table(*columns: str, lines: bool = False) -> Table:
    """A table in the manner of all commands; `lines` parts its rows."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=lines)
    for column in columns:
        made.add_column(column, overflow="fold")
    return made
