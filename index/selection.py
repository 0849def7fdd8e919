"""From a ranking to what is shown: the same words printed twice become one, reviews take turns where asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.fusion import Candidate

#: In coverage mode a review has evidence if its best score is at least this share of the best of all.
EVIDENCE = 0.65


#: What each further unit of a review loses where several reviews are named: they are asked about side by side.
TURN = 0.3
#: So many of the best take turns.
TAKE_TURNS = 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate, with those that print the same words elsewhere in its case."""

    candidate: Candidate
    also: tuple[Candidate, ...] = ()


def collapse(ranked: Sequence[Candidate]) -> list[Chosen]:
    """Joins units of one case with the same words, in rank order of the best."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in ranked:
        groups[candidate.keys["twin"] or candidate.unit].append(candidate)
    return [Chosen(group[0], tuple(group[1:])) for group in groups.values()]


def at_most_per_review(chosen: Iterable[Chosen], most: int) -> Iterator[Chosen]:
    """Leaves out what comes after the first `most` of a review."""
    seen: Counter[str] = Counter()
    for one in chosen:
        review = one.candidate.keys["review"]
        seen[review] += 1
        if seen[review] <= most:
            yield one


def take_turns(ranked: Sequence[Candidate], reviews: Collection[str]) -> list[Candidate]:
    """The best in a new order, in which each unit of one of `reviews` costs the next one of it TURN; then the rest.

    Scores become what is left of them, so that they fall from first to last.
    """
    if len(set(reviews)) < 2:
        return list(ranked)
    left, seen, taken = list(ranked[:TAKE_TURNS]), Counter[str](), []
    while left:
        best = min(left, key=lambda one: (TURN * seen[one.keys["review"]] - one.score, one.unit))
        left.remove(best)
        best.score = round(best.score - TURN * seen[best.keys["review"]], 5)
        seen[best.keys["review"]] += best.keys["review"] in reviews
        taken.append(best)
    return [*taken, *ranked[TAKE_TURNS:]]


def covering(chosen: Sequence[Chosen], evidence: float) -> list[Chosen]:
    """The best of every review that has evidence first, in rank order; then the rest.

    Args:
        evidence: a review has evidence if its best score is at least this share of the best of all.
    """
    firsts = list(at_most_per_review(chosen, 1))
    best = firsts[0].candidate.score if firsts else 0.0
    kept = [one for one in firsts if one.candidate.score >= evidence * best]
    reviews = {one.candidate.keys["review"] for one in kept}
    taken = {one.candidate.unit for one in kept}
    rest = [one for one in chosen if one.candidate.unit not in taken and one.candidate.keys["review"] in reviews]
    return [*kept, *rest]
