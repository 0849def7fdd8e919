"""How far a long job has come: a bar on a terminal, a line every half minute in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.bars import progress_bar
from ingest.progress import Progress, Report

EVERY = 30.0


@contextmanager
def long_job() -> Iterator[Report]:
    """A function to report progress to, on standard error."""
    if sys.stderr.isatty():
        with progress_bar() as report:
            yield report
    else:
        yield _Lines().tell


class _Lines:
    def __init__(self) -> None:
        self.phase = ""
        self.started = self.told = time.monotonic()
        self.first = 0

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.phase != self.phase:
            self.phase, self.started, self.first = progress.phase, now, progress.done
        if now - self.told < EVERY or progress.done <= self.first:
            return
        self.told = now
        left = (now - self.started) / (progress.done - self.first) * (progress.total - progress.done)
        said = f"{progress.phase}: {progress.done:,} of {progress.total:,}, about {left / 60:.0f} min left"
        print(said, file=sys.stderr, flush=True)
