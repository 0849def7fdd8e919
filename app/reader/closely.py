"""Which sentences are read closely, and the reading of them by the cross-encoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import as_file, files

from app.answers.evidence import Sentence
from app.reader.features import Scored
from app.reader.presented import present
from index.embedding.cross_encoder import CrossEncoder
from index.engine import Index

#: Sentences read closely where one story is asked about, and of each review where all are heard: more of them tell no
#: more (docs/reader.md), and each costs twelve milliseconds of processor time.
SENTENCES, OF_REVIEW = 10, 3
WEIGHTS = "reader.safetensors"


def read_best(question: str, likeliest: Sequence[Sentence], index: Index) -> list[Scored]:
    """The likeliest sentences with what the reader gives them, then the others."""
    return _read(question, likeliest, {id(each) for each in likeliest[:SENTENCES]}, index)


def read_of_each(question: str, likeliest: Sequence[Sentence], index: Index) -> list[Scored]:
    """The same, with the likeliest of each review, whatever the others are."""
    seen: Counter[str] = Counter()
    taken: set[int] = set()
    for each in likeliest:
        if seen[each.hit.unit.review] < OF_REVIEW:
            taken.add(id(each))
            seen[each.hit.unit.review] += 1
    return _read(question, likeliest, taken, index)


def _read(question: str, likeliest: Sequence[Sentence], taken: set[int], index: Index) -> list[Scored]:
    few = [each for each in likeliest if id(each) in taken]
    if not few:
        return [Scored(each) for each in likeliest]
    scores = _reader(index).score(question, [present(each) for each in few])
    states = {id(each): float(row[0]) for each, row in zip(few, scores, strict=True)}
    return [Scored(each, states.get(id(each))) for each in likeliest]


def _reader(index: Index) -> CrossEncoder:
    """The one that ships, its graph in the cache of the index's model."""
    with as_file(files("app").joinpath("data", WEIGHTS)) as weights:
        return index.cross_encoder(weights)
