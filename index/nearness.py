"""How near each sentence of some units is to a query, by the vectors that the store holds already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoded, Encoder, Floats
from index.passages import search_text, windows
from index.points import passage_id
from index.projection import project
from index.signals import late_interaction
from index.stores.store import SENTENCES, TOKENS, Store
from index.terms import WORD, Terms
from index.vectors import unit_rows
from ingest.model import Unit


@dataclass(frozen=True, slots=True)
class NearSentence:
    """A sentence as it was embedded.

    Args:
        cosine: of its vector with the query's, -1 to 1.
        late: its late interaction with the query: for each token of the query, weighted by idf, the best cosine with
            a token of the sentence; -1 to 1.
        words: each word of the query in lower case -> the best cosine with a token of the sentence, -1 to 1; the mean
            over the word's tokens. It is 1 for a word that stands there in the same sense, less for a near one.
    """

    text: str
    cosine: float
    late: float
    words: Mapping[str, float] = field(default_factory=dict)


def sentence_scores(
    store: Store, encoder: Encoder, terms: Terms, query: str, units: Sequence[Unit]
) -> Mapping[str, tuple[NearSentence, ...]]:
    """Unit id -> its sentences in order.

    A sentence beyond what the model took in has no vector and is left out, as is a unit that is not indexed.
    """
    cut = [
        (unit.id, number, text, spans)
        for unit in units
        for number, (text, spans) in enumerate(windows(search_text(unit)))
    ]
    ids = [passage_id(unit, number) for unit, number, _, _ in cut]
    sentences, tokens = store.vectors(ids, SENTENCES), store.vectors(ids, TOKENS)
    encoded = encoder.encode_one(query)
    asked = _Asked(late_interaction(encoded, query, terms), project(unit_rows(encoded.tokens)), _words(encoded, query))
    places = encoder.token_spans([text for _, _, text, _ in cut])
    scores: dict[str, list[NearSentence]] = {}
    for point, (unit, _, text, spans), place in zip(ids, cut, places, strict=True):
        if point in sentences and point in tokens:
            cosines = sentences[point] @ encoded.vector
            lates = _late(tokens[point], place, spans, asked)
            named = zip(spans, cosines, lates, strict=False)
            found = [NearSentence(text[first:last], float(cosine), *near) for (first, last), cosine, near in named]
            scores.setdefault(unit, []).extend(found)
    return {unit: tuple(found) for unit, found in scores.items()}


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A query's tokens.

    Args:
        weighted: scaled by idf, shape (m, d). plain: of length 1, shape (m, d). words: word -> its rows.
    """

    weighted: Floats
    plain: Floats
    words: Mapping[str, list[int]]


def _words(encoded: Encoded, query: str) -> Mapping[str, list[int]]:
    """Each word of the query -> the rows of its tokens."""
    rows: dict[str, list[int]] = {}
    for match in WORD.finditer(query):
        within = (encoded.spans[:, 0] >= match.start()) & (encoded.spans[:, 1] <= match.end())
        found = np.flatnonzero(within & (encoded.spans[:, 1] > encoded.spans[:, 0]))
        if len(found):
            rows.setdefault(match[0].lower().replace("’", "'"), [int(row) for row in found])
    return rows


def _late(
    tokens: Floats, place: NDArray[np.int32], spans: Sequence[tuple[int, int]], query: _Asked
) -> Iterator[tuple[float, Mapping[str, float]]]:
    """Late interaction of each sentence of one passage, and how near each word of the query comes.

    Args:
        tokens: shape (n, d). place: the tokens' spans, shape (n, 2).
    """
    weighted, plain = query.weighted @ tokens.T, query.plain @ tokens.T
    starts, ends = place[: len(tokens), 0], place[: len(tokens), 1]
    for first, last in spans:
        inside = (starts >= first) & (ends <= last) & (ends > starts)
        if inside.any():
            best = plain[:, inside].max(axis=1)
            near = {word: float(best[rows].mean()) for word, rows in query.words.items()}
            yield float(weighted[:, inside].max(axis=1).sum()), near
