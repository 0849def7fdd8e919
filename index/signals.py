"""Asks the store every signal's opinion of the same candidates.

First round: the nearest passages by each signal that can search the whole collection. Second round: every signal's
score for every candidate of the first, so that fusion compares like with like and none is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index import lexical
from index.embedding.encoder import Encoded, Floats
from index.projection import project
from index.query import Query
from index.query.vocabulary import section
from index.stores.store import (
    BM25,
    BM25_HEADED,
    DENSE,
    SENTENCES,
    TOKENS,
    Probe,
    Sparse,
    Store,
    Vector,
    Where,
)
from index.terms import Terms, words
from index.vectors import unit_rows

#: Signals that search the whole collection, with how many candidates each brings in.
SEARCHING: tuple[tuple[str, int], ...] = ((DENSE, 100), (BM25, 100), (BM25_HEADED, 60))
#: Late interaction again, with the squares of the idf: the rarest words of the query alone.
RARE = "rare_tokens"
#: Share of its idf that a word of asking keeps in late interaction.
ASKING = 0.3
#: Signals that ask a named vector of another name.
USING = {RARE: TOKENS}
SIGNALS = (DENSE, SENTENCES, TOKENS, RARE, BM25, BM25_HEADED)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A query as the store needs it: one vector for each signal; without BM25 vectors if it has no words."""

    vectors: dict[str, Vector]


#: point id -> signal -> raw score
Scores = dict[int, dict[str, float]]


def question(asked: Query, encoded: Encoded, terms: Terms) -> Question:
    """The vectors of a query.

    Args:
        encoded: of `asked.meant`.
    """
    vectors: dict[str, Vector] = {
        DENSE: encoded.vector,
        SENTENCES: encoded.vector[None, :],
        TOKENS: late_interaction(encoded, asked.meant, terms),
        RARE: late_interaction(encoded, asked.meant, terms, power=2),
    }
    sparse = lexical.query(asked.bare or asked.text, asked.added)
    if sparse.indices:
        vectors |= {BM25: sparse, BM25_HEADED: sparse}
    return Question(vectors)


def late_interaction(encoded: Encoded, text: str, terms: Terms, *, power: float = 1) -> Floats:
    """The query's token vectors scaled by idf / sum of idf, so that a multivector search with MaxSim gives
    score = sum over tokens of idf * max over the passage's tokens of the cosine, divided by the sum of idf.

    Args:
        power: of the idf.
    """
    weights = token_weights(encoded, text, terms) ** power
    weights /= weights.sum()
    scaled: Floats = (project(unit_rows(encoded.tokens)) * weights[:, None]).astype(np.float32)
    return scaled


def token_weights(encoded: Encoded, text: str, terms: Terms) -> Floats:
    """Shape (tokens,), summing to 1: the idf of the word that a token belongs to; 0 for what the model adds.

    Words of asking ("why", "find me a quote") are rare in reviews, but say nothing of the subject: they weigh less.
    """
    weights = np.zeros(len(encoded.ids), np.float32)
    for at, (start, end) in enumerate(encoded.spans):
        if end > start:
            word = _word_around(text, int(start), int(end))
            weights[at] = terms.idf(word) * (ASKING if word in section("asking")["words"] else 1)
    total = float(weights.sum())
    return weights / total if total else np.full_like(weights, 1 / len(weights))


def _word_around(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    found = words(text[start:end])
    return found[0] if found else ""


def nearest(store: Store, asked: Question, where: Where, *, exact: bool = True) -> set[int]:
    """The points that any signal which can search the whole collection finds near."""
    probes = [
        Probe(name, asked.vectors[name], limit, where, exact) for name, limit in SEARCHING if name in asked.vectors
    ]
    return {point.id for ranked in store.probe(probes) for point in ranked}


def rescore(store: Store, asked: Question, candidates: Sequence[int]) -> Scores:
    """Scores of every signal for the given points; a signal that says nothing of one (BM25 without a word in common)
    gives 0."""
    if not candidates:
        return {}
    among = replace(Where(), among=tuple(candidates))
    names = [name for name in SIGNALS if name in asked.vectors]
    ranked = store.probe([Probe(USING.get(name, name), asked.vectors[name], len(candidates), among) for name in names])
    scores: Scores = {point: dict.fromkeys(SIGNALS, 0.0) for point in candidates}
    for name, points in zip(names, ranked, strict=True):
        for point in points:
            if point.id in scores:
                scores[point.id][name] = point.score
    return scores


__all__ = ["SIGNALS", "Question", "Scores", "Sparse", "nearest", "question", "rescore"]
