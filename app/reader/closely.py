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

#: Of the best passages of all those sentences that are likeliest, and of the very best the likeliest two of each.
PASSAGES, SENTENCES, BEST, OF_EACH = 12, 26, 8, 2
#: Where every review is heard, of each so many.
OF_REVIEW = 6
WEIGHTS = "reader.safetensors"


def to_read(candidates: Sequence[Sentence]) -> list[Sentence]:
    """The few that are worth it, in the order of their passages.

    Args:
        candidates: with the chances that the features of words and vectors give them.
    """
    near = [each for each in candidates if each.rank <= PASSAGES]
    likely = sorted(near, key=lambda each: (-each.says, each.rank, each.span))
    taken = {id(each) for each in likely[:SENTENCES]}
    seen: Counter[int] = Counter()
    for each in likely:
        if each.rank <= BEST and seen[each.rank] < OF_EACH:
            taken.add(id(each))
            seen[each.rank] += 1
    return [each for each in near if id(each) in taken]


def to_read_of_each(candidates: Sequence[Sentence]) -> list[Sentence]:
    """The likeliest of each review, whatever the others are."""
    seen: Counter[str] = Counter()
    taken: set[int] = set()
    for each in sorted(candidates, key=lambda each: (-each.says, each.rank, each.span)):
        if seen[each.hit.unit.review] < OF_REVIEW:
            taken.add(id(each))
            seen[each.hit.unit.review] += 1
    return [each for each in candidates if id(each) in taken]


def read(question: str, sentences: Sequence[Sentence], index: Index) -> list[Scored]:
    """What the reader gives each sentence, in order."""
    if not sentences:
        return []
    scores = reader(index).score(question, [present(each) for each in sentences])
    return [Scored(each, float(row[0]), float(row[1])) for each, row in zip(sentences, scores, strict=True)]


def reader(index: Index) -> CrossEncoder:
    """The one that ships, its graph in the cache of the index's model."""
    with as_file(files("app").joinpath("data", WEIGHTS)) as weights:
        return index.cross_encoder(weights)
