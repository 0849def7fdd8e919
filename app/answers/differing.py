"""Where documents of one case state a thing otherwise: both are quoted, and said to differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.answers.evidence import Sentence
from app.answers.model import Quote
from app.answers.naming import where
from app.citations import document
from index.differing import agree, differ
from index.model import Hit


def contrary(candidates: Sequence[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of other documents of a case that contradict one that is chosen, one of each document for each."""
    found: list[Sentence] = []
    for said in chosen:
        documents: set[str] = set()
        for each in candidates:
            if _beside(said.hit, each.hit) and each.hit.review.id not in documents and differ(said.text, each.text):
                documents.add(each.hit.review.id)
                if each not in chosen and each not in found:
                    found.append(each)
    return found


def repeating(candidates: Sequence[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """A sentence of each other document of a case that prints the same statement as one that is chosen."""
    heard = {each.hit.review.id for each in chosen}
    found: dict[str, Sentence] = {}
    for each in candidates:
        same = (said for said in chosen if _beside(said.hit, each.hit) and agree(said.text, each.text))
        if each.hit.review.id not in heard and next(same, None) is not None:
            found.setdefault(each.hit.review.id, each)
    return list(found.values())


def remarks(quotes: Sequence[Quote]) -> Mapping[int, str]:
    """Place of a quotation -> where another document of its case states it otherwise."""
    told: dict[int, str] = {}
    for at, quote in enumerate(quotes):
        others = (each for each in quotes if _beside(quote.hit, each.hit) and differ(quote.words, each.words))
        places = dict.fromkeys(_place(each.hit) for each in others)
        if places:
            told[at] = f"differs from {' and '.join(places)}"
    return told


def _beside(one: Hit, other: Hit) -> bool:
    return one.review.case == other.review.case and one.review.id != other.review.id


def _place(hit: Hit) -> str:
    return f"the {document(hit.review) or 'report'}, {where(hit)}"
