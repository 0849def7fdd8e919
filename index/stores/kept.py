"""Vectors lately read from a store, held in memory: turning the engine's lists into arrays is a third of a question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from index.embedding.encoder import Floats

#: Bytes held at most: the token and sentence vectors of about 4,000 passages.
MOST = 64_000_000
Read = Callable[[Sequence[int], str], dict[int, Floats]]


class KeptVectors:
    """Vectors by name and point id, the longest unused going first; in half precision, as they are stored."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[tuple[str, int], np.ndarray[tuple[int, ...], np.dtype[np.float16]]] = OrderedDict()
        self._bytes = 0
        self._edition = 0
        self._lock = threading.Lock()

    def get(self, ids: Sequence[int], name: str, read: Read) -> dict[int, Floats]:
        """The vectors of these points, in float32; those not held are read with `read`."""
        with self._lock:
            edition = self._edition
            known = {each: self._held[name, each] for each in ids if (name, each) in self._held}
            for each in known:
                self._held.move_to_end((name, each))
        found: dict[int, Floats] = {each: half.astype(np.float32) for each, half in known.items()}
        missing = [each for each in ids if each not in known]
        if missing:
            fresh = read(missing, name)
            self._hold(fresh, name, edition)
            found |= fresh
        return {each: found[each] for each in ids if each in found}

    def forget(self) -> None:
        """Drop everything: the store was written to."""
        with self._lock:
            self._edition += 1
            self._held.clear()
            self._bytes = 0

    def _hold(self, fresh: dict[int, Floats], name: str, edition: int) -> None:
        halves = {each: vector.astype(np.float16) for each, vector in fresh.items()}
        with self._lock:
            if edition != self._edition:  # written to meanwhile
                return
            for each, half in halves.items():
                if (name, each) not in self._held:
                    self._held[name, each] = half
                    self._bytes += half.nbytes
            while self._bytes > self._most:
                self._bytes -= self._held.popitem(last=False)[1].nbytes
