"""`casebook eval`: make and check known pairs, run them, compare runs, show what came of it."""

from __future__ import annotations

import typer

from eval.cli import pairs, reporting, running

app = typer.Typer(
    help="Measure retrieval and answers on known question-answer pairs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (running, pairs, reporting):
    group.register(app)
