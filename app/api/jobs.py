"""Jobs with progress, while questions go on being answered: adding files (one after another), indexing."""

from __future__ import annotations

import hashlib
import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.api.desk import Desk
from app.api.responses import AddedForm, JobForm
from ingest.errors import CasebookError
from ingest.library import Added, Library
from ingest.progress import Progress

#: Finished jobs that are remembered.
KEPT_JOBS = 50


@dataclass(frozen=True, slots=True)
class Job:
    """How far a job is. `kind`: "add", "index" or "rebuild". `state`: "waiting", "running", "done" or "failed"."""

    id: str
    kind: str = "add"
    state: str = "waiting"
    progress: Progress = field(default_factory=lambda: Progress("waiting", 0, 0))
    files: tuple[AddedForm, ...] = ()
    detail: str = ""
    folder: Path = field(default=Path(), repr=False)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")

    def form(self) -> JobForm:
        """The job as JSON."""
        return JobForm.model_validate(
            {
                "id": self.id,
                "kind": self.kind,
                "state": self.state,
                "phase": self.progress.phase,
                "done": self.progress.done,
                "total": self.progress.total,
                "name": self.progress.name,
                "files": [each.model_dump() for each in self.files],
                "detail": self.detail,
            }
        )


class Jobs:
    """The jobs of one server. Files wait in a folder of the cache until their turn comes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._worker: threading.Thread | None = None
        self._threads: list[threading.Thread] = []
        self._stopping = False
        digest = hashlib.sha256(str(desk.library.resolve()).encode()).hexdigest()[:12]
        self._home = desk.casebook.settings.cache / "uploads" / digest

    def staging(self) -> tuple[str, Path]:
        """An id for a new job, and the folder for its files."""
        job = secrets.token_hex(8)
        folder = self._home / "waiting" / job
        folder.mkdir(parents=True, mode=0o700)
        return job, folder

    def start(self, job: str, folder: Path) -> Job:
        """Queue the files of a folder."""
        with self._guard:
            self._keep(Job(job, folder=folder))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="casebook-jobs", daemon=True)
                self._worker.start()
        self._waiting.put(job)
        return self._jobs[job]

    def index(self, *, rebuild: bool = False) -> Job:
        """Bring the index to the library's state, or make it anew; one that is being made anew already is enough."""
        kind = "rebuild" if rebuild else "index"
        with self._guard:
            for known in self._jobs.values():
                if rebuild and known.kind == kind and not known.ended:
                    return known
            made = Job(secrets.token_hex(8), kind)
            self._keep(made)
            work = self._desk.rebuild if rebuild else self._desk.sync
            thread = threading.Thread(
                target=self._run, args=(made.id, partial(work, self._reporter(made.id))), name=f"casebook-{kind}"
            )
            thread.daemon = True
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
            thread.start()
        return made

    def _keep(self, job: Job) -> None:
        self._jobs[job.id] = job
        for old in [each.id for each in self._jobs.values() if each.ended][: max(0, len(self._jobs) - KEPT_JOBS)]:
            del self._jobs[old]

    def get(self, job: str) -> Job | None:
        """A job by its id, None where there is none."""
        return self._jobs.get(job)

    def every(self) -> list[Job]:
        """All jobs, newest first."""
        return list(reversed(self._jobs.values()))

    def stop(self) -> None:
        """End: what is in hand ends at its next step, and is taken up again when the index is next opened."""
        self._stopping = True
        self._waiting.put(None)
        for thread in (self._worker, *self._threads):
            if thread is not None:
                thread.join(timeout=5)
        shutil.rmtree(self._home / "waiting", ignore_errors=True)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                self._run(job, partial(self._take, job))
            finally:
                shutil.rmtree(self._jobs[job].folder, ignore_errors=True)

    def _run(self, job: str, work: Callable[[], None]) -> None:
        self._set(job, state="running")
        try:
            work()
            self._set(job, state="done")
        except CasebookError as error:
            self._set(job, state="failed", detail=str(error))
        except Exception as error:
            # The thread outlives whatever one job meets; the job tells what it was.
            self._set(job, state="failed", detail=f"Something went wrong ({type(error).__name__}: {error}).")

    def _take(self, job: str) -> None:
        """Read the files without holding up questions, then index what is new."""
        library = Library.open(self._desk.library)
        for path in sorted(self._jobs[job].folder.iterdir()):
            taken = self._placed(path)
            for added in library.add([taken], settings=self._desk.casebook.settings, progress=self._reporter(job)):
                self._set(job, files=(*self._jobs[job].files, _form(added)))
            taken.unlink(missing_ok=True)
        self._desk.sync(self._reporter(job))

    def _placed(self, path: Path) -> Path:
        """The file under the one path that its name always has here, so that a later edition replaces its review."""
        folder = self._home / "taken"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path.replace(folder / path.name)

    def _reporter(self, job: str) -> _Reporter:
        return _Reporter(self, job)

    def _set(self, job: str, **values: object) -> None:
        with self._guard:
            if job in self._jobs:
                self._jobs[job] = replace(self._jobs[job], **values)  # type: ignore[arg-type]

    def report(self, job: str, progress: Progress) -> None:
        """Note how far a job is.

        Raises:
            CasebookError: the server is ending.
        """
        self._set(job, progress=progress)
        if self._stopping:
            raise CasebookError("The server was stopped.", remedy="What is done is kept; start it again to go on.")


@dataclass(frozen=True, slots=True)
class _Reporter:
    jobs: Jobs
    job: str

    def __call__(self, progress: Progress) -> None:
        self.jobs.report(self.job, progress)


def _form(added: Added) -> AddedForm:
    return AddedForm(
        outcome=added.outcome,
        file=added.path.name,
        review=added.review.id if added.review else "",
        message=added.message.replace(str(added.path), added.path.name),
        remedy=added.remedy,
        seconds=round(added.seconds, 2),
    )
