import math

import pytest

from eval.ranking import rank_measures, recall_by_words, share_met

GRADES = {"q1": {"a": 2, "b": 1}, "q2": {"c": 2}}


def test_measures_of_a_ranking_worked_out_by_hand():
    table = rank_measures(GRADES, {"q1": ["x", "a", "b"], "q2": ["c"]})
    ideal = 2 + 1 / math.log2(3)
    found = 2 / math.log2(3) + 1 / math.log2(4)
    assert table["nDCG@10"]["q1"] == pytest.approx(found / ideal)
    assert table["nDCG@10"]["q2"] == pytest.approx(1.0)
    assert table["RR"] == {"q1": 0.5, "q2": 1.0}
    assert table["Success@1"] == {"q1": 0.0, "q2": 1.0}
    assert table["R@10"] == {"q1": 1.0, "q2": 1.0}


def test_a_question_without_a_ranking_scores_nothing_but_still_counts():
    table = rank_measures(GRADES, {"q1": ["a"]})
    assert table["RR"] == {"q1": 1.0, "q2": 0.0}


def test_a_shuffled_ranking_is_caught():
    good = rank_measures(GRADES, {"q1": ["a", "b", "x", "y"], "q2": ["c", "x"]})
    bad = rank_measures(GRADES, {"q1": ["y", "x", "b", "a"], "q2": ["x", "c"]})
    for measure in ("nDCG@10", "RR", "Success@1"):
        assert sum(bad[measure].values()) < sum(good[measure].values())


@pytest.mark.parametrize(
    ("budget", "share"),
    [(3, 0.0), (4, 0.5), (7, 0.5), (8, 1.0), (100, 1.0)],
)
def test_recall_counts_only_what_was_read(budget, share):
    assert (
        recall_by_words(["three four", "seven eight"], ["one two three four", "five six seven eight"], budget) == share
    )


def test_words_split_over_two_passages_are_not_met():
    assert recall_by_words(["two three"], ["one two", "three four"], 100) == 0.0


LONG = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("returned", "budget", "share"),
    [
        ([f"before {LONG} after"], 100, 1.0),
        ([LONG], 9, 2 / 3),
        (["two three four five six seven eight nine ten"], 100, 2 / 3),
        (["nine ten one two", "three four five six seven eight"], 100, 0.0),
        ([f"| {LONG.replace(' five', ' | FIVE')} |"], 100, 1.0),
    ],
)
def test_a_long_unit_counts_by_the_share_of_its_runs_of_eight_words(returned, budget, share):
    assert recall_by_words([LONG], returned, budget) == pytest.approx(share)


def test_the_share_met_in_one_passage():
    assert share_met(LONG, "three four five six seven eight nine ten eleven") == pytest.approx(1 / 3)
    assert share_met("short unit", "a short unit stands here") == 1.0
