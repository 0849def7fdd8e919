"""Who reads at the moment, so that what is put away is let go of when nobody reads it any more."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Leases:
    """Readers by generation: whoever begins after something was retired cannot be reading it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = 0
        self._readers: Counter[int] = Counter()
        self._retired: list[tuple[int, Callable[[], None]]] = []

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read what is in place now; until the end it is not let go of."""
        with self._lock:
            generation = self._generation
            self._readers[generation] += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers[generation] -= 1
            self._settle()

    def retire(self, let_go: Callable[[], None]) -> None:
        """Call `let_go` of what has just been replaced once all who may read it have finished; at once if nobody."""
        with self._lock:
            self._retired.append((self._generation, let_go))
            self._generation += 1
        self._settle()

    def _settle(self) -> None:
        with self._lock:
            self._readers += Counter()  # drops those that are at zero
            oldest = min(self._readers, default=self._generation + 1)
            free = [let_go for generation, let_go in self._retired if generation < oldest]
            self._retired = [each for each in self._retired if each[0] >= oldest]
        for let_go in free:
            let_go()
