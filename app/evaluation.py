"""What the product shows of its own evaluation: the one place in this room that may import `eval`.

Everything is fetched when it is asked for, so that nobody waits for it who does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.api.desk import Desk
from app.api.requests import MarkIn
from app.api.responses import MeasureForm, RunForm


def command_line(arguments: Sequence[str], library: Any) -> None:
    """Run `casebook eval` with these arguments; `library` is the one named before the command, if any."""
    from eval.cli import app as evaluation

    evaluation(args=list(arguments), prog_name="casebook eval", obj=library)


def runs(library: Path) -> list[RunForm]:
    """The evaluation runs of a library, newest first; a damaged one is left out."""
    from eval.kept import dataset_of
    from eval.runs import RunError, load_run
    from eval.summary import rows

    found = []
    for path in sorted((library / "eval" / "runs").glob("*.jsonl"), reverse=True):
        try:
            run = load_run(path)
        except RunError:
            continue
        measures = [MeasureForm(system=row.system, measure=row.measure, **asdict(row.estimate)) for row in rows(run)]
        head = run.header
        found.append(
            RunForm(
                id=head.id,
                created=head.created,
                dataset=head.dataset,
                machine=head.machine,
                complete=run.complete,
                systems=list(head.systems),
                measures=measures,
                report=f"/evaluation/report/{head.id}" if dataset_of(library, head.dataset_sha256) else "",
            )
        )
    return found


def report(desk: Desk, run: str) -> str:
    """The full report of an evaluation run: one page of HTML.

    Raises:
        InputError: there is no such run, or its questions are not here.
    """
    from eval.gold import resolve
    from eval.kept import dataset_of
    from eval.pairs import load
    from eval.report import report as made
    from eval.runs import RunError, load_run

    if not run.replace("-", "").isalnum():
        raise RunError(f"There is no run {run!r}.")
    found = load_run(desk.library / "eval" / "runs" / f"{run}.jsonl")
    dataset = dataset_of(desk.library, found.header.dataset_sha256)
    if dataset is None:
        raise RunError(f"The questions of the run {run} are not here.", remedy="Make it with `casebook eval report`.")
    reviews = {review.id: review for review in desk.casebook.reviews()}
    return made(found, resolve(load(dataset), reviews)[0], reviews)


def keep_mark(library: Path, said: MarkIn) -> None:
    """Keep what a user says of an answer in the library's folder."""
    from eval.marked import Mark, record

    record(library, Mark(said.question, said.verdict, tuple(said.cited), said.note))
