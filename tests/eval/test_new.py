"""`casebook eval new` as a person uses it, in a real terminal, and as a script does, by flags."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.check import check
from eval.making import pick, point_of
from eval.pairs import load
from ingest.errors import InputError

CASEBOOK = Path(sys.executable).with_name("casebook")


class Terminal:
    """A command in a pseudo-terminal: waits for a prompt before it types."""

    def __init__(self, *command):
        self.ours, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "100", "TERM": "dumb"}
        self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        self.seen = ""

    def until(self, prompt, seconds=60):
        start, end = len(self.seen), time.monotonic() + seconds
        while prompt not in self.seen[start:]:
            assert time.monotonic() < end, f"waited for {prompt!r} after:\n{self.seen[start:]}"
            if select.select([self.ours], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.ours, 4096).decode(errors="replace")
                except OSError:
                    assert prompt in self.seen[start:], self.seen[start:]
        return self.seen[start:]

    def types(self, prompt, text):
        found = self.until(prompt)
        os.write(self.ours, f"{text}\n".encode())
        return found

    def ends(self):
        code = self.process.wait(timeout=30)
        os.close(self.ours)
        return code


@pytest.fixture
def terminal(library, tmp_path):
    """The dialogue, begun on a dataset that is not there yet."""
    begun = Terminal(CASEBOOK, "--library", library.path, "eval", "new", tmp_path / "mine.jsonl")
    yield begun
    begun.process.kill()
    begun.process.wait()


def reviews(library):
    return {review.id: review for review in library.reviews()}


@pytest.mark.slow
def test_a_pair_is_made_in_a_terminal(terminal, library, tmp_path):
    path = tmp_path / "mine.jsonl"
    terminal.types("Question:", "Who chaired the pannel?")
    terminal.types("Persona", "res")
    assert "none of" in terminal.types("Type", "riddle") + terminal.types("[fact]:", "fact")
    terminal.types("Put to one review", "")
    terminal.types("unit (0 picked):", "hollow 1.9")
    assert "There are: 1.1, 1.2" in terminal.types("unit (0 picked):", "hollow 1.1")
    terminal.types("unit (1 picked):", "")
    found = terminal.types("unit (1 picked):", "")
    assert "What Casebook finds" in found
    assert "*" in found
    terminal.types("point (0):", "a retired judge | retired judge | former judge")
    terminal.types("point (1):", "a bishop | bishop")
    assert "No essential unit has these words" in terminal.types("point (2):", "")
    terminal.types("Note", "misspelt")
    terminal.types("Save?", "y")
    assert "U-001 saved; 1 pair in" in terminal.types("Another?", "n")
    assert terminal.ends() == 0

    (pair,) = load(path)
    assert (pair.question, pair.persona, pair.type, pair.note) == (
        "Who chaired the pannel?", "researcher", "fact", "misspelt",
    )  # fmt: skip
    assert [(gold.label, gold.grade) for gold in pair.gold] == [("1.1", 2)]
    assert pair.answer_points[0].must == ("retired judge", "former judge")
    assert check([pair], reviews(library)).troubles == ()


@pytest.mark.slow
def test_leaving_in_the_middle_saves_nothing(terminal, library, tmp_path):
    path = tmp_path / "mine.jsonl"
    terminal.types("Question:", "Who chaired the panel?")
    terminal.until("Persona")
    os.write(terminal.ours, b"\x04")
    terminal.until("Left.")
    assert terminal.ends() == 0
    assert not path.exists()


def new(library, *arguments):
    command = [CASEBOOK, "--library", library.path, "eval", "new", *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_pair_is_made_by_flags_alone(library, tmp_path):
    path = tmp_path / "mine.jsonl"
    first = new(
        library, path, "--question", "Was the school told?", "--type", "fact", "--gold", "hollow 1.2",
        "--gold", "hollow 1.1 =1", "--point", "it was not | not told",
    )  # fmt: skip
    assert first.stdout == f"U-001 saved; 1 pair in {path}.\n"
    second = new(library, path, "--question", "How many horses were there?", "--type", "unanswerable")
    assert "2 pairs" in second.stdout
    asked, none = load(path)
    assert [(gold.label, gold.grade) for gold in asked.gold] == [("1.2", 2), ("1.1", 1)]
    assert none.gold == ()
    assert check([asked, none], reviews(library)).troubles == ()
    assert all("not told of the move" not in line for line in path.read_text().splitlines())


@pytest.mark.slow
def test_flags_that_make_no_pair_are_told_and_nothing_is_written(library, tmp_path):
    path = tmp_path / "mine.jsonl"
    failed = new(library, path, "--question", "Was the school told?", "--type", "fact")
    assert failed.returncode == 2
    assert "names no gold unit" in failed.stderr
    assert not path.exists()


@pytest.fixture
def review_of(library):
    from app.casebook import Casebook
    from ingest.settings import load_settings

    return Casebook(library, load_settings(library=library.path)).review


def test_units_are_named_by_review_and_number_or_by_id(review_of):
    unit, grade = pick("hollow  Para 1.2. =1", review_of)
    assert (unit.label, grade) == ("1.2", 1)
    assert pick(unit.id, review_of) == (unit, 2)


@pytest.mark.parametrize("wrong", ["hollow", "hollow 7.7", "elsewhere 1.1", "hollowmere-z:0000", "hollow 1.1 ~4"])
def test_what_names_no_unit_is_told(review_of, wrong):
    with pytest.raises(InputError):
        pick(wrong, review_of)


def test_an_answer_point_shows_itself_where_no_other_words_are_given():
    assert point_of("retired judge").must == ("retired judge",)
    with pytest.raises(InputError):
        point_of(" | judge")


def test_a_pair_is_added_after_a_file_without_a_last_line_end(library, tmp_path):
    path = tmp_path / "mine.jsonl"
    new(library, path, "--question", "How many horses were there?", "--type", "unanswerable")
    path.write_text(path.read_text().rstrip())
    new(library, path, "--question", "How many ponies were there?", "--type", "unanswerable")
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ["U-001", "U-002"]
