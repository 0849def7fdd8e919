"""How near each sentence of some units is to a query, by the vectors that the store holds already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoder, Floats
from index.passages import search_text, windows
from index.points import passage_id
from index.projection import project
from index.signals import token_weights
from index.stores.store import SENTENCES, TOKENS, Probe, Store, Where
from index.terms import WORD, Terms
from index.vectors import unit_rows
from ingest.model import Unit

#: Windows of one unit that are looked at, those with the sentences nearest to the query: 5,000 words. Their vectors are
#: 0.2 MB each, and a unit without paragraphs may have thousands.
MOST_WINDOWS = 32


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


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A window of a unit as it was embedded.

    Args:
        point: its id in the store. sentences: those that the model took in.
        tokens: of each sentence the first token and the one after its last, shape (sentences, 2).
    """

    point: int
    sentences: tuple[str, ...]
    tokens: NDArray[np.int64]


def cut(encoder: Encoder, unit: Unit) -> tuple[Window, ...]:
    """A unit as it was embedded: the same whatever is asked."""
    made = list(windows(search_text(unit)))
    places = encoder.token_spans([text for text, _ in made])
    return tuple(
        _window(passage_id(unit.id, number), text, spans, place)
        for number, ((text, spans), place) in enumerate(zip(made, places, strict=True))
    )


def _window(point: int, text: str, spans: Sequence[tuple[int, int]], place: NDArray[np.int32]) -> Window:
    starts, ends = place[:, 0], place[:, 1]
    sentences, tokens = [], []
    for first, last in spans:
        inside = np.flatnonzero((starts >= first) & (ends <= last) & (ends > starts))
        if len(inside):
            sentences.append(text[first:last])
            tokens.append((inside[0], inside[-1] + 1))
    return Window(point, tuple(sentences), np.array(tokens, np.int64).reshape(-1, 2))


def sentence_scores(
    store: Store, encoder: Encoder, terms: Terms, query: str, units: Mapping[str, Sequence[Window]]
) -> Mapping[str, tuple[NearSentence, ...]]:
    """Unit id -> its sentences in order.

    A sentence beyond what the model took in has no vector and is left out, as is a unit that is not indexed, and of a
    unit of more than MOST_WINDOWS what stands in the others.

    Args:
        units: the windows of each unit, by its id.
    """
    units = {unit: _nearest(store, encoder, query, several) for unit, several in units.items()}
    ids = [window.point for several in units.values() for window in several]
    sentences, tokens = store.vectors(ids, SENTENCES), store.vectors(ids, TOKENS)
    held = [
        (unit, window)
        for unit, several in units.items()
        for window in several
        if _fits(window, sentences.get(window.point), tokens.get(window.point))
    ]
    if not held:
        return {}
    asked = _asked(encoder, terms, query)
    best = _best([(window, tokens[window.point]) for _, window in held], asked.tokens)
    cosines = np.concatenate([sentences[window.point] for _, window in held]) @ asked.vector
    rows = zip(cosines.tolist(), (best @ asked.weights).tolist(), (best @ asked.words.T).tolist(), strict=True)
    scores: dict[str, list[NearSentence]] = {}
    for unit, window in held:
        found = scores.setdefault(unit, [])
        for text in window.sentences:
            cosine, late, near = next(rows)
            found.append(NearSentence(text, cosine, late, dict(zip(asked.names, near, strict=True))))
    return {unit: tuple(found) for unit, found in scores.items()}


def _nearest(store: Store, encoder: Encoder, query: str, several: Sequence[Window]) -> Sequence[Window]:
    if len(several) <= MOST_WINDOWS:
        return several
    among = Where(among=tuple(window.point for window in several))
    (near,) = store.probe([Probe(SENTENCES, encoder.encode_one(query).vector[None, :], MOST_WINDOWS, among)])
    points = {scored.id for scored in near}
    return [window for window in several if window.point in points]


def _fits(window: Window, sentences: Floats | None, tokens: Floats | None) -> bool:
    """Whether the vectors are those of the window: they are not where it is written anew at this moment."""
    if sentences is None or tokens is None:
        return False
    return len(sentences) == len(window.sentences) > 0 and bool(window.tokens[-1, 1] <= len(tokens))


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A query.

    Args:
        vector: shape (size,). tokens: of length 1, shape (m, d). weights: by idf, of sum 1, shape (m,).
        names: its words in lower case. words: by which the tokens' values become the words', shape (words, m).
    """

    vector: Floats
    tokens: Floats
    weights: Floats
    names: Sequence[str]
    words: Floats


def _asked(encoder: Encoder, terms: Terms, query: str) -> _Asked:
    encoded = encoder.encode_one(query)
    starts, ends = encoded.spans[:, 0], encoded.spans[:, 1]
    rows: dict[str, Floats] = {}
    for match in WORD.finditer(query):
        inside = (starts >= match.start()) & (ends <= match.end()) & (ends > starts)
        if inside.any():
            rows.setdefault(match[0].lower().replace("’", "'"), (inside / inside.sum()).astype(np.float32))
    words = np.stack(list(rows.values())) if rows else np.zeros((0, len(starts)), np.float32)
    tokens = project(unit_rows(encoded.tokens))
    return _Asked(encoded.vector, tokens, token_weights(encoded, query, terms), tuple(rows), words)


def _best(held: Sequence[tuple[Window, Floats]], asked: Floats) -> Floats:
    """For each sentence and each token of the query the best cosine with a token of the sentence.

    Args:
        held: windows with their tokens' vectors, shape (n, d) each. asked: shape (m, d).
    """
    starts = np.cumsum([0, *(len(tokens) for _, tokens in held)])
    cosines = np.concatenate([tokens for _, tokens in held] + [np.zeros_like(asked[:1])]) @ asked.T
    edges = np.concatenate([window.tokens + start for (window, _), start in zip(held, starts, strict=False)])
    best: Floats = np.maximum.reduceat(cosines, edges.ravel(), axis=0)[::2]
    return best
