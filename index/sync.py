"""Brings a store to the library's state: adds what is new, replaces what changed, removes what is gone.

A review counts as indexed once its own point is written, after all its passages; until then the next run takes it up
again and embeds only texts whose vectors the store does not have yet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol

from index.embedding.encoder import Encoder, Floats
from index.passages import Passage, passages
from index.payload import card, passage_payload
from index.points import passage_id, point_id
from index.query.acronyms import harvest
from index.stores.store import DENSE, SENTENCES, TOKENS, Condition, Store, StoredPoint, Vector, Where
from index.subjects import agencies_in, themes_in
from index.terms import document_frequencies, refresh_terms, terms_of, words
from index.vectors import lexical_vectors, model_vectors
from ingest.errors import CasebookError, IndexError_, LibraryError, UnknownReview, unforeseen
from ingest.model import UNSEARCHED, Review
from ingest.progress import Progress, Report

#: Passages embedded and written in one go; what a kill can lose.
CHUNK = 256
_MODEL_VECTORS = (DENSE, SENTENCES, TOKENS)


class Reviews(Protocol):
    """What indexing asks of a library."""

    def digests(self) -> Mapping[str, str]:
        """Review id -> SHA-256 of its parsed form."""
        ...

    def review(self, ref: str) -> Review:
        """The review of that id."""
        ...


def indexed(store: Store) -> dict[str, str]:
    """Review id -> digest of the parse it was indexed from."""
    found = store.scroll(Where((Condition("doc", any=("review",)),)), keys=("review", "digest"))
    return {payload["review"]: payload["digest"] for _, payload in found}


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run did: whether the store changed, and the reviews that could not be indexed, with why, by id."""

    changed: bool = False
    failed: dict[str, IndexError_] = field(default_factory=dict)


def sync(
    store: Store, encoder: Encoder, library: Reviews, report: Report | None = None, *, anew: bool = False
) -> Synced:
    """Makes the store hold exactly the library's reviews, but for those that cannot be indexed.

    Args:
        anew: index every review again, whatever the store has of it.
    """
    wanted, have = dict(library.digests()), indexed(store)
    gone = [review for review in have if review not in wanted]
    new = [review for review, digest in wanted.items() if anew or have.get(review) != digest]
    if not gone and not new:
        return _settled(store, have)
    failed: dict[str, IndexError_] = {}
    for name in gone:
        store.delete(Where((Condition("review", any=(name,)),)))
    for done, name in enumerate(new):
        if report:
            report(Progress("index", done, len(new), name))
        try:
            review = library.review(name)
        except (UnknownReview, LibraryError):  # removed or damaged since then: the next run takes it out
            continue
        try:
            _index_review(store, encoder, review, wanted[name], report, anew=anew)
        except CasebookError:
            raise  # the store or the model: no review's fault
        except Exception as error:  # a fault of ours, met in one review: the others are indexed
            store.delete(Where((Condition("review", any=(name,)),)))
            failed[name] = _left_out(name, error)
    if not gone and set(failed) == set(new) and not set(failed) & set(have):
        return Synced(False, failed)  # again, and nothing else was to be done
    return Synced(_settled(store, indexed(store)).changed, failed)


def _settled(store: Store, have: Mapping[str, str]) -> Synced:
    """Sums the words over all reviews and puts the store in order, unless that was done for these reviews before: a run
    may have been killed just before it."""
    state = hashlib.sha256(json.dumps(sorted(have.items())).encode()).hexdigest()
    if terms_of(store) == state:
        return Synced()
    refresh_terms(store, state)
    store.optimize()
    return Synced(changed=True)


def _left_out(review: str, error: Exception) -> IndexError_:
    return IndexError_(
        f"The review {review} could not be indexed and is left out of questions: {unforeseen(error)}",
        remedy=f"Please report it; `casebook remove {review}` takes it out.",
    )


def _index_review(
    store: Store, encoder: Encoder, review: Review, digest: str, report: Report | None, *, anew: bool
) -> None:
    made = list(passages(review.units))
    done = 0
    for chunk in _chunks(made):
        store.upsert(_points(store, encoder, review, digest, chunk, anew=anew))
        done += len(chunk)
        if report:
            report(Progress("embed", done, len(made), review.source))
    store.upsert([review_point(review, digest, made)])
    # What the review held before and holds no more.
    store.delete(Where((Condition("review", any=(review.id,)),), unless=(Condition("digest", any=(digest,)),)))


def _chunks(made: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    for start in range(0, len(made), CHUNK):
        yield made[start : start + CHUNK]


def _hash(passage: Passage) -> str:
    return hashlib.sha256(repr((passage.text, passage.sentences)).encode()).hexdigest()[:32]


def _points(
    store: Store, encoder: Encoder, review: Review, digest: str, chunk: Sequence[Passage], *, anew: bool
) -> list[StoredPoint]:
    of = card(review)
    hashes = [_hash(passage) for passage in chunk]
    known = {} if anew else _stored_vectors(store, hashes)
    missing = {key: passage for key, passage in zip(hashes, chunk, strict=True) if key not in known}
    if missing:
        texts = [passage.text for passage in missing.values()]
        owners = list(missing.items())
        for at, encoded in encoder.encode(texts):
            key, passage = owners[at]
            known[key] = model_vectors(encoded, passage.sentences)
    points = []
    for key, passage in zip(hashes, chunk, strict=True):
        vectors: dict[str, Vector] = {**known[key], **lexical_vectors(passage)}
        text = passage.headed
        payload = passage_payload(passage, of, digest, themes=themes_in(text), agencies=agencies_in(passage.text))
        points.append(StoredPoint(passage_id(passage.unit.id, passage.window), vectors, {**payload, "hash": key}))
    return points


def _stored_vectors(store: Store, hashes: Sequence[str]) -> dict[str, dict[str, Floats]]:
    """Vectors that the store has already for texts of these hashes: two units with the same words share them."""
    found = store.scroll(Where((Condition("hash", any=tuple(sorted(set(hashes)))),)), keys=("hash",))
    by_id = {point: payload["hash"] for point, payload in found}
    if not by_id:
        return {}
    named = {name: store.vectors(list(by_id), name) for name in _MODEL_VECTORS}
    complete = [point for point in by_id if all(point in named[name] for name in _MODEL_VECTORS)]
    return {by_id[point]: {name: named[name][point] for name in _MODEL_VECTORS} for point in complete}


def review_point(review: Review, digest: str, made: Sequence[Passage]) -> StoredPoint:
    """The review's own point: its card, its acronyms, the words of its passages and of what is no passage."""
    beside = " ".join(" ".join(unit.text.split()) for unit in review.units if unit.kind in UNSEARCHED)
    counts = document_frequencies(passage.headed for passage in made)
    # A word of the title page alone is no word that the library lacks; the others weigh as the passages have them.
    counts |= {word: 1 for word in words(f"{beside} {review.title}") if word not in counts}
    payload = {
        "doc": "review",
        "review": review.id,
        "digest": digest,
        "card": json.dumps(asdict(card(review)), ensure_ascii=False),
        "acronyms": json.dumps(harvest(review.units), ensure_ascii=False),
        "units": len({passage.unit.id for passage in made}),
        "passages": len(made),
        "counts": json.dumps(counts, ensure_ascii=False),
        "text": beside,
    }
    return StoredPoint(point_id(f"review:{review.id}"), {}, payload)
