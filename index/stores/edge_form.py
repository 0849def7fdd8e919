"""What a store is told, in the types of Qdrant Edge: the form of a shard, vectors, filters."""

from __future__ import annotations

from typing import Any

import numpy as np
import qdrant_edge as edge

from index.stores.store import (
    BM25,
    BM25_HEADED,
    DENSE,
    INTEGER_KEYS,
    KEYWORD_KEYS,
    SENTENCES,
    TEXT_KEY,
    TOKENS,
    Condition,
    Dimensions,
    Sparse,
    Vector,
    Where,
    query_rows,
)

#: Segments smaller than this (in kilobytes of dense vectors) are searched exactly: about 20,000 passages.
INDEXING_KILOBYTES = 30_000


def config(dimensions: Dimensions) -> edge.EdgeConfig:
    """The vectors of a shard and how they are searched."""
    many = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim)
    # Multivectors only rescore candidates: a graph over them would cost minutes and never be used.
    no_graph = edge.HnswIndexConfig(m=0, ef_construct=16, full_scan_threshold=10_000)
    half = edge.VectorStorageDatatype.Float16

    def multi(size: int) -> edge.EdgeVectorParams:
        return edge.EdgeVectorParams(
            size=size,
            distance=edge.Distance.Dot,
            multivector_config=many,
            datatype=half,
            hnsw_config=no_graph,
            memory=edge.Memory.Cold,
        )

    return edge.EdgeConfig(
        vectors={
            DENSE: edge.EdgeVectorParams(size=dimensions.dense, distance=edge.Distance.Dot),
            SENTENCES: multi(dimensions.dense),
            TOKENS: multi(dimensions.tokens),
        },
        sparse_vectors={name: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf) for name in (BM25, BM25_HEADED)},
        hnsw_config=edge.HnswIndexConfig(m=16, ef_construct=128, full_scan_threshold=10_000),
        optimizers=edge.EdgeOptimizersConfig(indexing_threshold=INDEXING_KILOBYTES, default_segment_number=1),
    )


def payload_kinds() -> list[tuple[str, Any]]:
    """Each key that is filtered by, and how it is indexed."""
    kinds: list[tuple[str, Any]] = [(key, edge.PayloadSchemaType.Keyword) for key in KEYWORD_KEYS]
    kinds += [(key, edge.PayloadSchemaType.Integer) for key in INTEGER_KEYS]
    words = edge.TextIndexParams(tokenizer=edge.TokenizerType.Word, lowercase=True, phrase_matching=True)
    return [*kinds, (TEXT_KEY, words)]


def asked(query: Vector) -> Any:
    """A query's vector."""
    return vector(query_rows(query) if isinstance(query, np.ndarray) and query.ndim == 2 else query)


def vector(given: Vector) -> Any:
    """A vector to store or to ask with."""
    if isinstance(given, Sparse):
        return edge.SparseVector(list(given.indices), list(given.values))
    return given.tolist()


def filtered(where: Where) -> edge.Filter | None:
    """The filter for some points, None for all."""
    must: list[Any] = [_condition(condition) for condition in where.conditions]
    if where.among is not None:
        must.append(edge.HasIdCondition(set(where.among)))
    must_not: list[Any] = [_condition(condition) for condition in where.unless]
    return edge.Filter(must=must or None, must_not=must_not or None) if must or must_not else None


def _condition(condition: Condition) -> edge.FieldCondition:
    if condition.between:
        low, high = condition.between
        return edge.FieldCondition(condition.key, range=edge.RangeFloat(gte=low, lte=high))
    if condition.phrase:
        return edge.FieldCondition(condition.key, match=edge.MatchPhrase(condition.phrase))
    values: Any = list(condition.any)
    return edge.FieldCondition(condition.key, match=edge.MatchAny(values))
