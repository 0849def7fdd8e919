"""Known questions with what the index finds for them, the material that both fits learn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answers import evidence
from app.answers.decision import DEPTH, READ
from app.answers.evidence import Sentence
from app.answers.near import Near, near_sentences
from app.answers.question.question import Question
from app.answers.question.read import read_question
from eval.evidence.held import is_held_out
from eval.gold import Resolved, resolve
from eval.pairs import SEVERAL, Pair, fold_of
from index.engine import Index
from index.model import Hit
from index.terms import Terms
from ingest.library import Library


@dataclass(frozen=True, slots=True)
class Example:
    """One question and the passages found for it.

    Args:
        fold: the review that it is about, or one drawn by its id where it names none.
        near: unit id -> its sentences, of all hits: without the gold, others come first and are read.
        sentences: the candidates for quotation, scored by the models in force.
    """

    known: Resolved
    fold: str
    asked: Question
    hits: tuple[Hit, ...]
    near: Mapping[str, Sequence[Near]]
    terms: Terms
    sentences: tuple[Sentence, ...]

    @property
    def read(self) -> Mapping[str, Sequence[Near]]:
        """The sentences of the hits that are read."""
        return {hit.unit.id: self.near[hit.unit.id] for hit in self.hits[:READ] if hit.unit.id in self.near}

    def without_gold(self) -> Example:
        """The same question where the passages that answer it are not in the collection."""
        left = replace(self, hits=tuple(hit for hit in self.hits if hit.unit.id not in self.known.grades))
        return replace(left, sentences=_candidates(left))


def shipped(pairs: Sequence[Pair]) -> list[Pair]:
    """Those that what ships may be fitted on: none on a review that is held out."""
    return [pair for pair in pairs if not any(is_held_out(gold.review) for gold in pair.gold)]


def examples(pairs: Sequence[Pair], library: Library, index: Index) -> Iterator[Example]:
    """Search for each question."""
    reviews = {review.id: review for review in library.reviews()}
    resolved, _ = resolve(pairs, reviews)
    for known in resolved:
        yield _example(known, index, sorted(reviews))


def _example(known: Resolved, index: Index, reviews: Sequence[str]) -> Example:
    asked = read_question(known.pair.question, index.catalogue.about)
    found = index.search(asked, k=DEPTH, coverage=asked.wide)
    near = near_sentences(index, asked.near_text, found.hits)
    example = Example(known, _fold(known, reviews), asked, found.hits, near, index.terms, ())
    return replace(example, sentences=_candidates(example))


def _candidates(example: Example) -> tuple[Sentence, ...]:
    return tuple(evidence.gather(example.asked, example.hits[:READ], example.read, example.terms, explain=True))


def _fold(known: Resolved, reviews: Sequence[str]) -> str:
    found = fold_of(known.pair, reviews)
    return known.pair.gold[0].review if found == SEVERAL else found
