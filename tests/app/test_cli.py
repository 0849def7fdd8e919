"""The command as a user runs it: one process a command, what it prints, its exit status."""

import json
import os
import shutil
import subprocess
import sys

import pytest

HELP_IMPORTS = ("torch", "numpy", "qdrant_edge", "onnxruntime", "pydantic", "gradio", "llama_index", "rich.console")


@pytest.fixture(scope="module")
def library(folder, tmp_path_factory):
    """A copy: the index of the first may be open in this process."""
    copy = tmp_path_factory.mktemp("cli") / "library"
    shutil.copytree(folder / "library", copy)
    return copy


def _run(*arguments, library=None, **environment):
    given = {key: value for key, value in os.environ.items() if not key.startswith("CASEBOOK_LIBRARY")}
    if library is not None:
        given["CASEBOOK_LIBRARY"] = str(library)
    return subprocess.run(
        [sys.executable, "-c", "from app.cli.main import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=given | environment,
        check=False,
    )


def _json(*arguments, library):
    done = _run(*arguments, library=library)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_help_imports_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from app.cli.main import app; app(['--help'])"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Ask a folder of child safeguarding reviews" in done.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert loaded.isdisjoint(HELP_IMPORTS)


def test_add_without_a_path_reads_again_what_an_older_version_read(library):
    done = _run("add", library=library)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Every review was read by this version. `casebook add PATH...` takes more in.\n"


def test_add_without_a_path_makes_no_library(tmp_path):
    done = _run("add", library=tmp_path / "none")
    assert done.returncode == 1
    assert "casebook add PATH..." in done.stderr
    assert not (tmp_path / "none").exists()


def test_list(library):
    found = _json("list", "--json", library=library)
    assert [review["review"] for review in found["reviews"]] == ["calderwick-jonah", "westmarch-child-k"]
    first = found["reviews"][0]
    assert {"review", "source", "title", "metadata", "units", "fidelity"} <= set(first)
    assert first["source"] == "calderwick-jonah.txt"
    assert first["units"] > 5
    plain = _run("list", library=library)
    assert "calderwick-jonah" in plain.stdout
    assert "\x1b" not in plain.stdout


def test_library_before_and_after_the_command(library):
    assert _run("--library", library, "list").stdout == _run("list", "--library", library).stdout != ""


def test_what_is_read_into_a_question_is_left_out_on_request(library):
    parts = _json("ask", "What does the MASH hold?", "--json", library=library)["parts"]
    assert "MASH" in {part["found"] for part in parts}
    without = _json("ask", "What does the MASH hold?", "--ignore", "mash", "--json", library=library)["parts"]
    assert "MASH" not in {part["found"] for part in without}
    refused = _run("search", "What does the MASH hold?", "--ignore", "zebra", library=library)
    assert refused.returncode == 2
    assert "MASH" in refused.stderr


def test_show(library):
    found = _json("show", "westmarch-child-k", "--json", library=library)
    unit = next(unit for unit in found["units"] if unit["label"] == "2.3")
    assert {"id", "label", "occurrence", "kind", "role", "voice", "section", "pages", "text"} <= set(unit)
    assert unit["kind"] == "paragraph"
    assert unit["pages"] is None
    assert "warning the parents" in " ".join(unit["text"].split())
    assert _run("show", "westmarch", "--problems", library=library).returncode == 0
    unknown = _run("show", "westmerch-child-k", library=library)
    assert unknown.returncode == 2
    assert "Did you mean westmarch-child-k" in unknown.stderr
    assert unknown.stderr.count("\n") == 1


SEARCHED = {"reviews": 2, "cases": 2}
PASSAGE = {
    "id", "review", "source", "label", "occurrence", "kind", "section", "pages", "citation", "text", "score"
}  # fmt: skip


def test_search(library):
    found = _json("search", "warning letters about domestic abuse", "-k", "4", "--json", library=library)
    assert len(found["passages"]) == 4
    assert {"id", "query", "passages", "searched", "seconds"} <= set(found)
    assert set(found["passages"][0]) >= PASSAGE
    assert found["searched"].items() >= SEARCHED.items()
    assert len({passage["id"] for passage in found["passages"]}) == 4
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_ask(library):
    found = _json("ask", "What did the review recommend about warning letters?", "--json", library=library)
    assert found["answered"] is True
    assert {"id", "question", "answered", "answer", "citations", "claims", "passages", "searched"} <= set(found)
    labels = [citation["label"] for citation in found["citations"]]
    assert any("1" in label for label in labels)
    assert "[1]" in found["answer"]
    texts = {passage["id"]: passage["text"] for passage in found["passages"]}
    for claim in found["claims"]:
        assert claim["verified"]
        assert " ".join(claim["quote"].split()) in " ".join(texts[claim["citations"][0]["id"]].split())
    assert found["searched"]["reviews_with_evidence"][0] == "westmarch-child-k"
    assert found["citations"][0]["citation"].startswith("Westmarch Safeguarding Children Board, ")


def test_ask_for_people(library):
    done = _run("ask", "What did the review recommend about warning letters?", library=library)
    assert done.returncode == 0
    assert "“" in done.stdout
    assert "[1] Westmarch Safeguarding Children Board" in done.stdout
    assert "\n- “" in done.stdout
    assert "not of how common something is" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_comparison_is_a_table_for_people(library):
    done = _run("ask", "Compare Child K and Jonah on missed appointments", library=library)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    header = next(line for line in lines if line.strip().startswith("Review "))
    assert header.split()[1:] == ["What", "it", "says"]
    rows = [line for line in lines if "“" in line and line.lstrip().startswith(("Child K", "Jonah"))]
    assert len(rows) == 2


def test_a_comparison_on_several_aspects_has_a_column_for_each(library):
    question = "Compare Child K and Jonah on missed appointments and about warning letters"
    done = _run("ask", question, library=library)
    header = next(line for line in done.stdout.splitlines() if line.strip().startswith("Review "))
    assert header.split()[1:] == ["missed", "appointments", "warning", "letters"]
    assert done.stdout.count("not stated") == 1


def test_nothing_found_is_no_failure(library):
    found = _json("ask", "Which football clubs were fined for hooliganism in Lisbon?", "--json", library=library)
    assert found["answered"] is False
    assert found["citations"] == found["claims"] == []
    assert found["answer"].startswith("Nothing found that answers this. Searched ")
    assert found["passages"]


def test_batch_answers_line_by_line_and_says_what_failed(library, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "a", "question": "Who chaired the review of Child K?"}\n'
        "not json\n"
        "\n"
        '{"id": 7, "question": ""}\n'
        '{"id": "b", "question": "How many appointments did Jonah miss?"}\n',
        encoding="utf-8",
    )
    for command, text in (("ask", "answer"), ("search", "passages")):
        done = _run(command, "--batch", questions, "--json", library=library)
        assert done.returncode == 1
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [line["id"] for line in lines] == ["a", None, 7, "b"]
        assert [bool(line["error"]) for line in lines] == [False, True, True, False]
        assert all(set(line) == set(lines[0]) for line in lines)
        assert lines[3][text]
        assert "2 of 4 lines failed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ask"], 2),
        (["ask", "a", "--batch", "b"], 2),
        (["ask", ""], 2),
        (["nonsense"], 2),
        (["search", "letters", "--role", "findings"], 2),
        (["search", "letters", "--years", "soon"], 2),
        (["ask", "--batch", "missing.jsonl"], 2),
        (["cite", "no:such"], 2),
        (["list", "--library", "no-such-folder"], 1),
        (["add", "no-such-file.pdf"], 1),
    ],
)
def test_what_goes_wrong_is_one_clear_line(library, arguments, status):
    done = _run(*arguments, library=library)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.stderr.strip()


