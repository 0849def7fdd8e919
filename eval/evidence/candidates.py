"""The sentences that a labeller judges: those that the drafter named, and the best that Casebook's own search finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.answers import evidence
from app.answers.evidence import Sentence
from app.answers.near import near_sentences
from app.answers.question.read import read_question
from eval.evidence.drafts import Draft, named_cuts
from eval.evidence.sentences import Cut, Cuts, digest
from index.engine import Index
from index.model import Filters

#: Passages whose sentences are looked at, sentences shown, and of each of the first passages.
PASSAGES, SHOWN = 12, 14
FIRST, OF_EACH = 4, 2


def candidates(draft: Draft, cuts: Cuts, index: Index) -> list[Cut]:
    """The sentences to label, in reading order: those named, the best of the best passages, the likeliest of all."""
    chosen: dict[tuple[str, str], Cut] = {cut.key: cut for cut, _ in named_cuts(draft, cuts)}
    for sentence in ranked(_searched(draft, cuts, index)):
        cut = cuts.by_key.get(_key(sentence))
        if cut and len(chosen) < SHOWN:
            chosen.setdefault(cut.key, cut)
    return sorted(chosen.values(), key=lambda cut: (cut.source, cut.order))


def ranked(found: Sequence[Sentence]) -> list[Sentence]:
    """The two likeliest of each of the first passages, then in turn the likeliest and the nearest in sense."""
    by_chance = sorted(found, key=lambda each: -each.says)
    first = [each for rank in range(1, FIRST + 1) for each in _of_passage(by_chance, rank)]
    by_sense = sorted(found, key=lambda each: -each.features.get("cosine", 0.0))
    turns = (each for pair in zip(by_chance, by_sense, strict=True) for each in pair)
    return list(_once((*first, *turns)))


def _of_passage(found: Iterable[Sentence], rank: int) -> list[Sentence]:
    return [each for each in found if each.rank == rank][:OF_EACH]


def _once(found: Iterable[Sentence]) -> Iterable[Sentence]:
    return {(each.hit.unit.id, each.span): each for each in found}.values()


def _key(sentence: Sentence) -> tuple[str, str]:
    return sentence.hit.unit.id, digest(sentence.text)


def _searched(draft: Draft, cuts: Cuts, index: Index) -> list[Sentence]:
    scope = tuple(cuts.reviews[source].id for source in draft.scope)
    question = read_question(draft.question, index.catalogue.about)
    found = index.search(question, k=PASSAGES, filters=Filters(reviews=scope))
    near = near_sentences(index, question.near_text, found.hits)
    return evidence.gather(question, found.hits, near, index.terms)
