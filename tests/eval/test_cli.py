"""The commands of the evaluation, one after another, as somebody with a collection of their own uses them."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.marked import Mark, record
from eval.pairs import load
from eval.runs import load_run
from ingest.library import Library

pytestmark = pytest.mark.slow

PAIRS = [
    ("T-1", "Who chaired the panel?", "researcher", "fact", "1.1", ["retired judge"]),
    ("T-2", "Was the school told of the move?", "trainer", "fact", "1.2", ["not told"]),
    ("T-3", "How many horses were sold in 1931?", "trainer", "unanswerable", "", []),
]


@pytest.fixture(scope="module")
def own(library, tmp_path_factory):
    """A copy of the library that may be written to."""
    path = tmp_path_factory.mktemp("own") / "library"
    shutil.copytree(library.path, path)
    return Library.open(path)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    rows = [
        {
            "id": name,
            "question": question,
            "persona": persona,
            "type": kind,
            "scope": None,
            "gold": [{"review": "hollowmere-z", "label": label}] if label else [],
            "answer_points": [{"text": "it", "must": must}] if must else [],
        }
        for name, question, persona, kind, label, must in PAIRS
    ]
    path = tmp_path_factory.mktemp("pairs") / "own.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def call(own):
    def command(*arguments, library=True):
        given = [*map(str, arguments), *(["--library", str(own.path)] if library else [])]
        found = CliRunner().invoke(app, given, catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return found.stdout

    return command


@pytest.fixture(scope="module")
def run(call, own, dataset):
    """A run with everything, and what was printed of it."""
    told = json.loads(call("run", dataset, "--quick", "--by", "type,persona,review,kind", "--repeat", 2, "--json"))
    return own.path / "eval" / "runs" / f"{told['run']['id']}.jsonl", told


def test_a_run_tells_measures_breakdowns_and_that_nothing_is_random(run):
    path, told = run
    assert load_run(path).complete
    measures = {(row["system"], row["measure"]): row["mean"] for row in told["measures"]}
    assert measures["casebook", "rec@600w"] == 1.0
    assert measures["casebook answers", "denominator right"] == 1.0
    assert {row["group"] for row in told["breakdowns"] if row["by"] == "review"} == {"hollowmere-z", "no answer"}
    assert told["repeats"] == {"runs": 2, "identical": True, "spreads": []}
    assert told["floors_broken"] == []


def test_runs_are_listed_and_compared(call, run):
    path, _ = run
    assert str(path) in call("runs")
    assert call("compare", path, path, library=False) == "No question changed.\n"


def test_a_run_becomes_a_baseline_a_scorecard_and_a_report(call, run, dataset, tmp_path):
    path, _ = run
    call("baseline", path, "--because", "the first", "--folder", tmp_path, library=False)
    assert json.loads((tmp_path / "own.json").read_text())["because"] == "the first"
    assert "No significant drop" in call("run", dataset, "--quick", "--against", tmp_path / "own.json")
    assert "## own.jsonl" in call("scorecard", path, library=False)
    call("report", path, dataset, "--to", tmp_path / "report.html")
    assert "Who chaired the panel?" in (tmp_path / "report.html").read_text()


def test_a_sweep_prints_what_each_point_gains_and_what_choosing_gains(call, dataset, tmp_path):
    grid = tmp_path / "grid.toml"
    grid.write_text('target = "RR"\nk = [1, 10]\n[answering]\nthreshold = [0.0]\n')
    told = call("sweep", grid, dataset)
    assert "as shipped" in told
    assert told.count("measured on each left out") == 2
    assert [each["measure"] for each in json.loads(call("sweep", grid, dataset, "--json"))] == ["RR", "decided rightly"]


def test_marks_are_listed_and_written_as_drafts(call, own, tmp_path):
    record(own.path, Mark("How many horses were sold in 1931?", "right"))
    assert "right       How many horses" in call("marks")
    call("marks", "--export", tmp_path / "drafts.jsonl")
    assert [pair.type for pair in load(tmp_path / "drafts.jsonl")] == ["unanswerable"]
    assert "0 troubles" in call("check", tmp_path / "drafts.jsonl")


def test_a_second_reading_is_drawn_and_compared(call, dataset, tmp_path):
    drawn = call("draw", dataset, "--answered", 1, "--unanswered", 1, library=False).splitlines()
    reading = tmp_path / "reading.jsonl"
    reading.write_text("\n".join(drawn))
    found = json.loads(call("agreement", reading, dataset))
    assert (found["questions"], found["answered_first"], found["answered_second"]) == (2, 1, 0)
