"""Systems under measure: each ranks passages for a question, so that all are judged by the same measures.

`casebook` is what users get; the others are what it must beat: BM25 alone, dense vectors alone, both, and LlamaIndex's
stock pipeline (dense; hybrid with chunks of 512 and of 256 tokens) on the same files with the same model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from eval.systems.base import Passage, System

if TYPE_CHECKING:
    from index.engine import Index
    from ingest.library import Library

__all__ = ["SYSTEMS", "Passage", "System", "build"]


def _casebook(library: Library, index: Index) -> System:
    from eval.systems.ours import Ours

    return Ours(index)


def _bm25(library: Library, index: Index) -> System:
    from eval.systems.bm25 import Bm25

    return Bm25(library.reviews())


def _dense(library: Library, index: Index) -> System:
    from eval.systems.dense import Dense

    return Dense(library.reviews())


def _fused(library: Library, index: Index) -> System:
    from eval.systems.fused import Fused

    return Fused((_bm25(library, index), _dense(library, index)))


def _stock(library: Library, index: Index) -> System:
    from eval.systems.stock import Stock

    return Stock([library.original(review) for review in library.reviews()], hybrid=False)


def _stock_hybrid(library: Library, index: Index) -> System:
    from eval.systems.stock import Stock

    return Stock([library.original(review) for review in library.reviews()], hybrid=True)


def _stock_hybrid_256(library: Library, index: Index) -> System:
    from eval.systems.stock import Stock

    return Stock([library.original(review) for review in library.reviews()], hybrid=True, chunk=256)


SYSTEMS: dict[str, Callable[[Library, Index], System]] = {
    "casebook": _casebook,
    "bm25": _bm25,
    "dense": _dense,
    "bm25+dense": _fused,
    "stock": _stock,
    "stock-hybrid": _stock_hybrid,
    "stock-hybrid-256": _stock_hybrid_256,
}


def build(names: Iterable[str], library: Library, index: Index) -> tuple[System, ...]:
    """The systems of those names over one library."""
    return tuple(SYSTEMS[name](library, index) for name in names)
