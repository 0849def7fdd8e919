"""`casebook eval`: check known pairs, run them, compare runs."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval.runs import Run

HOME = Path(__file__).resolve().parent
SAMPLE = HOME / "datasets" / "sample.jsonl"
FLOORS = HOME / "floors.toml"

LibraryOption = Annotated[
    Path | None, typer.Option("--library", "-L", metavar="DIR", help="Folder of the library [CASEBOOK_LIBRARY].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DatasetArgument = Annotated[Path, typer.Argument(help="Known pairs, JSON Lines.")]

app = typer.Typer(
    help="Measure retrieval and answers on known question-answer pairs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def check(
    context: typer.Context,
    dataset: DatasetArgument = SAMPLE,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Verify every gold reference of a dataset against the library."""
    from app.cli.options import opened
    from eval.check import check as verify
    from eval.pairs import load

    with opened(context, library) as casebook:
        found = verify(load(dataset), {review.id: review for review in casebook.reviews()})
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        for trouble in found.troubles:
            print(f"{trouble.pair}: {trouble.reason}")
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(found.counts["type"].items()))
        print(f"{found.pairs} pairs ({kinds}), {found.references} gold references, {len(found.troubles)} troubles.")
    raise typer.Exit(1 if found.troubles else 0)


@app.command()
def bind(
    context: typer.Context,
    draft: Annotated[Path, typer.Argument(help="Draft pairs whose gold is named by words (anchors).")],
    name: Annotated[list[str] | None, typer.Option("--name", metavar="SHORT=REVIEW", help="A review's name.")] = None,
    library: LibraryOption = None,
) -> None:
    """Print draft pairs with their anchors replaced by labels and stable ids, so that they hold no text of a review."""
    from app.cli.options import opened
    from eval.bind import bind as replace
    from eval.bind import read_rows

    names = dict(each.split("=", 1) for each in name or ())
    with opened(context, library) as casebook:
        rows, troubles = replace(read_rows(draft), {review.id: review for review in casebook.reviews()}, names)
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    for trouble in troubles:
        print(f"{trouble.pair}: {trouble.reason}", file=sys.stderr)


@app.command()
def run(
    context: typer.Context,
    dataset: DatasetArgument = SAMPLE,
    library: LibraryOption = None,
    systems: Annotated[str, typer.Option(help="Rankings to measure, parted by commas.")] = "casebook,bm25,dense",
    against: Annotated[Path | None, typer.Option(help="An earlier run to compare with.")] = None,
    floors: Annotated[Path, typer.Option(help="Floors that must hold.")] = FLOORS,
    as_json: JsonOption = False,
) -> None:
    """Put every question to every system; exit status 1 where a floor is broken."""
    from app.cli.options import opened
    from eval.runner import evaluate
    from eval.runs import load_run
    from eval.summary import broken_floors

    with opened(context, library) as casebook:
        done = evaluate(casebook, dataset, tuple(systems.split(",")), _progress)
        path = casebook.library.path / "eval" / "runs" / f"{done.header.id}.jsonl"
    broken = broken_floors(done, floors) if floors.is_file() else ()
    if as_json:
        _print_json(done, broken)
    else:
        _print_table(done)
        if against:
            _print_changes(load_run(against), done)
        print(f"\nRun file: {path}")
    for line in broken:
        print(f"Floor broken: {line}", file=sys.stderr)
    raise typer.Exit(1 if broken else 0)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="A run file.")],
    after: Annotated[Path, typer.Argument(help="A later run file.")],
) -> None:
    """Compare two runs: paired randomisation test, and the questions that changed, best first."""
    from eval.runs import load_run

    _print_changes(load_run(before), load_run(after))


@app.command()
def runs(context: typer.Context, library: LibraryOption = None) -> None:
    """List the runs of a library, the newest last."""
    from app.cli.options import settings
    from eval.runs import load_run

    for path in sorted((settings(context, library).library / "eval" / "runs").glob("*.jsonl")):
        found = load_run(path)
        state = "" if found.complete else "  (interrupted)"
        print(f"{path}  {found.header.dataset}  {len(found.outcomes)} outcomes{state}")


@app.command()
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

    with opened(context, library) as casebook:
        reviews = {review.id: review for review in casebook.reviews()}
    pairs, _ = resolve(load(dataset), reviews)
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    to.write_text(page(load_run(run_file), pairs, units), encoding="utf-8")
    print(to)


@app.command()
def scorecard(run_files: Annotated[list[Path], typer.Argument(help="Run files.")]) -> None:
    """Print the scorecard of some runs in Markdown."""
    from eval.runs import load_run
    from eval.scorecard import scorecard as card

    print(card(load_run(path) for path in run_files), end="")


@app.command()
def beir(
    folder: Annotated[Path, typer.Argument(help="Folder with corpus.jsonl, queries.jsonl and qrels/test.tsv.")],
    as_json: JsonOption = False,
) -> None:
    """Run any collection in BEIR form, so that published figures can be compared."""
    from eval.beir import run_beir

    found = run_beir(folder)
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for key, value in found.items():
        print(f"{key}: {value}")


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        print(f"\r{text[: width - 1]:<{width - 1}}", end="", file=sys.stderr, flush=True)


def _print_table(run: Run) -> None:
    from app.cli.console import console, table
    from eval.summary import rows

    shown = table("system", "measure", "mean", "95 % interval", "questions")
    for row in rows(run):
        value = row.estimate
        shown.add_row(
            row.system, row.measure, f"{value.mean:.3f}", f"{value.low:.3f} to {value.high:.3f}", str(value.n)
        )
    print(f"{run.header.dataset}, {run.header.created}, {run.header.machine}", end="\n\n")
    console().print(shown)


def _print_changes(before: Run, after: Run) -> None:
    from eval.summary import changes, ordered

    for system in after.header.systems:
        shared = before.measured(system).keys() & after.measured(system).keys()
        for measure in ordered(sorted(shared)):
            comparison, moved = changes(before, after, system, measure)
            if not moved:
                continue
            print(
                f"{system}, {measure}: {comparison.difference:+.3f} "
                f"({comparison.low:+.3f} to {comparison.high:+.3f}), p = {comparison.p:.3f}, n = {comparison.n}"
            )
            for change in moved[:5] + moved[5:][-5:]:
                print(f"    {change.pair}: {change.before:.2f} -> {change.after:.2f}")


def _print_json(run: Run, broken: tuple[str, ...]) -> None:
    from eval.summary import rows

    table = [{"system": row.system, "measure": row.measure, **asdict(row.estimate)} for row in rows(run)]
    print(json.dumps({"run": asdict(run.header), "measures": table, "floors_broken": broken}, indent=2))
