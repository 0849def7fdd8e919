"""The question that all of this room goes by: made once, by `read_question`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.answers.expected import Expected
from app.answers.model import Kind
from app.answers.question.ages import Bounds
from app.answers.reading import WANTED, Cue
from app.answers.rules import asking, beside
from app.answers.words import stem, words
from index.query import Query
from index.query.dates import Period

Sought = Literal["summary", "findings", "recommendations"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Within:
    """The years of publication that a question asks for: "in", "from", "since", "before", "after", "during" one."""

    how: str
    year: int

    def holds(self, year: int) -> bool:
        """Whether a year is one of them."""
        return {"since": year >= self.year, "after": year > self.year, "before": year < self.year}.get(
            self.how, year == self.year
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Query):
    """All that a question asks.

    Args:
        kind: of answer. wide: every review is heard. sorts: of fact that it wants.
        limited_to: ids of the reviews that it is about, and about no others; empty where it names none.
        weights: stem of each word that it asks for -> its idf. words: stem -> the word as typed.
        named: stems of the words that name reviews; they say where to look, not what for.
        wanted: what shows the sorts of answer that it wants, as `reading.wanted` lists them.
        near_text: what the vectors of sentences are held against: acronyms that no passage has spelt out.
        acronyms: each as typed, with what it may stand for. label_forms: the labels that it is sure to name.
        facts: of a review's metadata. counts_reviews: it asks how many reviews there are, or which.
        published: years of publication. ages: of the child. period: of time. asks_events: what happened in it.
        sought: what of a whole review. unmentioned: the word of which it asks who does not have it, "" for none.
        aspects: those of a comparison, each a question of its own. clauses: the parts of a question of several.
        head: the question without the little that stands after its question mark, None where nothing does.
        residue: words of content that no reader has claimed.
    """

    kind: Kind
    wide: bool = False
    limited_to: frozenset[str] = frozenset()
    sorts: tuple[Expected, ...] = ()
    weights: Mapping[int, float]
    words: Mapping[int, str]
    named: frozenset[int] = frozenset()
    wanted: tuple[Cue | None, ...] = (None,) * len(WANTED)
    near_text: str = ""
    acronyms: Mapping[str, tuple[str, ...]]
    label_forms: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    counts_reviews: bool = False
    published: Within | None = None
    ages: Bounds | None = None
    period: Period | None = None
    asks_events: bool = False
    sought: Sought | None = None
    unmentioned: str = ""
    aspects: tuple[tuple[str, Question], ...] = ()
    clauses: tuple[str, ...] = ()
    head: Question | None = None
    residue: tuple[str, ...] = ()

    @property
    def names_review(self) -> bool:
        """Whether it names a review by its subject, board or place."""
        return any(part.kind == "filter" for part in self.parts)

    @property
    def absent(self) -> bool:
        """Whether it names something that the library does not have."""
        return any(part.kind == "absent" for part in self.parts)

    @property
    def tail(self) -> str:
        """What stands after its head; "" where it has none."""
        return self.typed[len(self.head.typed) :].strip() if self.head else ""

    def besides(self, reader: str = "", spans: Iterable[Span] = ()) -> tuple[str, ...]:
        """Words that ask for more than a reader claims: neither of asking, nor of a name, nor in the reader's list.

        Args:
            spans: of `said`, that are claimed too.
        """
        text = self.said
        for start, end in spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return tuple(words_besides(text, self.named | (beside(reader) if reader else frozenset())))


def words_besides(text: str, claimed: Collection[int]) -> Iterable[str]:
    """The words of a text that carry meaning and are not claimed; a letter alone says nothing."""
    for word in dict.fromkeys(words(text)):
        number = stem(word)
        if number and len(word) > 1 and number not in claimed and word.removesuffix("'s") not in asking():
            yield word
