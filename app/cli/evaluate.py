"""`casebook eval`: the evaluation's own commands, fetched only when they are asked for."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command(
        "eval",
        add_help_option=False,
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(evaluate)


def evaluate(context: typer.Context) -> None:
    """Measure retrieval and answers on known question-answer pairs."""
    from app.evaluation import command_line

    command_line(context.args, context.obj)