def test_good_files_are_in_though_a_bad_one_is_among_them(tmp_path, folder):
    files = tmp_path / "files"
    shutil.copytree(folder / "files", files)
    (files / "empty.txt").write_bytes(b"")
    (files / "binary.txt").write_bytes(bytes(range(256)) * 50)
    done = _run("add", files, "--library", tmp_path / "library")
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["failed", "failed"]
    assert [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")] == ["added", "added"]
    again = _run("add", files / "westmarch-child-k.txt", "--library", tmp_path / "library")
    assert again.returncode == 0
    assert again.stdout.startswith("skipped")


def test_names_are_shown_as_text(tmp_path, folder):
    name = "[bold]x[bold]\x1b[31m\nred.txt"
    (tmp_path / name).write_text((folder / "files" / "calderwick-jonah.txt").read_text())
    done = _run("add", tmp_path / name, "--library", tmp_path / "library")
    listed = _run("list", "--library", tmp_path / "library")
    assert (done.returncode, listed.returncode) == (0, 0)
    assert "\x1b" not in done.stdout + done.stderr + listed.stdout


def test_describe_cite_remove(tmp_path, folder):
    library = tmp_path / "library"
    shutil.copytree(folder / "library", library)
    done = _run("describe", "calderwick-jonah", "--set", "year=2022", library=library)
    assert "year: 2022 (user)" in done.stdout
    unit = _json("show", "calderwick-jonah", "--json", library=library)["units"][-1]["id"]
    assert "2022" in _run("cite", unit, "--style", "harvard", library=library).stdout
    assert _run("remove", "calderwick-jonah", library=library).returncode == 0
    assert len(_json("list", "--json", library=library)["reviews"]) == 1


def test_output_is_utf8_whatever_the_locale(library):
    done = _run(
        "ask", "What did the review recommend about warning letters?", library=library, PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0
    assert "“" in done.stdout


def test_what_may_answer_is_shown_as_it_begins_and_quoted_by_nobody(library):
    question = "Who chaired the conference about Jonah?"
    found = _json("ask", question, "--json", library=library)
    assert (found["verdict"], found["answered"], found["claims"]) == ("may_answer", False, [])
    near = {passage["id"]: passage["text"] for passage in found["passages"]}
    done = _run("ask", question, library=library)
    assert done.stdout.startswith("No sure answer; the passages named below may hold one. Searched ")
    for each in found["sections"]["near"]:
        assert " ".join(near[each].split())[:60] in done.stdout
    assert "[1]" not in done.stdout


def test_ask_explains_how_the_question_was_read_and_routed(library):
    question = "How old was Jonah when the clinic discharged him?"
    found = _json("ask", question, "--explain", "--json", library=library)["explanation"]
    assert found["route"] == "fact"
    assert {"route": "metadata", "why": "it asks for more: clinic, discharged"} in found["declined"]
    assert any((each["reader"], each["found"]) == ("filter", "Jonah") for each in found["readings"])
    done = _run("ask", question, "--explain", library=library)
    assert "Answered by the route: fact" in done.stdout
    assert "  not by metadata: it asks for more: clinic, discharged" in done.stdout
    assert _json("ask", question, "--json", library=library)["explanation"] is None
