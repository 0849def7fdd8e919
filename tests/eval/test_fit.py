import numpy as np
import pytest

from eval.fit.abstention import off_topic
from eval.fit.logistic import fit


def test_the_fit_finds_the_weights_that_made_the_labels():
    rng = np.random.default_rng(1)
    rows = [{"a": float(a), "b": float(b), "c": 5.0} for a, b in rng.normal(size=(4000, 2))]
    chances = [1 / (1 + np.exp(-(2 * row["a"] - row["b"] + 0.5))) for row in rows]
    labels = [float(rng.random() < chance) for chance in chances]
    found = fit(rows, labels, ["a", "b", "c"], penalty=0.01, weights=[1.0] * len(rows))
    assert found.weights["a"] == pytest.approx(2, abs=0.2)
    assert found.weights["b"] == pytest.approx(-1, abs=0.15)
    assert found.bias + 5 * found.weights["c"] == pytest.approx(0.5, abs=0.15)
    assert np.corrcoef(found.scores(rows), np.log(np.divide(chances, 1 - np.array(chances))))[0, 1] > 0.99


def test_a_missing_feature_counts_nothing():
    found = fit([{"a": 1.0}, {}, {"a": 2.0}, {}], [1, 0, 1, 0], ["a"], penalty=1.0, weights=[1.0] * 4)
    assert found.scores([{}])[0] == found.bias


def test_a_subject_that_the_collection_mentions_is_no_off_topic_question():
    every = off_topic([""])
    without_one = off_topic(["he swallowed one of the button batteries of a toy"])
    assert len(every) - len(without_one) == 1
    assert all(pair.type == "unanswerable" and not pair.gold for pair in every)
