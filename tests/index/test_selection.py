"""From a ranking to what is shown."""

from __future__ import annotations

from index.fusion import Candidate
from index.selection import collapse, take_turns

SAID = "The hospital should review how children are seen at weekends, and tell the board by the end of May."


def candidate(unit: str, review: str, score: float, *, text: str = "", label: str = "", case: str = "") -> Candidate:
    keys = {"review": review, "case": case or review, "text": text or unit, "label": label, "twin": ""}
    return Candidate(unit, 0, {}, keys, score=score)


RANKED = [candidate("a1", "a", 5.0), candidate("a2", "a", 4.9), candidate("b1", "b", 4.8), candidate("a3", "a", 4.7)]


def test_reviews_that_are_named_together_take_turns() -> None:
    taken = take_turns([candidate(one.unit, one.keys["review"], one.score) for one in RANKED], ["a", "b"])
    assert [(one.unit, one.score) for one in taken] == [("a1", 5.0), ("b1", 4.8), ("a2", 4.6), ("a3", 4.1)]


def test_one_review_alone_takes_no_turns() -> None:
    assert take_turns(RANKED, ["a"]) == RANKED
    assert take_turns(RANKED, []) == RANKED


def test_a_recommendation_printed_twice_is_one_hit_with_both_places() -> None:
    ranked = [
        candidate("list", "a", 3.0, text=f"12 Page 31 | {SAID}", label="recommendation 12"),
        candidate("other", "a", 2.0, text=SAID.replace("weekends", "night in the ward"), label="recommendation 13"),
        candidate("body", "a", 1.0, text=f"12. Single Agency Recommendation {SAID}", label="recommendation 12"),
        candidate("elsewhere", "b", 0.5, text=f"12 {SAID}", label="recommendation 12"),
    ]
    chosen = collapse(ranked)
    assert [(one.candidate.unit, [other.unit for other in one.also]) for one in chosen] == [
        ("list", ["body"]),
        ("other", []),
        ("elsewhere", []),  # another case says it for itself
    ]
