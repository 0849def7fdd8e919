"""A Casebook of a command that begins by itself: where a server turns out to hold the index, it goes through that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from app.api import presence
from app.casebook import Casebook
from ingest.errors import IndexBusy

if TYPE_CHECKING:
    from app.answers.model import Answer, Claim
    from app.calls import Call
    from index.model import QueryPart, Searched, SearchResult
    from ingest.library import Library
    from ingest.progress import Progress
    from ingest.settings import Settings

T = TypeVar("T")


class SharedCasebook(Casebook):
    """Both may be started in any order: a server that takes the index while files are read indexes them."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(library, settings)
        self._served: Casebook | None = None

    def sync(self, progress: Callable[[Progress], None] | None = None, *, rebuild: bool = False) -> None:
        """As `Casebook.sync`."""
        self._either(Casebook.sync, progress, rebuild=rebuild)

    def _search(self, call: Call) -> SearchResult:
        return self._either(Casebook._search, call)

    def _similar(self, call: Call) -> SearchResult:
        return self._either(Casebook._similar, call)

    def _stream(self, call: Call) -> Iterator[Claim | Answer]:
        return self._either(Casebook._stream, call)

    def _ask(self, call: Call) -> Answer:
        return self._either(Casebook._ask, call)

    def _searched(self, call: Call) -> Searched:
        return self._either(Casebook._searched, call)

    def _parts(self, call: Call) -> tuple[QueryPart, ...]:
        return self._either(Casebook._parts, call)

    def _either(self, method: Callable[..., T], *arguments: Any, **options: Any) -> T:
        if self._served is None:
            try:
                return method(self, *arguments, **options)
            except IndexBusy:
                self._served = self._server()
                if self._served is None:
                    raise
        found: T = getattr(self._served, method.__name__)(*arguments, **options)
        return found

    def _server(self) -> Casebook | None:
        if presence.read_soon(self.library.path) is None:
            return None
        from app.api.served import ServedCasebook

        return ServedCasebook.find(self.library.path, self.settings)

    def _wait(self, step: Progress) -> None:
        """Waits no longer for an index that a server holds.

        Raises:
            IndexBusy: a server does.
        """
        if presence.read_soon(self.library.path) is not None:
            raise IndexBusy("A server holds the index.")
