"""Options that several commands share. `--library` may stand before the command or after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from app.cli.console import complain
from ingest.offline import key_in_the_open

if TYPE_CHECKING:
    from app.casebook import Casebook
    from index.model import Filters, QueryPart
    from ingest.settings import Settings

LibraryOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--library", "-L", metavar="DIR", help="Folder of the library [CASEBOOK_LIBRARY].", show_default=False
    ),
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
BatchOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--batch", metavar="FILE", help="JSON Lines with `id` and `question`; one JSON line comes out for each."
    ),
]
ReviewOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--review", metavar="REVIEW", help="Only this review; may be repeated.")
]
RoleOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--role", help="Only passages of this role (finding, recommendation...).")
]
VoiceOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--voice", help="Only passages in this voice (author, family, child...).")
]
BoardOption: TypeAlias = Annotated[list[str] | None, typer.Option("--board", help="Only reviews of this board.")]
KindOption: TypeAlias = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind of review (SCR, LCSPR...).")
]
ThemeOption: TypeAlias = Annotated[list[str] | None, typer.Option("--theme", help="Only passages on this theme.")]
AgencyOption: TypeAlias = Annotated[list[str] | None, typer.Option("--agency", help="Only reviews of this agency.")]
YearsOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--years", metavar="FROM-TO", help="Only reviews published in these years, e.g. 2015-2019."),
]
IgnoreOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="WORDS", help="Read nothing into these words of it; may be repeated."),
]


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters as typed."""

    reviews: list[str] | None = None
    roles: list[str] | None = None
    voices: list[str] | None = None
    boards: list[str] | None = None
    kinds: list[str] | None = None
    themes: list[str] | None = None
    agencies: list[str] | None = None
    years: str | None = None

    def filters(self, casebook: Casebook) -> Filters:
        """The filters in terms of the library: reviews by id. The search names those that nothing is called by.

        Raises:
            RemovedReview: a review that was removed. InputError: years that cannot be read.
        """
        from index.model import Filters

        return Filters(
            reviews=tuple(_review_id(casebook, ref) for ref in self.reviews or ()),
            boards=tuple(self.boards or ()),
            kinds=tuple(self.kinds or ()),
            years=_years(self.years),
            roles=tuple(self.roles or ()),
            voices=tuple(self.voices or ()),
            agencies=tuple(self.agencies or ()),
            themes=tuple(self.themes or ()),
        )


def _review_id(casebook: Casebook, ref: str) -> str:
    """A review may be named by a part of its id; one that is not there is left to the search, which names near ones."""
    from ingest.errors import RemovedReview, UnknownReview

    try:
        return casebook.review(ref).id
    except RemovedReview:
        raise
    except UnknownReview:
        return ref


def settings(context: typer.Context, library: Path | None, **flags: Any) -> Settings:
    """The settings in force; the library after the command outranks the one before it."""
    from ingest.settings import load_settings

    return load_settings(library=library or context.obj, **flags)


@contextmanager
def opened(
    context: typer.Context,
    library: Path | None,
    *,
    create: bool = False,
    index: Literal["shared", "copied", "alone"] = "shared",
    **flags: Any,
) -> Iterator[Casebook]:
    """The library that the command names, closed at the end.

    Args:
        index: where a server holds it, the server does what needs it ("shared"), or lends a copy to this process, which
            measures with it ("copied"). "alone": this process must have the index itself.
    """
    found = settings(context, library, **flags)
    if told := key_in_the_open(found):
        complain(told)
    served = None if index == "alone" else _served(found, lent=index == "copied")
    with served or _open(found, create=create, shared=index == "shared") as casebook, _telling(casebook):
        yield casebook


@contextmanager
def _telling(casebook: Casebook) -> Iterator[None]:
    """Name, after the command, each review that was left out, and what to do; unless that is what the command fails
    with."""
    failed: Exception | None = None
    try:
        yield
    except Exception as error:
        failed = error
        raise
    finally:
        for trouble in casebook.troubles().values():
            if str(trouble) != str(failed):
                complain(f"casebook: {trouble}")


def _open(found: Settings, *, create: bool, shared: bool) -> Casebook:
    from app.api.sharing import SharedCasebook
    from app.casebook import Casebook

    kind = SharedCasebook if shared else Casebook
    return kind.open(found.library, create=create, settings=found)


def _served(found: Settings, *, lent: bool) -> Casebook | None:
    """The Casebook behind `casebook serve`, or one on the copy that it lends, where that runs on this library."""
    from app.api import presence

    if presence.read_soon(found.library.expanduser()) is None or (lent and found.qdrant_url):
        return None  # a Qdrant server is there for any number of processes
    if lent:
        from app.api.lent import LentCasebook

        return LentCasebook.borrow(found.library, found)
    from app.api.served import ServedCasebook

    return ServedCasebook.find(found.library, found)


def ignored(casebook: Casebook, query: str, words: list[str] | None) -> tuple[QueryPart, ...]:
    """The parts read into a query that come from `words`.

    Raises:
        InputError: nothing is read into those words; names what is.
    """
    from ingest.errors import InputError

    if not words:
        return ()
    parts = casebook.parts(query)
    known = {part.found.casefold() for part in parts}
    for each in words:
        if each.casefold() not in known:
            listed = ", ".join(dict.fromkeys(part.found for part in parts))
            raise InputError(
                f"Nothing is read into {each!r}.",
                remedy=f"Something is read into: {listed}." if listed else "Nothing is read into any of its words.",
            )
    return tuple(part for part in parts if part.found.casefold() in {each.casefold() for each in words})


def _years(text: str | None) -> tuple[int, int] | None:
    from ingest.errors import InputError

    if text is None:
        return None
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last.isdecimal() or not last)):
        raise InputError(f"--years {text!r} cannot be read.", remedy="Write one year or two: 2015-2019.")
    years = int(first), int(last or first)
    return min(years), max(years)
