"""Commands that put questions to systems: run, compare, runs, baseline, sweep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.casebook import Casebook
    from eval.baseline import Baseline
    from eval.runs import Run, RunWriter

from eval.cli.options import FLOORS, HOME, SAMPLE, DatasetArgument, JsonOption, LibraryOption, progress, progress_done

#: What is measured where no systems are named: ours, and what it must beat.
RIVALS = "casebook,bm25,dense,stock"


def register(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    for command in (run, compare, runs, baseline, sweep):
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
    against: Annotated[Path | None, typer.Option(help="A run to compare with, or a baseline to keep up with.")] = None,
    judge: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Secondary: have answers judged too, e.g. openai/NAME at CASEBOOK_LLM_URL."),
    ] = None,
    llm: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Answer with a language model, as CASEBOOK_LLM does.")
    ] = None,
    floors: Annotated[Path, typer.Option(help="Floors that must hold.")] = FLOORS,
    as_json: JsonOption = False,
) -> None:
    """Put every question to every system; exit status 1 where a floor is broken or the baseline not reached."""
    from app.cli.options import opened
    from eval.baseline import Baseline, drops
    from eval.cli import tables
    from eval.kept import keep_dataset
    from eval.repeats import spread
    from eval.runner import evaluate
    from eval.summary import broken_floors

    names = ("casebook",) if quick else tuple(systems.split(","))
    before = _earlier(against) if against else None
    with opened(context, library, index="copied", llm=llm) as casebook:
        groups = tables.groups(casebook, dataset, by) if by else {}
        try:
            made = [evaluate(casebook, dataset, names, progress, resumed=_resumed) for _ in range(repeat)]
        except KeyboardInterrupt:
            print("\nInterrupted. The same command goes on where this one ended.", file=sys.stderr)
            raise typer.Exit(1) from None
        progress_done()
        keep_dataset(dataset, casebook.library.path)
        path = casebook.library.path / "eval" / "runs" / f"{made[0].header.id}.jsonl"
        done = _judged(casebook, made[0], path, dataset, judge) if judge else made[0]
    broken = broken_floors(done, floors) if floors.is_file() else ()
    dropped = drops(before, done) if isinstance(before, Baseline) else ()
    if as_json:
        tables.print_json(done, broken, tuple(map(str, dropped)), groups, spread(made))
    else:
        tables.print_run(done, groups)
        tables.print_spread(spread(made))
        if isinstance(before, Baseline):
            tables.print_gate(before, done, dropped)
        elif before:
            tables.print_changes(before, done)
        print(f"\nRun file: {path}")
    for line in broken:
        print(f"Floor broken: {line}", file=sys.stderr)
    for drop in dropped:
        print(f"Dropped: {drop}", file=sys.stderr)
    raise typer.Exit(1 if broken or dropped else 0)


def _resumed(writer: RunWriter) -> None:
    print(
        f"Going on with the run begun at {writer.header.created}: {len(writer.done)} outcomes are there already.",
        file=sys.stderr,
    )


def _judged(casebook: Casebook, run: Run, path: Path, dataset: Path, model: str) -> Run:
    """The run with what a language model says of it, which its file keeps too."""
    from app.cli.console import complain
    from app.llm.connect import warning
    from eval.judged import judge
    from eval.runner import resolved
    from eval.runs import RunWriter, load_run

    settings = casebook.settings.model_copy(update={"llm": model})
    if warning(settings):
        complain(warning(settings))
    reviews = {review.id: review for review in casebook.reviews()}
    units = {unit.id: unit for review in reviews.values() for unit in review.units}
    found = judge(run, resolved(dataset, reviews), units, settings, progress)
    progress_done()
    RunWriter(path, run.header).judge([each.row() for each in found])
    return load_run(path)


def _earlier(path: Path) -> Run | Baseline:
    """A baseline or a run file, told apart by their endings."""
    from eval.baseline import load_baseline
    from eval.runs import load_run

    return load_baseline(path) if path.suffix == ".json" else load_run(path)


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


def baseline(
    run_file: Annotated[Path, typer.Argument(help="A run file.")],
    because: Annotated[str, typer.Option(help="Why the baseline changes; it stands in the file.")],
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where it is written.")] = HOME / "baseline",
) -> None:
    """Make a run the baseline that later ones must not fall behind."""
    from eval.baseline import baseline as of
    from eval.baseline import write_baseline
    from eval.runs import load_run

    made = of(load_run(run_file), because)
    path = folder / f"{Path(made.dataset).stem}.json"
    write_baseline(made, path)
    print(path)


def sweep(
    context: typer.Context,
    grid: Annotated[Path, typer.Argument(help="TOML file with the values to try; see eval/sweep.example.toml.")],
    dataset: DatasetArgument = SAMPLE,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Try a grid of settings: what each gains and costs, and what choosing by it gains on other reviews."""
    from app.answers.abstention import threshold
    from app.cli.options import opened
    from eval.cli import tables
    from eval.runner import resolved
    from eval.sweep import load_grid, sweep_rankings, sweep_thresholds
    from index.fusion import fusion_weights

    wanted = load_grid(grid, tuple(fusion_weights()), threshold())
    with opened(context, library, index="copied") as casebook:
        reviews = {review.id: review for review in casebook.reviews()}
        pairs = resolved(dataset, reviews)
        units = {unit.id: unit for review in reviews.values() for unit in review.units}
        found = [sweep_rankings(casebook, pairs, units, wanted, progress)] if wanted.points else []
        found += [sweep_thresholds(casebook, pairs, wanted.thresholds, progress)] if wanted.thresholds else []
        progress_done()
    if as_json:
        tables.print_sweeps_json(found)
    for each in () if as_json else found:
        tables.print_sweep(each)
