"""Commands that put questions to systems: run, compare, runs, baseline, sweep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import FLOORS, SAMPLE, DatasetArgument, JsonOption, LibraryOption, progress, progress_done

#: What is measured where no systems are named: ours, and what it must beat.
RIVALS = "casebook,bm25,dense,stock"


def register(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    for command in (run, compare, runs):
        app.command()(command)


def run(
    context: typer.Context,
    dataset: DatasetArgument = SAMPLE,
    library: LibraryOption = None,
    systems: Annotated[str, typer.Option(help="Rankings to measure, parted by commas.")] = RIVALS,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the rivals that index the reviews anew.")] = False,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="Break down by type, persona, review, kind; several by commas.")
    ] = "",
    repeat: Annotated[int, typer.Option(min=1, help="Run so many times and tell how far the runs differ.")] = 1,
    against: Annotated[Path | None, typer.Option(help="An earlier run to compare with.")] = None,
    floors: Annotated[Path, typer.Option(help="Floors that must hold.")] = FLOORS,
    as_json: JsonOption = False,
) -> None:
    """Put every question to every system; exit status 1 where a floor is broken."""
    from app.cli.options import opened
    from eval.cli import tables
    from eval.repeats import spread
    from eval.runner import evaluate
    from eval.runs import load_run
    from eval.summary import broken_floors

    names = ("casebook",) if quick else tuple(systems.split(","))
    before = load_run(against) if against else None
    with opened(context, library, alone=True) as casebook:
        made = [evaluate(casebook, dataset, names, progress) for _ in range(repeat)]
        progress_done()
        done = made[0]
        path = casebook.library.path / "eval" / "runs" / f"{done.header.id}.jsonl"
        groups = tables.groups(casebook, dataset, by) if by else {}
    broken = broken_floors(done, floors) if floors.is_file() else ()
    if as_json:
        tables.print_json(done, broken, groups, spread(made))
    else:
        tables.print_run(done, groups)
        tables.print_spread(spread(made))
        if before:
            tables.print_changes(before, done)
        print(f"\nRun file: {path}")
    for line in broken:
        print(f"Floor broken: {line}", file=sys.stderr)
    raise typer.Exit(1 if broken else 0)


def compare(
    before: Annotated[Path, typer.Argument(help="A run file.")],
    after: Annotated[Path, typer.Argument(help="A later run file.")],
) -> None:
    """Compare two runs: paired randomisation test, and the questions that changed, best first."""
    from eval.cli.tables import print_changes
    from eval.runs import load_run

    print_changes(load_run(before), load_run(after))


def runs(context: typer.Context, library: LibraryOption = None) -> None:
    """List the runs of a library, the newest last."""
    from app.cli.options import settings
    from eval.runs import load_run

    for path in sorted((settings(context, library).library / "eval" / "runs").glob("*.jsonl")):
        found = load_run(path)
        state = "" if found.complete else "  (interrupted)"
        print(f"{path}  {found.header.dataset}  {len(found.outcomes)} outcomes{state}")
