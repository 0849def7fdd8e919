import json

import pytest

from eval.gold import Resolved
from eval.pairs import AnswerPoint, DatasetError, Gold, Pair
from eval.second import Read, agreement, draw, load_reading, questions


def pair(number, kind="fact"):
    gold = () if kind == "unanswerable" else (Gold("hollow", "1"),)
    return Pair(f"q{number}", f"Question {number}?", "trainer", kind, None, gold, (AnswerPoint("x", ("x",)),))


PAIRS = [pair(number) for number in range(6)] + [pair(number, "theme") for number in range(6, 9)]
PAIRS += [pair(number, "unanswerable") for number in range(9, 14)]


def test_questions_are_drawn_by_type_in_the_datasets_proportions_and_alike_by_seed():
    drawn = draw(PAIRS, answered=3, unanswered=2, seed=1)
    assert sorted(each.type for each in drawn) == ["fact", "fact", "theme", "unanswerable", "unanswerable"]
    assert draw(PAIRS, answered=3, unanswered=2, seed=1) == drawn
    assert draw(PAIRS, answered=3, unanswered=2, seed=2) != drawn
    first = {each.id for each in drawn}
    assert not first & {each.id for each in draw(PAIRS, answered=3, unanswered=2, seed=1, but=first)}


def test_the_reader_sees_nothing_but_questions():
    assert questions([pair(1)]) == [{"question": "Question 1?", "gold": []}]


def test_agreement_by_hand():
    pairs = [
        Resolved(pair(0), {"a": 2, "b": 2, "c": 1}),
        Resolved(pair(1), {"d": 2}),
        Resolved(pair(2), {"e": 2}),
        Resolved(pair(9, "unanswerable"), {}),
    ]
    reading = [
        Read("Question 0?", {"a": 2, "c": 2, "b": 1}),  # F1 = 2 * 1 / (2 + 2)
        Read("Question 1?", {"d": 2}),  # F1 = 1
        Read("Question 2?", {}),  # F1 = 0
        Read("Question 9?", {}),
    ]
    found = agreement(pairs, reading)
    assert (found.questions, found.answered_first, found.answered_second) == (4, 3, 2)
    assert found.same == 0.75
    assert found.kappa == pytest.approx((0.75 - 0.5) / 0.5)  # chance: 3/4 * 2/4 + 1/4 * 2/4
    assert found.f1.mean == pytest.approx(0.5)
    assert found.first_found == pytest.approx(3 / 4)
    assert found.second_found == 1.0
    assert found.differ == (("q2",), ())


def test_a_reading_of_other_questions_or_units_is_refused(library, tmp_path):
    with pytest.raises(DatasetError, match="does not have the question"):
        agreement([], [Read("Who?", {})])
    reviews = {review.id: review for review in library.reviews()}
    path = tmp_path / "reading.jsonl"
    path.write_text(json.dumps({"question": "Who?", "gold": [{"review": "hollowmere-z", "label": "8"}]}))
    with pytest.raises(DatasetError, match="line 1: hollowmere-z has no unit with the label '8'"):
        load_reading(path, reviews)
    path.write_text(json.dumps({"question": "Who?", "gold": [{"review": "hollowmere-z", "label": "1.1", "grade": 1}]}))
    (read,) = load_reading(path, reviews)
    assert list(read.grades.values()) == [1]
