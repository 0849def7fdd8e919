"""Commands that show what runs found: report, scorecard; and BEIR collections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import SAMPLE, DatasetArgument, JsonOption, LibraryOption


def register(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    for command in (report, scorecard, beir):
        app.command()(command)


def report(
    context: typer.Context,
    run_file: Annotated[Path, typer.Argument(help="A run file.")],
    dataset: DatasetArgument = SAMPLE,
    to: Annotated[Path, typer.Option(help="Where to write it.")] = Path("report.html"),
    library: LibraryOption = None,
) -> None:
    """Write one HTML file: measures, plots, and every question with its answer, gold hit and missed."""
    from app.cli.options import opened
    from eval.gold import resolve
    from eval.pairs import load
    from eval.report import report as page
    from eval.runs import load_run

    found = load_run(run_file)
    with opened(context, library) as casebook:
        reviews = {review.id: review for review in casebook.reviews()}
    pairs, _ = resolve(load(dataset), reviews)
    to.write_text(page(found, pairs, reviews), encoding="utf-8")
    print(to)


def scorecard(run_files: Annotated[list[Path], typer.Argument(help="Run files.")]) -> None:
    """Print the scorecard of some runs in Markdown."""
    from eval.runs import load_run
    from eval.scorecard import scorecard as card

    print(card(load_run(path) for path in run_files), end="")


def beir(
    folder: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.")],
    as_json: JsonOption = False,
) -> None:
    """Run any collection in BEIR form, so that published figures can be compared.

    What is embedded is kept in the cache: an interrupted run goes on where it stopped, a second one takes seconds.
    """
    from eval.beir import run_beir
    from eval.cli.progress import long_job

    with long_job() as report:
        found = run_beir(folder, report=report)
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for key, value in found.items():
        print(f"{key}: {value}")
