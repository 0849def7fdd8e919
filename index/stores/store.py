"""What retrieval asks of a vector store, in the few verbs that Qdrant Edge and a Qdrant server share.

Ties are broken above this line, by unit id, so that every store gives the same ranking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from index.embedding.encoder import Floats

#: Payload keys by which passages are filtered or counted, with how Qdrant indexes them.
KEYWORD_KEYS = (
    "doc", "review", "case", "board", "review_kind", "role", "voice", "agencies", "themes", "unit", "label", "digest",
    "hash", "role_case", "voice_case", "agency_case", "theme_case",
)  # fmt: skip
INTEGER_KEYS = ("year", "window")
#: Whole words in lower case, without stemming, so that a phrase in double quotes means those words in that order.
TEXT_KEY = "text"

#: Named vectors: the passage, its sentences, its tokens.
DENSE, SENTENCES, TOKENS = "dense", "sentences", "tokens"
#: Named sparse vectors: BM25 of the text, and of the text under its headings.
BM25, BM25_HEADED = "bm25", "bm25_headed"

#: Candidates that a search in the graph keeps in view: of the nearest 20 it misses about one in 200.
GRAPH_WIDTH = 512


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse vector: indices and their values, of equal length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


Vector = Floats | Sparse


@dataclass(frozen=True, slots=True, eq=False)
class StoredPoint:
    """One point. `vectors` holds shape (size,) for dense, (n, size) for multivectors, Sparse for BM25."""

    id: int
    vectors: Mapping[str, Vector]
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """Restricts one payload key: to any of some values, to a range of years, or to a phrase in the text."""

    key: str
    any: tuple[str | int, ...] = ()
    between: tuple[int, int] | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """All of `conditions`, none of `unless`, and, if given, one of the point ids `among`."""

    conditions: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    among: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """One signal's question to the store: the nearest `limit` points by one named vector.

    Args:
        exact: compare with every vector; otherwise an approximate index may be used where there is one.
    """

    using: str
    vector: Vector
    limit: int
    where: Where = Where()
    exact: bool = True


def query_rows(vector: Floats) -> Floats:
    """The rows of a query's multivector that weigh anything: a row of zeros adds nothing to the sum of best matches,
    and every row is compared with every token of every candidate."""
    weighing: Floats = vector[vector.any(axis=1)]
    return weighing if len(weighing) else vector[:1]


@dataclass(frozen=True, slots=True)
class Scored:
    """A point and its score, by the probe's own measure: higher is nearer."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Sizes of the named vectors."""

    dense: int
    tokens: int


class Store(Protocol):
    """Points with named vectors and payloads. Every method raises StoreUnavailable where the store cannot answer."""

    def upsert(self, points: Sequence[StoredPoint]) -> None:
        """Writes points; one with the same id is replaced. On return they survive the process."""
        ...

    def delete(self, where: Where) -> None:
        """Removes the points that match."""
        ...

    def probe(self, probes: Sequence[Probe]) -> list[list[Scored]]:
        """One ranked list for each probe."""
        ...

    def fetch(self, ids: Sequence[int], keys: Sequence[str] | None = None) -> dict[int, dict[str, Any]]:
        """Payloads by point id, whole or the named keys; unknown ids are left out."""
        ...

    def vectors(self, ids: Sequence[int], name: str) -> dict[int, Floats]:
        """One named dense vector or multivector by point id."""
        ...

    def scroll(self, where: Where, keys: Sequence[str] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every point that matches, in order of its id."""
        ...

    def count(self, where: Where) -> int:
        """How many points match."""
        ...

    def facet(self, key: str, where: Where) -> dict[str, int]:
        """Number of matching points by value of a keyword key."""
        ...

    def optimize(self) -> None:
        """Builds what makes large collections fast. May take minutes; searches are right before and after."""
        ...

    def beside(self) -> Store | None:
        """An empty store that may take the place of this one, which answers on; None where there is one place only."""
        ...

    def take_place(self) -> None:
        """From now on whoever opens the index opens this store. The one before is to be dropped."""
        ...

    def copy(self, folder: Path) -> None:
        """Copies what the store holds into the folder of another index, for another process to open; nothing may be
        written meanwhile."""
        ...

    def drop(self) -> None:
        """Removes all that the store holds, its form included, and closes it."""
        ...

    def close(self) -> None:
        """Lets go of files and connections; closing twice is fine."""
        ...
