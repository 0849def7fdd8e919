"""What was lately read from a store, held in memory: the engine hands out its vectors and payloads number by number and
word by word, and to read them is more work than to compare them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
Read = Callable[[Sequence[int]], dict[int, T]]


class Kept(Generic[T]):
    """Values by point id and kind, the longest unused going first.

    Args:
        most: bytes held at most. size: bytes that a value takes up.
    """

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._most, self._size = most, size
        self._held: OrderedDict[tuple[object, int], T] = OrderedDict()
        self._bytes = 0
        self._edition = 0
        self._lock = threading.Lock()

    def get(self, ids: Sequence[int], kind: object, read: Read[T]) -> dict[int, T]:
        """The values of these points; those not held are read with `read`, those that it does not give are left out."""
        with self._lock:
            edition = self._edition
            found = {each: self._held[kind, each] for each in ids if (kind, each) in self._held}
            for each in found:
                self._held.move_to_end((kind, each))
        missing = [each for each in ids if each not in found]
        if not missing:
            return found
        fresh = read(missing)
        self._hold(fresh, kind, edition)
        found |= fresh
        return {each: found[each] for each in ids if each in found}

    def forget(self) -> None:
        """Drop everything: the store was written to."""
        with self._lock:
            self._edition += 1
            self._held.clear()
            self._bytes = 0

    def _hold(self, fresh: dict[int, T], kind: object, edition: int) -> None:
        with self._lock:
            if edition != self._edition:  # written to meanwhile
                return
            for each, value in fresh.items():
                if (kind, each) not in self._held:
                    self._held[kind, each] = value
                    self._bytes += self._size(value)
            while self._bytes > self._most:
                self._bytes -= self._size(self._held.popitem(last=False)[1])
