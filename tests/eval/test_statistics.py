import pytest

from eval.statistics import compare, estimate


def test_an_interval_holds_its_mean_and_is_repeatable():
    values = [0.0, 1.0] * 50
    first = estimate(values)
    assert first.mean == 0.5
    assert 0.38 < first.low < 0.5 < first.high < 0.62
    assert estimate(values) == first


def test_no_values_give_an_empty_estimate():
    assert estimate([]).n == 0


def test_a_steady_gain_is_significant_and_noise_is_not():
    a = {str(n): 0.5 for n in range(40)}
    better = {key: value + 0.1 for key, value in a.items()}
    noise = {key: value + (0.1 if int(key) % 2 else -0.1) for key, value in a.items()}
    assert compare(a, better).difference == pytest.approx(0.1)
    assert compare(a, better).p < 0.01
    assert compare(a, noise).p > 0.5


def test_only_questions_that_both_answered_are_compared():
    assert compare({"1": 0.0, "2": 1.0}, {"2": 1.0, "3": 0.0}).n == 1
