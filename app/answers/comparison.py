"""Reviews that a question names, put beside each other: each is searched by itself, and one that is silent says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from app.answers import wording
from app.answers.evidence import Asked, Sentence
from app.answers.words import stems
from index.model import Filters, Hit, SearchResult

#: Passages named as looked at in a review that does not state what is asked.
LOOKED_AT = 3
#: Share of the weight of an aspect's words that a passage on it has.
ASPECT = 0.45


@dataclass(frozen=True, slots=True)
class Named:
    """What was found in each review, or documents of one case, that a question names; best first."""

    found: tuple[tuple[Hit, ...], ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Of all, in turns, so that none is crowded out."""
        longest = max(map(len, self.found), default=0)
        return tuple(hits[place] for place in range(longest) for hits in self.found if place < len(hits))

    def opening(self, quoted: Collection[str]) -> str:
        """How many of those named speak of it, counted by case."""
        cases = {hits[0].review.case for hits in self.found if hits}
        speaking = len(cases & set(quoted))
        return f"{speaking} of the {len(self.found)} reviews named {'speaks' if speaking == 1 else 'speak'} of this:"

    def silent(self, quoted: Collection[str]) -> list[str]:
        """A line for each that is not quoted, with the passages that were looked at."""
        return [
            wording.silent(hits[0].review, [wording.where(hit) for hit in hits[:LOOKED_AT]])
            for hits in self.found
            if hits and hits[0].review.case not in quoted
        ]


def named(result: SearchResult, search: Callable[[Filters], SearchResult]) -> Named | None:
    """What each review that the query names has to say; None where it names fewer than two, or the user chose some."""
    reviews = [part.meant for part in result.parts if part.kind == "filter"]
    if len(reviews) < 2 or result.filters.reviews:
        return None
    return Named(tuple(search(replace(result.filters, reviews=meant)).hits for meant in reviews))


def speaking(question: Asked, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of passages that have the aspect's words: a cell that only comes near is "not stated".

    Words that none of the passages has ("handled", "involved") are the question's own way of putting it.
    """
    held = {each.hit.unit.id: stems(each.hit.unit.text) for each in candidates}
    spoken = frozenset().union(*held.values())
    aspect = {key: weight for key, weight in question.weights.items() if key not in question.named and key in spoken}
    enough = ASPECT * sum(aspect.values())
    return [each for each in candidates if sum(aspect[key] for key in aspect.keys() & held[each.hit.unit.id]) >= enough]


def as_question(aspect: str) -> str:
    """A subject as a question; a question stays as it is.

    >>> as_question("the voice of the child")
    'What does the review say about the voice of the child?'
    """
    plain = aspect.strip()
    return plain if plain.endswith("?") else f"What does the review say about {plain}?"
