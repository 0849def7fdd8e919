"""How near each sentence of some units is to a query, by the vectors that the store holds already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoder, Floats
from index.passages import search_text, windows
from index.points import passage_id
from index.signals import late_interaction
from index.stores.store import SENTENCES, TOKENS, Store
from index.terms import Terms
from ingest.model import Unit


@dataclass(frozen=True, slots=True)
class NearSentence:
    """A sentence as it was embedded.

    Args:
        cosine: of its vector with the query's, -1 to 1.
        late: its late interaction with the query: for each token of the query, weighted by idf, the best cosine with
            a token of the sentence; -1 to 1.
    """

    text: str
    cosine: float
    late: float


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
    late = late_interaction(encoded, query, terms)
    places = encoder.token_spans([text for _, _, text, _ in cut])
    scores: dict[str, list[NearSentence]] = {}
    for point, (unit, _, text, spans), place in zip(ids, cut, places, strict=True):
        if point in sentences and point in tokens:
            cosines = sentences[point] @ encoded.vector
            lates = _late(tokens[point], place, spans, late)
            named = zip(spans, cosines, lates, strict=False)
            found = [NearSentence(text[first:last], float(cosine), value) for (first, last), cosine, value in named]
            scores.setdefault(unit, []).extend(found)
    return {unit: tuple(found) for unit, found in scores.items()}


def _late(tokens: Floats, place: NDArray[np.int32], spans: Sequence[tuple[int, int]], query: Floats) -> Iterator[float]:
    """Late interaction of each sentence of one passage.

    Args:
        tokens: shape (n, d). place: the tokens' spans, shape (n, 2). query: scaled by idf, shape (m, d).
    """
    nearness = query @ tokens.T
    starts, ends = place[: len(tokens), 0], place[: len(tokens), 1]
    for first, last in spans:
        inside = (starts >= first) & (ends <= last) & (ends > starts)
        if inside.any():
            yield float(nearness[:, inside].max(axis=1).sum())
