"""A Casebook whose index another process serves: the same functions, through that server's local routes."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from app.api import presence
from app.api.presence import Presence
from app.api.responses import JobForm
from app.casebook import Casebook
from ingest.errors import CasebookError, IndexBusy, IndexError_, InputError, UnknownReview
from ingest.progress import Progress

if TYPE_CHECKING:
    from app.answers.model import Answer, Claim
    from app.calls import Call
    from index.engine import Index
    from index.model import QueryPart, Searched, SearchResult
    from ingest.library import Added, Library
    from ingest.model import Review
    from ingest.settings import Settings

#: Seconds for which a server that has just been announced may not answer yet, and between two looks at a job.
OPENING, SHORTEST_PAUSE, LONGEST_PAUSE = 5.0, 0.05, 0.5
#: Seconds to wait for a server to say that it is there, and for it to do something.
GREETING, PATIENCE = 2.0, 600.0
_ERRORS: dict[str, type[CasebookError]] = {
    "UnknownReview": UnknownReview,
    "InputError": InputError,
    "IndexError": IndexError_,
}


class ServedCasebook(Casebook):
    """Reads and writes the library's files itself; what needs the index is done by the server that holds it."""

    def __init__(self, library: Library, settings: Settings, server: Presence) -> None:
        super().__init__(library, settings)
        self._server = server

    @classmethod
    def find(cls, path: Path, settings: Settings) -> Self | None:
        """The Casebook of a library that is being served now, None where it is not."""
        server = found_server(path)
        if server is None:
            return None
        from ingest.library import Library

        return cls(Library.open(path), settings, server)

    @property
    def index(self) -> Index:
        """Not to be had here.

        Raises:
            IndexBusy: always; names the process that holds it.
        """
        raise IndexBusy(
            f"The index is held by `casebook serve` (process {self._server.pid}, {self._server.address}).",
            remedy="Stop that server for this.",
        )

    def add(self, paths: Iterable[Path], *, progress: Callable[[Progress], None] | None = None) -> Iterator[Added]:
        """As `Casebook.add`; the server indexes what is new."""
        yield from self.library.add(paths, settings=self.settings, progress=progress)
        self.sync(progress)

    def sync(self, progress: Callable[[Progress], None] | None = None, *, rebuild: bool = False) -> None:
        """As `Casebook.sync`, by a job of the server."""
        job = JobForm.model_validate_json(post(self._server, "/api/v1/index", {"rebuild": rebuild}))
        pause = SHORTEST_PAUSE
        while job.state not in ("done", "failed"):
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            job = JobForm.model_validate_json(_get(self._server, f"/api/v1/jobs/{job.id}"))
            if progress and job.phase != "waiting":
                progress(Progress(job.phase, job.done, job.total, job.name))
        if job.state == "failed":
            raise CasebookError(f"The server of this library could not index it: {job.detail}")

    def describe(self, ref: str, values: Mapping[str, str]) -> Review:
        """As `Casebook.describe`."""
        review = self.library.describe(ref, values)
        self.sync()
        return review

    def _search(self, call: Call) -> SearchResult:
        from app.api.records import RESULT

        return RESULT.validate_json(self._send("search", call))

    def _similar(self, call: Call) -> SearchResult:
        from app.api.records import RESULT

        return RESULT.validate_json(self._send("similar", call))

    def _stream(self, call: Call) -> Iterator[Claim | Answer]:
        return iter((self._ask(call),))

    def _ask(self, call: Call) -> Answer:
        from app.api.records import ANSWER

        return ANSWER.validate_json(self._send("ask", call))

    def _searched(self, call: Call) -> Searched:
        from app.api.records import SEARCHED

        return SEARCHED.validate_json(self._send("searched", call))

    def _parts(self, call: Call) -> tuple[QueryPart, ...]:
        from app.api.records import PARTS

        return PARTS.validate_json(self._send("parts", call))

    def _send(self, name: str, call: Call) -> bytes:
        from dataclasses import asdict

        return post(self._server, f"/api/v1/local/{name}", asdict(call))


def found_server(library: Path) -> Presence | None:
    """The server of a library, None where there is none; one that is starting is waited for."""
    server = presence.read_soon(library.expanduser())
    until = time.monotonic() + OPENING
    while server is not None and not greets(server):
        if time.monotonic() > until or not presence.is_young(library.expanduser()):
            return None
        time.sleep(SHORTEST_PAUSE)
    return server


def greets(server: Presence) -> bool:
    """Whether the server that a file names is there and knows the key: another process may have its number by now."""
    return fetched(server, "/api/v1/local/here")


def fetched(server: Presence, path: str) -> bool:
    """Whether a server gives a path to one who knows its key."""
    try:
        request = urllib.request.Request(server.address + path, headers=_headers(server))
        with _open(request, GREETING) as response:
            return bool(response.status in (200, 204) and response.read() is not None)
    except urllib.error.HTTPError as error:
        error.close()  # some server, but not one that knows the key
        return False
    except (OSError, ValueError):
        return False


def post(server: Presence, path: str, body: Mapping[str, Any]) -> bytes:
    """What a server answers to a call under its key; its problems are raised as the errors that they were.

    Raises:
        IndexBusy: it does not answer.
    """
    headers = {**_headers(server), "Content-Type": "application/json"}
    return _sent(server, urllib.request.Request(server.address + path, json.dumps(body).encode(), headers))


def _get(server: Presence, path: str) -> bytes:
    return _sent(server, urllib.request.Request(server.address + path, headers=_headers(server)))


def _sent(server: Presence, request: urllib.request.Request) -> bytes:
    try:
        with _open(request, PATIENCE) as response:
            data: bytes = response.read()
            return data
    except urllib.error.HTTPError as error:
        with error:
            raise _as_error(error) from error
    except OSError as error:
        raise IndexBusy(
            f"The server of this library ({server.address}) does not answer: {error}.", remedy="Try again."
        ) from error


def _open(request: urllib.request.Request, timeout: float) -> Any:
    # Never through a proxy: the server is on this machine, and the key is for it alone.
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout)


def _as_error(error: urllib.error.HTTPError) -> CasebookError:
    try:
        said = json.loads(error.read())
        kind = str(said.get("type", "")).rpartition(":")[2]
        return _ERRORS.get(kind, CasebookError)(str(said["detail"]), remedy=str(said.get("remedy", "")))
    except (ValueError, KeyError, AttributeError):
        return CasebookError(f"The server of this library answered {error.code}.", remedy="Look at what it printed.")


def _headers(server: Presence) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.key}"}
