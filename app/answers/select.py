"""Chooses what to quote: the best sentences, none that repeats another, several reviews where several speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answers.evidence import Asked, Sentence
from app.answers.model import Kind, Quote
from app.answers.sentences import lead_in, spans

_DANGLING = re.compile(
    r"^(?:This|That|These|Those|Such|He|She|They|It|His|Her|Hers|Their|Theirs|Its|Him|Them|Both|However|Therefore|Also"
    r"|In addition|Similarly|As a result|Consequently|Furthermore|Moreover|Here|There(?!\s+(?:is|are|was|were|has|have|"
    r"had|should|needs?)\b)|The (?:latter|former|same|above))\b"
)
_PRONOUN = re.compile(r"^(?:This|That|These|Those|Such|He|She|They|It|His|Her|Their|Its|Both|The (?:latter|former))\b")
#: Two sentences of which the smaller shares this much with the other say the same.
REPEATS = 0.72


@dataclass(frozen=True, slots=True)
class Budget:
    """How much an answer may quote, in words, units and units of one review."""

    words: int
    units: int
    per_review: int
    floor: float


BUDGETS: dict[Kind, Budget] = {
    "fact": Budget(170, 5, 4, 0.55),
    "explain": Budget(220, 7, 6, 0.5),
    "recommend": Budget(200, 5, 5, 0.5),
    "quote": Budget(170, 5, 4, 0.55),
    "theme": Budget(320, 12, 5, 0.4),
    "compare": Budget(320, 12, 4, 0.4),
    "define": Budget(110, 3, 3, 0.6),
}


def choose(question: Asked, candidates: Sequence[Sentence], budget: Budget) -> list[Sentence]:
    """The sentences to quote, best first.

    Each step takes the sentence with the highest score once what is said already is taken off: a repeated sentence
    is passed over, and one that covers words of the question not yet covered gains.
    """
    chosen: list[Sentence] = []
    left = budget.words
    pool = sorted(candidates, key=lambda each: (-each.score, each.rank, each.span))
    if not pool:
        return []
    least = budget.floor * pool[0].score
    covered: frozenset[int] = frozenset()
    while pool and left > 0:
        best = max(pool, key=lambda each: _gain(question, each, chosen, covered))
        pool.remove(best)
        length = len(best.text.split())
        if best.score < least and chosen:
            break
        if not _fits(best, chosen, budget) or any(_repeats(best, other) for other in chosen):
            continue
        if length > left and chosen:
            continue
        chosen.append(best)
        covered |= best.stems
        left -= length
    return chosen


def _gain(question: Asked, each: Sentence, chosen: Sequence[Sentence], covered: frozenset[int]) -> float:
    new = question.covered(each.stems - covered)
    beside = any(other.hit.unit.id == each.hit.unit.id for other in chosen)
    return each.score + 0.4 * new + 0.1 * beside


def _fits(each: Sentence, chosen: Sequence[Sentence], budget: Budget) -> bool:
    units = {other.hit.unit.id for other in chosen}
    if each.hit.unit.id in units:
        return True
    of_review = {other.hit.unit.id for other in chosen if other.hit.unit.review == each.hit.unit.review}
    return len(units) < budget.units and len(of_review) < budget.per_review


def _repeats(one: Sentence, other: Sentence) -> bool:
    smaller = min(len(one.stems), len(other.stems))
    return smaller > 0 and len(one.stems & other.stems) / smaller >= REPEATS


def quote(sentence: Sentence) -> Quote:
    """The sentence as it is quoted: one that opens with a pronoun brings the one before, or a note of its heading."""
    unit, (start, end) = sentence.hit.unit, sentence.span
    if unit.kind == "table_row" or not _DANGLING.match(unit.text[start:end]):
        return Quote(sentence.hit, start, end, note=_under(sentence))
    before = [span for span in spans(unit) if span[1] <= start]
    if before and len(unit.text[before[-1][0] : end].split()) <= 80:
        return Quote(sentence.hit, before[-1][0], end)
    if _PRONOUN.match(unit.text[start:end]) and unit.section:
        return Quote(sentence.hit, start, end, note=" ".join(unit.section[-1].split()))
    return Quote(sentence.hit, start, end)


def _under(sentence: Sentence) -> str:
    """The line that introduces the list a fragment stands in."""
    unit = sentence.hit.unit
    if len(sentence.text.split()) > 12 or sentence.text[:1].isupper():
        return ""
    led = lead_in(unit, sentence.span)
    return "" if led is None else unit.text[led[0] : led[1]].rstrip(": \n")


def joined(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotations of one unit that touch or overlap become one, as long as nothing but space stands between them."""
    done: list[Quote] = []
    for each in sorted(quotes, key=lambda found: (found.hit.unit.id, found.start)):
        last = done[-1] if done else None
        text = each.hit.unit.text
        if last and last.hit.unit.id == each.hit.unit.id and not text[last.end : max(last.end, each.start)].strip():
            done[-1] = Quote(last.hit, last.start, max(last.end, each.end), last.note)
        else:
            done.append(each)
    order = {quote.hit.unit.id: place for place, quote in reversed(list(enumerate(quotes)))}
    return sorted(done, key=lambda found: (order[found.hit.unit.id], found.start))
