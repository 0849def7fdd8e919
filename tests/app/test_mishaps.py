"""What one review or one question breaks costs that one: named with what to do, the others go on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.casebook import Casebook
from ingest.settings import load_settings
from tests.app.conftest import J, K

WORDLESS = """# Review of Child Alder

## Findings

. The kettle had no lid, and the landlord had been told of it twice.

The plumber wrote a note about the kettle.

## Recommendations

1. The council should keep one record of notes about kettles.

2.

3. —

4. The council should look at every kettle that it lets.
"""
QUESTIONS = (
    '{"id": 1, "question": "Who was told about the kettle?"}\n'
    f"{'[' * 100_000}\n"
    '{"id": 3, "question": "What of \\ud800 the kettle?"}\n'
    '{"id": 4}\n'
)


def _run(library, *arguments):
    environment = {**os.environ, "CASEBOOK_LIBRARY": str(library)}
    command = Path(sys.executable).with_name("casebook")
    return subprocess.run([command, *arguments], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def library(tmp_path):
    (tmp_path / "files").mkdir()
    for name, text in (("k.txt", K), ("j.txt", J), ("alder.md", WORDLESS)):
        (tmp_path / "files" / name).write_text(text, encoding="utf-8")
    path = tmp_path / "library"
    with Casebook.open(path, create=True, settings=load_settings(library=path)) as casebook:
        assert {added.outcome for added in casebook.add([tmp_path / "files"])} == {"added"}
        assert casebook.troubles() == {}
    return path


def test_a_damaged_review_is_named_after_every_command_and_mended_by_adding_its_file(library):
    parsed = library / "reviews" / "j.json"
    parsed.write_bytes(parsed.read_bytes()[:300])
    for arguments in (
        ("list",),
        ("ask", "What did the review recommend about warning letters?"),
        ("search", "warning letters"),
        ("show", "k"),
        ("ask", "Compare Child K and Alder on letters"),
    ):
        done = _run(library, *arguments)
        assert done.returncode == 0, done.stderr
        assert "etter" in done.stdout or "k" in done.stdout
        assert "j.json is damaged" in done.stderr
        assert "casebook add FILE" in done.stderr
        assert "casebook remove j" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    listed = json.loads(_run(library, "list", "--json").stdout)
    assert [form["review"] for form in listed["reviews"]] == ["alder", "k"]
    assert [form["review"] for form in listed["damaged"]] == ["j"]
    assert _run(library, "show", "j").returncode == 1
    assert _run(library, "add", library.parent / "files" / "j.txt").stderr == ""
    assert [form["review"] for form in json.loads(_run(library, "list", "--json").stdout)["reviews"]] == [
        "alder",
        "j",
        "k",
    ]


def test_recommendations_without_words_are_counted_and_the_others_quoted(library):
    with Casebook.open(library, settings=load_settings(library=library)) as casebook:
        answer = casebook.ask("What are the recommendations for Alder?")
        assert [claim.quote for claim in answer.claims] == [
            "The council should keep one record of notes about kettles.",
            "The council should look at every kettle that it lets.",
        ]
        assert ". The kettle had no lid" in " ".join(unit.text for unit in casebook.review("alder").units)


def test_a_batch_has_a_line_for_each_question_whatever_becomes_of_it(library, monkeypatch, capsys):
    from app.cli import batch
    from app.forms import answer_form, failed_answer_form
    from index.model import Filters

    file = library.parent / "questions.jsonl"
    file.write_text(QUESTIONS, encoding="utf-8")
    with Casebook.open(library, settings=load_settings(library=library)) as casebook:

        def answer(line):
            if line.key == 1:
                return [][0]  # a fault that nobody foresaw
            return answer_form(casebook.ask(line.question), key=line.key)

        def failed(line, error):
            return failed_answer_form(line.question, batch.searched(casebook, Filters()), error, key=line.key)

        assert batch.run(file, answer, failed) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [1, None, 3, 4]
    assert "IndexError" in lines[0]["error"]
    assert "nested" in lines[1]["error"]
    assert lines[2]["error"] is None
    assert "no `question`" in lines[3]["error"]


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_batch_has_a_line_for_each_question_where_the_index_cannot_be_used(library, command):
    (library / "index" / "shard").rename(library / "index" / "kept")
    (library / "index" / "shard").write_text("not a folder")
    file = library.parent / "questions.jsonl"
    file.write_text(QUESTIONS, encoding="utf-8")
    done = _run(library, command, "--batch", file)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert len(lines) == 4
    assert all(line["error"] for line in lines)
    assert "Traceback" not in done.stderr
