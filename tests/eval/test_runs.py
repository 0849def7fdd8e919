import json
from dataclasses import replace

import pytest

from eval.runs import Header, Outcome, RunError, RunWriter, load_run
from eval.summary import broken_floors, changes, rows

HEADER = Header(
    id="20310509-101500",
    created="2031-05-09T10:15:00+00:00",
    dataset="pairs.jsonl",
    dataset_sha256="00",
    systems=("casebook",),
    index="f1",
    model="m",
    settings={},
    versions={},
    machine="2 cores",
)


def outcome(pair, **measures):
    return Outcome(system="casebook", pair=pair, measures=measures, ranked=("a", "b"))


def test_a_run_reads_back_as_it_was_written(tmp_path):
    writer = RunWriter.start(tmp_path, HEADER)
    writer.add(outcome("q1", RR=1.0))
    run = writer.finish()
    assert run.complete
    assert run.outcomes == (outcome("q1", RR=1.0),)


def test_an_interrupted_run_goes_on_and_a_torn_line_is_no_loss(tmp_path):
    writer = RunWriter.start(tmp_path, HEADER)
    writer.add(outcome("q1", RR=1.0))
    with writer.path.open("a") as file:
        file.write('{"outcome": {"system": "case')
    again = RunWriter.start(tmp_path, replace(HEADER, id="later"))
    assert again.path == writer.path
    assert again.done == {("casebook", "q1")}


def test_a_run_of_other_settings_is_not_gone_on_with(tmp_path):
    RunWriter.start(tmp_path, HEADER).add(outcome("q1", RR=1.0))
    assert RunWriter.start(tmp_path, replace(HEADER, id="later", index="f2")).done == set()


def test_a_run_of_another_version_is_refused(tmp_path):
    path = tmp_path / "old.jsonl"
    path.write_text(json.dumps({"header": {"version": 99}}))
    with pytest.raises(RunError, match="version 99 of the run form"):
        load_run(path)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"id": 1}], "is not a run file"),
        ([{"header": {"version": 1, "id": "x"}}], "has a damaged header"),
        ([{"header": {"version": 1}}, {"outcome": {"system": "casebook"}}], "damaged"),
    ],
)
def test_what_is_no_run_file_is_told(tmp_path, rows, said):
    path = tmp_path / "run.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(RunError, match=said):
        load_run(path)


def test_damage_in_the_middle_is_refused_with_its_line(tmp_path):
    writer = RunWriter.start(tmp_path, HEADER)
    with writer.path.open("a") as file:
        file.write("{broken\n")
    writer.add(outcome("q1", RR=1.0))
    with pytest.raises(RunError, match="line 2, is damaged"):
        load_run(writer.path)


def test_a_missing_run_is_named(tmp_path):
    with pytest.raises(RunError, match="no run at"):
        load_run(tmp_path / "none.jsonl")


def run_of(tmp_path, name, *outcomes):
    writer = RunWriter.start(tmp_path / name, HEADER)
    for each in outcomes:
        writer.add(each)
    return writer.finish()


def test_the_questions_that_changed_come_best_first_and_worst_last(tmp_path):
    a = run_of(tmp_path, "a", outcome("q1", RR=0.5), outcome("q2", RR=1.0), outcome("q3", RR=1.0))
    b = run_of(tmp_path, "b", outcome("q1", RR=1.0), outcome("q2", RR=0.5), outcome("q3", RR=1.0))
    comparison, moved = changes(a, b, "casebook", "RR")
    assert [change.pair for change in moved] == ["q1", "q2"]
    assert comparison.n == 3
    assert comparison.difference == pytest.approx(0.0)


def test_a_broken_floor_is_told_in_words_and_an_unmeasured_one_too(tmp_path):
    run = run_of(tmp_path, "a", outcome("q1", RR=0.5))
    floors = tmp_path / "floors.toml"
    floors.write_text('["pairs.jsonl".casebook]\nRR = 0.6\n"nDCG@10" = 0.1\n')
    assert broken_floors(run, floors) == (
        "casebook: RR is 0.500, under its floor of 0.6",
        "casebook: nDCG@10 was not measured; its floor is 0.1",
    )


def test_rows_stand_in_reading_order(tmp_path):
    run = run_of(tmp_path, "a", outcome("q1", **{"RR": 1.0, "nDCG@10": 1.0, "rec@600w": 1.0}))
    assert [row.measure for row in rows(run)] == ["rec@600w", "nDCG@10", "RR"]


def test_runs_of_different_questions_are_not_compared(tmp_path):
    a = run_of(tmp_path, "a", outcome("q1", RR=0.5))
    b = replace(a, header=replace(a.header, dataset="other.jsonl"))
    with pytest.raises(RunError, match=r"pairs.jsonl and other.jsonl"):
        changes(a, b, "casebook", "RR")
