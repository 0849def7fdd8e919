from dataclasses import replace

import pytest

from eval.baseline import baseline, drops, load_baseline, missing, write_baseline
from eval.repeats import spread
from eval.runs import Header, Outcome, Run, RunError

HEADER = Header("r1", "2031-05-09T10:15:00+00:00", "pairs.jsonl", "00", ("casebook",), "f1", "m", {}, {}, "2 cores")
QUESTIONS = [f"q{number}" for number in range(40)]


def run_of(**measures):
    """A run over 40 questions: measure -> its value of each, or one for all."""
    outcomes = tuple(
        Outcome("casebook", pair, {name: values[place] for name, values in measures.items()})
        for place, pair in enumerate(QUESTIONS)
    )
    return Run(HEADER, outcomes, complete=True)


GOOD = {"nDCG@10": [0.8] * 40, "R@100": [1.0] * 40, "false coverage": [0.1] * 40}


def test_a_baseline_reads_back_as_it_was_written(tmp_path):
    made = baseline(run_of(**GOOD), "the first")
    write_baseline(made, tmp_path / "pairs.json")
    assert load_baseline(tmp_path / "pairs.json") == made
    assert made.because == "the first"


def test_the_same_run_drops_nothing():
    assert drops(baseline(run_of(**GOOD), ""), run_of(**GOOD)) == ()


def test_a_drop_on_a_quarter_of_the_questions_is_caught_and_named():
    worse = {**GOOD, "nDCG@10": [0.3] * 10 + [0.8] * 30}
    (drop,) = drops(baseline(run_of(**GOOD), ""), run_of(**worse))
    assert (drop.system, drop.measure) == ("casebook", "nDCG@10")
    assert drop.comparison.difference == pytest.approx(-0.125)
    assert "casebook: nDCG@10 changed by -0.125" in str(drop)


def test_a_measure_that_should_be_low_drops_by_rising():
    more = {**GOOD, "false coverage": [0.6] * 40}
    assert [drop.measure for drop in drops(baseline(run_of(**GOOD), ""), run_of(**more))] == ["false coverage"]
    less = {**GOOD, "false coverage": [0.0] * 40}
    assert drops(baseline(run_of(**GOOD), ""), run_of(**less)) == ()


def test_what_chance_does_to_a_question_or_two_stops_nobody():
    worse = {**GOOD, "nDCG@10": [0.3] * 3 + [0.8] * 37}
    assert drops(baseline(run_of(**GOOD), ""), run_of(**worse)) == ()


def test_the_limit_is_shared_among_the_measures_tested():
    # Five of five questions worse by chance: p = 2 / 32, which a lone test at 0.1 would pass and 0.05 / 3 does not.
    few = Run(HEADER, run_of(**GOOD).outcomes[:5], complete=True)
    worse = Run(HEADER, run_of(**{**GOOD, "nDCG@10": [0.1] * 40}).outcomes[:5], complete=True)
    assert drops(baseline(few, ""), worse) == ()


def test_a_run_of_other_questions_or_another_measure_is_refused():
    before = baseline(run_of(**GOOD), "")
    with pytest.raises(RunError, match=r"of pairs.jsonl, the run of other.jsonl"):
        drops(before, replace(run_of(**GOOD), header=replace(HEADER, dataset="other.jsonl")))
    with pytest.raises(RunError, match="no measure in common"):
        drops(before, run_of(RR=[1.0] * 40))


def test_an_interrupted_run_makes_no_baseline():
    with pytest.raises(RunError, match="was interrupted"):
        baseline(replace(run_of(**GOOD), complete=False), "")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9}'])
def test_what_is_no_baseline_is_refused(tmp_path, text):
    path = tmp_path / "b.json"
    path.write_text(text)
    with pytest.raises(RunError, match="eval baseline RUN"):
        load_baseline(path)


def test_questions_left_out_are_counted():
    run = run_of(**GOOD)
    assert missing(baseline(run, ""), Run(HEADER, run.outcomes[:30], complete=True)) == 10


def test_runs_that_found_the_same_are_told_from_runs_that_did_not():
    one = run_of(**GOOD)
    slower = Run(HEADER, tuple(replace(each, seconds=9.0) for each in one.outcomes), complete=True)
    assert spread([one, slower]).identical
    other = run_of(**{**GOOD, "R@100": [0.5] * 40})
    found = spread([one, other])
    assert not found.identical
    assert [(each.measure, each.low, each.high) for each in found.spreads] == [("R@100", 0.5, 1.0)]
    assert found.spreads[0].deviation == pytest.approx(0.5 / 2**0.5)
