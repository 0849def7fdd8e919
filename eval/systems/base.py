"""What the measures need of a system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage returned: its text, and the unit it is (empty where a system knows no units)."""

    text: str
    unit: str = ""


class System(Protocol):
    """Ranks passages for a question."""

    name: str

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best passages, best first."""
        ...
