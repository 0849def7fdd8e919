"""Progress bars on standard error, shown once a job has taken more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.cli.console import complain, console, shown

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from ingest.progress import Progress, Report

DELAY = 1.0
"""Seconds before a bar is shown."""

PHASES = {
    "parse": "Reading",
    "embed": "Indexing",
    "export": "Preparing the model",
    "index": "Indexing",
    "dense": "Embedding documents",
    "search": "Searching",
}


@contextmanager
def progress_bar() -> Iterator[Report]:
    """A function to report progress to; draws nothing where standard error is not a terminal,
    but says what is waited for."""
    drawn = _Drawn()
    try:
        yield drawn.report
    finally:
        drawn.stop()


class _Drawn:
    def __init__(self) -> None:
        self.started = time.monotonic()
        self.bar: Bar | None = None
        self.tasks: dict[str, TaskID] = {}
        self.waited_for: set[str] = set()

    def report(self, progress: Progress) -> None:
        if progress.phase == "wait":
            self.wait_for(progress.name)
            return
        if not sys.stderr.isatty() or time.monotonic() - self.started < DELAY:
            return
        bar = self.bar = self.bar or _bar()
        name = f"{PHASES.get(progress.phase, progress.phase)} {shown(progress.name)}".strip()
        if progress.phase not in self.tasks:
            self.tasks[progress.phase] = bar.add_task(name, total=progress.total)
        bar.update(self.tasks[progress.phase], completed=progress.done, total=progress.total, description=name)

    def wait_for(self, what: str) -> None:
        """Says it once, in a log too."""
        if what not in self.waited_for:
            self.waited_for.add(what)
            complain(f"Waiting: {what}")

    def stop(self) -> None:
        if self.bar is not None:
            self.bar.stop()


def _bar() -> Bar:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console(error=True),
        transient=True,
    )
    bar.start()
    return bar
