import pytest

from eval.answers import (
    auroc,
    citation_precision,
    citation_recall,
    first_words,
    points_made,
    quotation_stands,
    refused_at,
)
from eval.pairs import AnswerPoint

POINTS = (AnswerPoint("twice", ("two visits", "visited twice")), AnswerPoint("in May", ("may 2031",)))
UNIT = "4.2 The nurse did not record the ﬁrst visit on 9 May 2031 and said “I was\nnew to the team”."


def test_points_are_made_by_any_alternative_as_whole_words():
    assert points_made("They visited twice in May 2031.", POINTS) == 1.0
    assert points_made("There were two visits.", POINTS) == 0.5
    assert points_made("They revisited twice-over in maybe 2031.", POINTS) == 0.0
    assert points_made("", POINTS) == 0.0


def test_citation_markers_are_not_words_that_a_reader_reads():
    assert first_words("One [1] two [2, 3] three four", 3) == "One two three"


def test_citations_are_held_against_gold_of_any_grade_and_essential_gold():
    grades = {"a": 2, "b": 1, "c": 2}
    assert citation_precision(["a", "b", "x"], grades) == pytest.approx(2 / 3)
    assert citation_recall(["a", "b", "x"], grades) == 0.5
    assert citation_precision([], grades) == 0.0


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("did not record the first visit on 9 May 2031", True),
        ('said "I was new to the team"', True),
        ("The nurse [...] said", True),
        ("[The worker] did not record", True),
        ("said [...] The nurse", False),
        ("did record the first visit", False),
        ("did not record the first visit on 8 May 2031", False),
        ("the nurse did not record", False),
        ("[...]", False),
        ("", False),
    ],
)
def test_a_quotation_stands_word_for_word_or_not_at_all(quote, stands):
    assert quotation_stands(quote, UNIT) is stands


def test_auroc_counts_pairs_and_halves_ties():
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)


def test_refused_at_keeps_the_share_of_answers_asked_for():
    assert refused_at([0.9] * 19 + [0.2], [0.1, 0.3, 0.95, 0.05], answered=0.95) == 0.75
