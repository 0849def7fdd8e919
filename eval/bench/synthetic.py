"""A library as large as wanted, out of the passages of a real or fictional one, with vectors that fit its words.

A synthetic passage has as many sentences as some real one and begins with that one's first sentence or its last; the
others are drawn from all passages, and one word in SWAPPED is exchanged for a word of any sentence. Each token keeps
the state that the model gave it where it stood; the passage's vectors are pooled from those states as those of a real
passage are. So no model runs, words are as frequent as in life, subjects crowd together as in life, and no two
passages are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Encoded, Encoder, Floats
from index.model import ReviewCard
from index.passages import WINDOW_WORDS, Passage, passages
from index.payload import passage_payload
from index.points import passage_id
from index.projection import project
from index.stores.store import DENSE, SENTENCES, TOKENS, StoredPoint
from index.subjects import agencies_in, themes_in
from index.sync import review_point
from index.vectors import lexical_vectors, unit_rows
from ingest.ids import unit_ids
from ingest.library import Library
from ingest.model import Fidelity, Review, Unit

SWAPPED = 8
#: Passages of one synthetic review.
PER_REVIEW = 250
DIGEST = "synthetic"


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Words as printed; for each its tokens' states, shape (n, size), and the same as stored, shape (n, DIMENSIONS)."""

    words: tuple[str, ...]
    states: tuple[Floats, ...]
    stored: tuple[Floats, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """What is drawn from: real passages, and for each the sentences that the model took in."""

    passages: tuple[Passage, ...]
    sentences: tuple[tuple[Sentence, ...], ...]


def read_pool(library: Library, encoder: Encoder) -> Pool:
    """Embeds every passage of a library once."""
    owned = [passage for review in library.reviews() for passage in passages(review.units)]
    taken: list[tuple[Passage, tuple[Sentence, ...]]] = []
    for at, encoded in encoder.encode([passage.text for passage in owned]):
        cut = tuple(_sentence(owned[at].text, span, encoded) for span in owned[at].sentences)
        taken.append((owned[at], tuple(sentence for sentence in cut if sentence.words)))
    whole = [(passage, cut) for passage, cut in taken if cut]
    return Pool(tuple(passage for passage, _ in whole), tuple(cut for _, cut in whole))


def _sentence(text: str, span: tuple[int, int], encoded: Encoded) -> Sentence:
    """Words are what spaces part; a word that the model did not take in is left out."""
    starts, ends = encoded.spans[:, 0], encoded.spans[:, 1]
    projected = project(unit_rows(encoded.tokens))
    words, states, stored = [], [], []
    at = span[0]
    for word in text[span[0] : span[1]].split():
        start = text.index(word, at)
        at = start + len(word)
        inside = (starts >= start) & (ends <= at) & (ends > starts)
        if inside.any():
            words.append(word)
            states.append(encoded.tokens[inside])
            stored.append(projected[inside])
    return Sentence(tuple(words), tuple(states), tuple(stored))


def synthetic_points(pool: Pool, count: int, seed: int = 7) -> Iterator[list[StoredPoint]]:
    """Chunks of points: the passages of one review after another, each followed by the review's own point."""
    rng = np.random.default_rng(seed)
    for number in range(-(-count // PER_REVIEW)):
        yield _review(pool, f"synthetic-{number:04}", min(PER_REVIEW, count - number * PER_REVIEW), rng)


def _review(pool: Pool, name: str, size: int, rng: np.random.Generator) -> list[StoredPoint]:
    drawn, units = _units(pool, name, size, rng)
    card = ReviewCard(name, f"{name}.txt", name, name, year=str(2005 + int(rng.integers(0, 20))))
    made: list[Passage] = []
    points: list[StoredPoint] = []
    for at, (cut, unit) in enumerate(zip(drawn, units, strict=True)):
        passage = Passage(unit, 0, unit.text, tuple(_spans(cut)), at)
        made.append(passage)
        themes, agencies = themes_in(unit.text), agencies_in(unit.text)
        payload = passage_payload(passage, card, DIGEST, themes=themes, agencies=agencies)
        vectors = {**pooled(cut), **lexical_vectors(passage)}
        points.append(StoredPoint(passage_id(unit.id, 0), vectors, {**payload, "hash": unit.id}))
    # All its units would only be searched for acronyms.
    return [*points, review_point(_of_units(name, units[:20]), DIGEST, made)]


def synthetic_review(pool: Pool, name: str, size: int, rng: np.random.Generator) -> Review:
    """A review of `size` synthetic passages, to be embedded like any other."""
    return _of_units(name, _units(pool, name, size, rng)[1])


def _units(pool: Pool, name: str, size: int, rng: np.random.Generator) -> tuple[list[list[Sentence]], tuple[Unit, ...]]:
    bases = [int(base) for base in rng.integers(0, len(pool.passages), size)]
    drawn = [_draw(pool, base, rng) for base in bases]
    texts = [" ".join(" ".join(sentence.words) for sentence in cut) for cut in drawn]
    ids = unit_ids(name, [(str(at), text) for at, text in enumerate(texts, start=1)])
    units = tuple(
        replace(
            pool.passages[base].unit, id=unit_id, review=name, label=str(at), occurrence=1, text=text, cells=(),
            columns=(),
        )
        for at, (base, text, unit_id) in enumerate(zip(bases, texts, ids, strict=True), start=1)
    )  # fmt: skip
    return drawn, units


def _draw(pool: Pool, base: int, rng: np.random.Generator) -> list[Sentence]:
    """A base passage's first or last sentence, then sentences of any passage, as many as the base has."""
    own = pool.sentences[base]
    cut = [own[-int(rng.integers(0, 2))]]
    others = rng.integers(0, len(pool.sentences), len(own) - 1)
    for other in others:
        several = pool.sentences[int(other)]
        cut.append(several[int(rng.integers(0, len(several)))])
    words = 0
    kept: list[Sentence] = []
    for sentence in cut:
        words += len(sentence.words)
        if kept and words > WINDOW_WORDS:
            break
        kept.append(_swapped(sentence, pool, rng))
    return kept


def _swapped(sentence: Sentence, pool: Pool, rng: np.random.Generator) -> Sentence:
    words, states, stored = list(sentence.words), list(sentence.states), list(sentence.stored)
    swapped: NDArray[np.bool_] = rng.random(len(words)) < 1 / SWAPPED
    for at in np.flatnonzero(swapped):
        several = pool.sentences[int(rng.integers(0, len(pool.sentences)))]
        other = several[int(rng.integers(0, len(several)))]
        place = int(rng.integers(0, len(other.words)))
        words[at], states[at], stored[at] = other.words[place], other.states[place], other.stored[place]
    return Sentence(tuple(words), tuple(states), tuple(stored))


def pooled(cut: Sequence[Sentence]) -> dict[str, Floats]:
    """The vectors of a passage from its tokens' states, as `index.vectors.model_vectors` makes them."""
    each = [np.concatenate(sentence.states) for sentence in cut]
    rows: Floats = np.concatenate(each)
    return {
        DENSE: unit_rows(rows.mean(axis=0)[None, :])[0],
        SENTENCES: unit_rows(np.stack([states.mean(axis=0) for states in each])),
        TOKENS: np.concatenate([rows for sentence in cut for rows in sentence.stored]),
    }


def _spans(cut: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    at = 0
    for sentence in cut:
        length = len(" ".join(sentence.words))
        yield at, at + length
        at += length + 1


def _of_units(name: str, units: tuple[Unit, ...]) -> Review:
    return Review(
        id=name, source=f"{name}.txt", sha256="", format="txt", title=name, case=name, metadata={},
        fidelity=Fidelity(), text="", units=units,
    )  # fmt: skip
