"""Chooses what to quote: the best sentences, none that repeats another, several reviews where several speak."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heapify, heappop, heapreplace

from app.answers.evidence import Sentence
from app.answers.hearing import best_of, ending_best_tenth
from app.answers.model import Kind, Quote
from app.answers.quoting import joined, quote
from app.answers.sentences import row_key
from app.answers.words import words

#: Two sentences of which the smaller shares this much with the other say the same.
REPEATS = 0.72
#: A sentence counts by its own chance and, less, by its passage's; a long one takes room from others. Where it is the
#: only one of its review, that it says something matters more than the room.
_PASSAGE, _LENGTH, _ONLY = 0.5, 0.3, 0.15
#: By which a question of the review's own counts less.
_ASKS = 0.5
#: Where several reviews are asked about, a sentence of one that is quoted already counts for so much less.
_AGAIN = 0.7
#: Words beyond its room by which an answer about several reviews goes on, for those that were not heard within it.
_UNHEARD = 150
#: Words that a quotation's mark, and the name of a review not quoted yet, take besides.
_MARK, _NAME = 1, 3
#: Words of the line that counts the reviews.
_OPENING = 7
#: Words that a quotation has at least, one of them a number at most: "3." and "Completed" say nothing alone.
_WORDS = 4
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Budget:
    """How much an answer may quote.

    Args:
        words: in all, names of reviews and marks counted. units: passages cited, at most.
        per_review: passages of one review, at most.
        floor: a passage is cited only if its chance is at least this share of the best one's.
        weak: a sentence brings a passage in only if its chance is at least this share of the best one's.
    """

    words: int
    units: int
    per_review: int
    floor: float
    weak: float = 0.15


BUDGETS: dict[Kind, Budget] = {
    "fact": Budget(194, 6, 6, 0.25, 0.08),
    "explain": Budget(194, 6, 6, 0.25, 0.08),
    "recommend": Budget(194, 6, 6, 0.25, 0.08),
    "quote": Budget(194, 6, 6, 0.25, 0.08),
    "theme": Budget(194, 12, 5, 0.1, 0.1),
    "compare": Budget(194, 12, 4, 0.1, 0.1),
    "define": Budget(100, 3, 3, 0.3),
}


def budget(kind: Kind, *, wide: bool, counted: bool = True) -> Budget:
    """What an answer of this kind may quote; more where the question is about several reviews.

    Args:
        counted: whether the answer opens with how many reviews speak of it, which takes room too.
    """
    found = BUDGETS["theme"] if wide and kind not in ("compare", "define") else BUDGETS[kind]
    return found if counted else replace(found, words=found.words + _OPENING)


def choose(candidates: Sequence[Sentence], allowed: Budget, *, every_review: bool = False) -> list[Sentence]:
    """The sentences to quote, best first; one that repeats another is passed over.

    Args:
        every_review: the best sentence of each review comes before second ones.
    """
    ranked = _ranked(candidates)
    pool = _pool(ranked, allowed, every_review=every_review)
    chosen: list[Sentence] = []
    if every_review:
        chosen = _taken(_one_of_each(pool), chosen, allowed)
    chosen = _taken(pool, chosen, allowed, again=_AGAIN if every_review else 1.0)
    # Room that is left goes to what else the quoted passages say, which costs the reader no further reference.
    cited = {each.hit.unit.id for each in chosen}
    chosen = _taken([each for each in ranked if each.hit.unit.id in cited], chosen, allowed)
    # And what is left then to the shortest lines of a list, which say something beside the others only.
    small = [each for each in candidates if each.hit.unit.id in cited and _is_line(each)]
    chosen = _taken(small, chosen, allowed)
    if every_review:
        heard = {each.hit.review.case for each in chosen}
        unheard = [each for each in _one_of_each(pool) if each.hit.review.case not in heard]
        chosen = _taken(unheard, chosen, replace(allowed, words=allowed.words + _UNHEARD))
    return chosen


def besides(candidates: Sequence[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """The best sentence of each case for which there was no room."""
    heard = {each.hit.review.case for each in chosen}
    return [each for each in _one_of_each(_ranked(candidates)) if each.hit.review.case not in heard]


def companions(candidates: Sequence[Sentence], chosen: Sequence[Sentence]) -> list[Sentence]:
    """The best sentence of each document that says it too, beside another one of the same case that is chosen."""
    cases, heard = {each.hit.review.case for each in chosen}, {each.hit.review.id for each in chosen}
    found: dict[str, Sentence] = {}
    for each in _ranked(candidates):
        if each.hit.review.case in cases and each.hit.review.id not in heard:
            found.setdefault(each.hit.review.id, each)
    return list(found.values())


def _ranked(candidates: Sequence[Sentence]) -> list[Sentence]:
    return sorted(filter(can_be_quoted, candidates), key=lambda each: (-worth(each), each.rank, each.span))


def can_be_quoted(each: Sentence) -> bool:
    """Whether a sentence says something; the key of a table row does not."""
    is_key = bool(each.hit.unit.cells) and " ".join(each.text.split()) == row_key(each.hit.unit)
    return not is_key and _says_something(each.text)


def _pool(ranked: Sequence[Sentence], allowed: Budget, *, every_review: bool) -> list[Sentence]:
    """Those good enough, beside the best, to be quoted; and the best of each case where every review is heard."""
    answers = best_of((each.hit.review.case, each.answers) for each in ranked)
    says = best_of((each.hit.review.case, each.says) for each in ranked)
    if every_review:
        best, clearest = ending_best_tenth(answers), ending_best_tenth(says)
    else:
        best, clearest = max(answers.values(), default=0.0), max(says.values(), default=0.0)
    first = {id(each) for each in (_one_of_each(ranked) if every_review else ranked[:1])}
    return [
        each
        for each in ranked
        if id(each) in first or (each.answers >= allowed.floor * best and each.says >= allowed.weak * clearest)
    ]


@lru_cache(maxsize=16384)
def _says_something(text: str) -> bool:
    """Whether a sentence is more than a number, a one-word label, a web address or the line before a list."""
    said = words(_ADDRESS.sub("", text))
    worded = sum(any(map(str.isalpha, word)) for word in said)
    return len(said) >= _WORDS and worded >= _WORDS - 1 and not text.rstrip().endswith(":")


def _is_line(each: Sentence) -> bool:
    """Whether a sentence is a line of a list, too short to be quoted by itself: "allegation withdrawn"."""
    listed = each.hit.unit.kind in ("slide", "list_item_group") and not _says_something(each.text)
    return listed and any(map(str.isalpha, each.text)) and each.text.rstrip()[-1:] not in ".:"


def _taken(
    pool: Sequence[Sentence], chosen: Sequence[Sentence], allowed: Budget, *, again: float = 1.0
) -> list[Sentence]:
    """What is chosen already and, best first, what of the pool fits beside it.

    Args:
        pool: best first. again: by which a sentence's worth is multiplied for each one chosen of the same case.
    """
    taken, known = list(chosen), {id(each) for each in chosen}
    quotes = [quote(each) for each in taken]
    room = allowed.words - _size(quotes) - _NAME * len({each.hit.review.id for each in taken})
    cases = Counter(each.hit.review.case for each in taken)
    for each in _in_turn([each for each in pool if id(each) not in known], cases, again):
        if taken and (not _fits(each, taken, allowed) or any(repeats(each, other) for other in taken)):
            continue
        said = quote(each)
        length = _added(said, quotes)
        if taken and length > room:
            continue
        taken.append(each)
        quotes.append(said)
        cases[each.hit.review.case] += 1
        room -= length
    return taken


def _in_turn(pool: Sequence[Sentence], cases: Mapping[str, int], again: float) -> Iterator[Sentence]:
    """The pool by worth, less for each sentence that is chosen of the same case meanwhile.

    Args:
        pool: best first. cases: how many are chosen of each; read anew at every step.
    """
    queues: dict[str, deque[tuple[float, int, Sentence]]] = {}
    for place, each in enumerate(pool):
        queues.setdefault(each.hit.review.case, deque()).append((worth(each), place, each))
    # Of each case only the best that is left can be next.
    heads = [(-queue[0][0] * again ** cases[case], queue[0][1], case) for case, queue in queues.items()]
    heapify(heads)
    while heads:
        *_, case = heads[0]
        yield queues[case].popleft()[2]
        if queues[case]:
            value, place, _ = queues[case][0]
            heapreplace(heads, (-value * again ** cases[case], place, case))
        else:
            heappop(heads)


def _added(said: Quote, quotes: Sequence[Quote]) -> int:
    """Words that one more quotation takes beside others, with the name of its review where that is not there yet."""
    same = [each for each in quotes if each.hit.unit.id == said.hit.unit.id]
    named = any(each.hit.review.id == said.hit.review.id for each in quotes)
    return _size([*same, said]) - _size(same) + (0 if named else _NAME)


def _size(quotes: Sequence[Quote]) -> int:
    """Words that quotations take, with their marks and what they bring to stand alone."""
    return sum(_MARK + len(each.words.split()) + len(each.note.split()) for each in joined(quotes))


def worth(each: Sentence, room: float = _LENGTH) -> float:
    """What a sentence adds to an answer for the room it takes; `room` is how much that matters."""
    length = max(6, len(each.text.split()))
    return float(each.says ** (1 - _PASSAGE) * each.answers**_PASSAGE / length**room)


def telling(candidates: Sequence[Sentence]) -> list[Sentence]:
    """What can be quoted, that which tells most by itself first, whatever room it takes; a question tells little."""
    return sorted(
        filter(can_be_quoted, candidates),
        key=lambda each: -worth(each, _ONLY) * (_ASKS if each.text.rstrip().endswith("?") else 1.0),
    )


def _one_of_each(pool: Sequence[Sentence]) -> list[Sentence]:
    """The sentence that tells most of each case, best first."""
    first: dict[str, Sentence] = {}
    for each in telling(pool):
        first.setdefault(each.hit.review.case, each)
    return sorted(first.values(), key=lambda each: (-worth(each), each.rank))


def _fits(each: Sentence, chosen: Sequence[Sentence], budget: Budget) -> bool:
    units = {other.hit.unit.id for other in chosen}
    if each.hit.unit.id in units:
        return True
    of_review = {other.hit.unit.id for other in chosen if other.hit.unit.review == each.hit.unit.review}
    return len(units) < budget.units and len(of_review) < budget.per_review


def repeats(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences say the same, by their words."""
    smaller = min(len(one.stems), len(other.stems))
    return smaller > 0 and len(one.stems & other.stems) / smaller >= REPEATS
