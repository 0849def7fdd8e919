"""Commands on datasets: check, bind, marks."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval.cli.new import new
from eval.cli.options import SAMPLE, DatasetArgument, JsonOption, LibraryOption


def register(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    for command in (check, new, bind, marks, draw, agreement):
        app.command()(command)


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


def marks(
    context: typer.Context,
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="Write draft pairs made of the marks.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the answers marked right, wrong or incomplete on the page; write draft pairs of them."""
    from app.cli.console import shown
    from app.cli.options import settings
    from eval.marked import drafts
    from eval.marked import marks as read

    folder = settings(context, library).library
    found = read(folder)
    if as_json:
        print(json.dumps([asdict(mark) for mark in found], ensure_ascii=False, indent=2))
    elif not export:
        for mark in found:
            print(f"{mark.time[:16]}  {mark.verdict:<10}  {shown(mark.question)}")
        print(f"{len(found)} {'mark' if len(found) == 1 else 'marks'}.")
    if export:
        rows = drafts(folder)
        export.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(f"{len(rows)} draft pairs in {export}; see what they lack with `casebook eval check {export}`.")


def draw(
    dataset: DatasetArgument = SAMPLE,
    answered: Annotated[int, typer.Option(help="Questions that have an answer.")] = 30,
    unanswered: Annotated[int, typer.Option(help="Questions that have none.")] = 20,
    seed: Annotated[int, typer.Option(help="The same seed draws the same questions.")] = 11,
    but: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Leave out the questions of an earlier agreement.json.")
    ] = None,
) -> None:
    """Print questions for a second, blind reading: shuffled, without their types and gold."""
    from eval.pairs import load
    from eval.second import draw as drawn
    from eval.second import questions

    left_out = {row["id"] for row in json.loads(but.read_text(encoding="utf-8"))["per_question"]} if but else set()
    for row in questions(drawn(load(dataset), answered=answered, unanswered=unanswered, seed=seed, but=left_out)):
        print(json.dumps(row, ensure_ascii=False))


def agreement(
    context: typer.Context,
    reading: Annotated[Path, typer.Argument(help="The second reading: `question` and `gold`, one a line.")],
    dataset: DatasetArgument = SAMPLE,
    library: LibraryOption = None,
) -> None:
    """How far a second reading agrees with a dataset: answered or not, and by which units."""
    from app.cli.options import opened
    from eval.runner import resolved
    from eval.second import agreement as between
    from eval.second import load_reading

    with opened(context, library) as casebook:
        reviews = {review.id: review for review in casebook.reviews()}
    print(json.dumps(asdict(between(resolved(dataset, reviews), load_reading(reading, reviews))), indent=1))
