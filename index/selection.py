"""From a ranking to what is shown: what is printed twice becomes one, reviews take turns where asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.fusion import Candidate
from index.twins import Fingerprint, are_twins, fingerprint

#: In coverage mode a review has evidence if its best score is at least this share of the best of all.
EVIDENCE = 0.65


#: So many of the best are compared for twins.
COMPARED = 60
#: What each further unit of a review loses where several reviews are named: they are asked about side by side.
TURN = 0.3
#: So many of the best take turns.
TAKE_TURNS = 60


#: Case -> its groups so far, in rank order.
Known = dict[str, list[list[Candidate]]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate, with those that print the same statement elsewhere in its case."""

    candidate: Candidate
    also: tuple[Candidate, ...] = ()


def collapse(ranked: Sequence[Candidate]) -> list[Chosen]:
    """Joins units of one case that print the same statement, in rank order of the best.

    Equal words are joined wherever they stand; nearly equal ones among the best COMPARED, which are read word by word.
    """
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in ranked:
        groups[candidate.keys["twin"] or candidate.unit].append(candidate)
    heads: list[list[Candidate]] = []
    known: Known = defaultdict(list)
    for group in groups.values():
        like = _twin_of(group, known) if len(heads) < COMPARED else None
        if like is None:
            heads.append(group)
        else:
            like.extend(group)
    return [Chosen(group[0], tuple(group[1:])) for group in heads]


def _twin_of(group: list[Candidate], known: Known) -> list[Candidate] | None:
    """The group whose best prints the same statement; where there is none, this one is known from now on."""
    of_case = known[group[0].keys["case"]]
    of_case.append(group)
    if len(of_case) == 1:
        return None  # nothing to be read beside
    *others, _ = of_case
    mine = _fingerprint(group)
    for other in others if mine else ():
        theirs = _fingerprint(other)
        keys, label = group[0].keys, other[0].keys["label"]
        if mine and theirs and are_twins(mine, theirs, same_label=bool(label) and label == keys["label"]):
            of_case.pop()
            return other
    return None


def _fingerprint(group: list[Candidate]) -> Fingerprint | None:
    return fingerprint(group[0].keys["text"], group[0].keys["label"])


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
