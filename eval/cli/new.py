"""`casebook eval new`: a person makes known pairs of their own collection, in a dialogue or by flags."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import LibraryOption


def new(
    context: typer.Context,
    dataset: Annotated[Path, typer.Argument(help="Dataset to add to; made where there is none.")],
    question: Annotated[str | None, typer.Option(help="The question. Given, nothing is asked for.")] = None,
    persona: Annotated[str, typer.Option(help="practitioner, researcher or trainer.")] = "practitioner",
    kind: Annotated[str | None, typer.Option("--type", help="fact, explain, recommend, unanswerable...")] = None,
    scope: Annotated[str | None, typer.Option(metavar="REVIEW", help="The review that it is put to.")] = None,
    gold: Annotated[
        list[str] | None,
        typer.Option(metavar="UNIT", help='A unit that answers it: "REVIEW NUMBER", "=1" after it: also relevant.'),
    ] = None,
    point: Annotated[
        list[str] | None,
        typer.Option(metavar="POINT", help='What a right answer says: "text | words that show it | other words".'),
    ] = None,
    speaks: Annotated[list[str] | None, typer.Option(metavar="REVIEW", help="A review that speaks of it.")] = None,
    silent: Annotated[list[str] | None, typer.Option(metavar="REVIEW", help="A review that does not.")] = None,
    note: Annotated[str, typer.Option(help="Why it is hard, or why nothing answers it.")] = "",
    name: Annotated[str | None, typer.Option("--id", help="Its id; the next free one otherwise.")] = None,
    library: LibraryOption = None,
) -> None:
    """Make question-answer pairs for your own collection: in a dialogue, or from flags alone."""
    from app.cli.options import opened
    from eval.cli.dialogue import Dialogue
    from eval.cli.rows import pairs_in_words, reviews_of, row_of, type_of
    from eval.making import add, next_id, pick, point_of

    with opened(context, library) as casebook:
        if question is None:
            Dialogue(casebook, dataset).run()
            return
        picked = [pick(each, casebook.review) for each in gold or ()]
        row = row_of(
            casebook,
            id=name or next_id(dataset),
            question=question,
            persona=persona,
            type=kind or type_of(question),
            scope=scope,
            picked=picked,
            points=[point_of(each) for each in point or ()],
            speaks=speaks,
            silent=silent,
            note=note,
        )
        count = add(row, dataset, reviews_of(casebook))
    print(f"{row['id']} saved; {pairs_in_words(count)} in {dataset}.")
