"""What a store is told, in the types of qdrant-client: the form of a collection, vectors, filters."""

from __future__ import annotations

from typing import Any

import numpy as np
from qdrant_client import models

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


def config(dimensions: Dimensions) -> dict[str, Any]:
    """The vectors of a collection, as `create_collection` takes them."""
    return {
        "vectors_config": {
            DENSE: models.VectorParams(size=dimensions.dense, distance=models.Distance.DOT),
            SENTENCES: _multi(dimensions.dense),
            TOKENS: _multi(dimensions.tokens),
        },
        "sparse_vectors_config": {
            name: models.SparseVectorParams(modifier=models.Modifier.IDF) for name in (BM25, BM25_HEADED)
        },
    }


def is_ours(params: models.CollectionParams) -> bool:
    """Whether a collection has the vectors of one that Casebook makes, of whatever size."""
    named = set(params.vectors) if isinstance(params.vectors, dict) else set()
    return named == {DENSE, SENTENCES, TOKENS} and set(params.sparse_vectors or {}) == {BM25, BM25_HEADED}


def fits(params: models.CollectionParams, dimensions: Dimensions) -> bool:
    """Whether one that Casebook made has the vectors of these sizes."""
    has = {name: (one.size, one.multivector_config is not None) for name, one in params.vectors.items()}
    return has == {
        DENSE: (dimensions.dense, False),
        SENTENCES: (dimensions.dense, True),
        TOKENS: (dimensions.tokens, True),
    }


def payload_kinds() -> list[tuple[str, Any]]:
    """Each key that is filtered by, and how it is indexed."""
    kinds: list[tuple[str, Any]] = [(key, models.PayloadSchemaType.KEYWORD) for key in KEYWORD_KEYS]
    kinds += [(key, models.PayloadSchemaType.INTEGER) for key in INTEGER_KEYS]
    words = models.TextIndexParams(
        type=models.TextIndexType.TEXT, tokenizer=models.TokenizerType.WORD, lowercase=True, phrase_matching=True
    )
    return [*kinds, (TEXT_KEY, words)]


def _multi(size: int) -> models.VectorParams:
    return models.VectorParams(
        size=size,
        distance=models.Distance.DOT,
        datatype=models.Datatype.FLOAT16,
        multivector_config=models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM),
        hnsw_config=models.HnswConfigDiff(m=0),
        on_disk=True,
    )


def asked(query: Vector) -> Any:
    """A query's vector."""
    return vector(query_rows(query) if isinstance(query, np.ndarray) and query.ndim == 2 else query)


def vector(given: Vector) -> Any:
    """A vector to store or to ask with."""
    if isinstance(given, Sparse):
        return models.SparseVector(indices=list(given.indices), values=list(given.values))
    return given.tolist()


def filtered(where: Where) -> models.Filter | None:
    """The filter for some points, None for all."""
    must: list[Any] = [_condition(condition) for condition in where.conditions]
    if where.among is not None:
        must.append(models.HasIdCondition(has_id=list(where.among)))
    must_not: list[Any] = [_condition(condition) for condition in where.unless]
    return models.Filter(must=must or None, must_not=must_not or None) if must or must_not else None


def _condition(condition: Condition) -> models.FieldCondition:
    if condition.between:
        low, high = condition.between
        return models.FieldCondition(key=condition.key, range=models.Range(gte=low, lte=high))
    if condition.phrase:
        return models.FieldCondition(key=condition.key, match=models.MatchPhrase(phrase=condition.phrase))
    return models.FieldCondition(key=condition.key, match=models.MatchAny(any=list(condition.any)))
