"""`casebook search` and `casebook similar`: passages in rank order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.console import say, shown, shown_lines, write_json
from app.cli.options import (
    AgencyOption,
    BatchOption,
    BoardOption,
    IgnoreOption,
    JsonOption,
    KindOption,
    LibraryOption,
    ReviewOption,
    RoleOption,
    Scope,
    ThemeOption,
    VoiceOption,
    YearsOption,
    ignored,
    opened,
)

if TYPE_CHECKING:
    from app.casebook import Casebook
    from app.cli.batch import Line
    from app.schemas import SearchForm
    from index.model import Filters, Hit, QueryPart, SearchResult

COUNT = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many units.")]
#: Values of one part that are shown in full.
MOST_SHOWN = 4
EXPLAIN = Annotated[bool, typer.Option("--explain", help="Show the rank and score of each signal.")]


def register(app: typer.Typer) -> None:
    """Put this group's commands into the command line."""
    app.command("search")(search)
    app.command("similar")(similar)


def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help='What to look for; "in quotes" as a phrase.')] = None,
    k: COUNT = 10,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    explain: EXPLAIN = False,
    per_review: Annotated[
        int | None, typer.Option("--per-review", min=1, help="At most so many of one review.")
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="The best evidence of every review that has any.")
    ] = False,
    review: ReviewOption = None,
    role: RoleOption = None,
    voice: VoiceOption = None,
    board: BoardOption = None,
    kind: KindOption = None,
    agency: AgencyOption = None,
    theme: ThemeOption = None,
    years: YearsOption = None,
    ignore: IgnoreOption = None,
) -> None:
    """Find the passages that match best."""
    one_of(query, batch)
    if batch is not None and ignore:
        raise typer.BadParameter("--ignore is for a single query.")
    scope = Scope(review, role, voice, board, kind, theme, agency, years)
    with opened(context, library) as casebook:
        wanted = _Wanted(casebook, k, scope.filters(casebook), per_review, coverage, explain)
        if batch is not None:
            raise typer.Exit(_batch(batch, wanted))
        result = wanted.search(query or "", ignored(casebook, query or "", ignore))
    if as_json:
        from app.forms import search_form

        write_json(search_form(result, explain=explain))
    else:
        print_result(result, explain=explain)


def one_of(query: str | None, batch: Path | None) -> None:
    """Refuse neither and both of a question and a file of questions."""
    if (query is None) == (batch is None):
        raise typer.BadParameter("give a question, or --batch FILE.")


class _Wanted:
    """A search with its options, to be run for one query or for many."""

    def __init__(
        self,
        casebook: Casebook,
        k: int,
        filters: Filters,
        per_review: int | None,
        coverage: bool,
        explain: bool,
    ) -> None:
        self.casebook, self.k, self.filters = casebook, k, filters
        self.per_review, self.coverage, self.explain = per_review, coverage, explain

    def search(self, query: str, ignore: tuple[QueryPart, ...] = ()) -> SearchResult:
        return self.casebook.search(
            query,
            k=self.k,
            filters=self.filters,
            per_review=self.per_review,
            coverage=self.coverage,
            ignore=ignore,
        )

    def form(self, line: Line) -> SearchForm:
        from app.forms import search_form

        return search_form(self.search(line.question), key=line.key, explain=self.explain)

    def failed(self, line: Line, error: str) -> SearchForm:
        from app.cli import batch
        from app.forms import searched_form
        from app.schemas import SearchForm

        searched = searched_form(batch.searched(self.casebook, self.filters))
        return SearchForm(id=line.key, query=line.question, passages=[], searched=searched, seconds=0.0, error=error)


def _batch(path: Path, wanted: _Wanted) -> int:
    from app.cli import batch

    return batch.run(path, wanted.form, wanted.failed)


def similar(
    context: typer.Context,
    unit: Annotated[str, typer.Argument(metavar="ID", help="A unit's id, as `search --json` prints it.")],
    k: COUNT = 10,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    explain: EXPLAIN = False,
) -> None:
    """Find passages of other cases that are like this one: precedent for a paragraph."""
    with opened(context, library) as casebook:
        result = casebook.similar(unit, k=k)
    if as_json:
        from app.forms import search_form

        write_json(search_form(result, explain=explain))
    else:
        print_result(result, explain=explain)


def print_result(result: SearchResult, *, explain: bool = False) -> None:
    """The passages for people, and what was searched."""
    for part in result.parts:
        say(_read_as(part), "dim")
    for rank, hit in enumerate(result.hits, start=1):
        _print_hit(rank, hit, explain=explain)
    searched = result.searched
    count = len(result.hits)
    found = f"{count} passage{'s' if count > 1 else ''}" if count else "Nothing found"
    say(
        f"{found}; searched {searched.passages:,} passages of {searched.reviews} reviews "
        f"({searched.cases} cases) in {result.seconds:.2f} s.",
        "dim",
    )


def _read_as(part: QueryPart) -> str:
    """One thing read into the query, in words."""
    if part.kind == "absent":
        return f"not in {shown(' or '.join(part.meant) or 'the library')}: {shown(part.found)}"
    meant = (part.meant[0], "...", part.meant[-1]) if len(part.meant) > MOST_SHOWN else part.meant
    return f"{part.kind}: {shown(part.found)}" + (f" taken as {shown(', '.join(meant))}" if meant else "")


def _print_hit(rank: int, hit: Hit, *, explain: bool) -> None:
    from app.citations import pinpoint
    from app.typeset import as_name, in_marks

    say(f"{rank}. {shown(pinpoint(hit.unit, hit.review))}", "bold")
    if hit.unit.section:
        say(f"   {shown(' > '.join(map(as_name, hit.unit.section)))}", "dim")
    say("   " + in_marks(shown_lines(hit.unit.text)).replace("\n", "\n   "))
    for unit in hit.also:
        say(f"   The same words: {shown(pinpoint(unit, hit.review))}", "dim")
    if explain:
        signals = "  ".join(f"{each.name} #{each.rank or '-'} ({each.score:.3f})" for each in hit.signals)
        say(f"   score {hit.score:.3f}: {signals}", "dim")
    say()
