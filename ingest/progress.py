"""How far a long job has come, told to whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a long job.

    Args:
        phase: what is being done: "parse", "embed"...
        done, total: steps of the phase; `done` is 0 before the first.
        name: what the step in hand works on, for instance a file name.
    """

    phase: str
    done: int
    total: int
    name: str = ""


Report: TypeAlias = Callable[[Progress], None]
