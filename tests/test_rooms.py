"""The house rules that can be held by a test: who imports whom, and that our names are ours."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "index", "app", "eval")
#: What each room may import of the others. Data flows from ingest to app; eval measures from outside.
ALLOWED = {"ingest": set(), "index": {"ingest"}, "app": {"ingest", "index"}, "eval": {"ingest", "index", "app"}}
#: The one module that hands the word `eval` on to the room of that name, and shows its runs.
ENTRIES = {"app/evaluation.py"}


def imported_rooms(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_lower_room_never_imports_a_higher_one(room):
    wrong = []
    modules = sorted((HOME / room).rglob("*.py"))
    assert modules
    for path in modules:
        name = path.relative_to(HOME).as_posix()
        allowed = ALLOWED[room] | {room} | ({"eval"} if name in ENTRIES else set())
        wrong += [f"{name} imports {other}" for other in sorted(imported_rooms(path) - allowed)]
    assert wrong == []


def test_no_face_takes_an_answer_apart_by_its_english():
    apart = re.compile(
        r"\b(?:answer|plain|piece|claim)\.text\.(?:split\w*|startswith|endswith|r?partition|find|index)\("
    )
    faces = [HOME / "app" / "llama.py", HOME / "app" / "forms.py"]
    faces += [path for room in ("web", "cli", "api", "llm") for path in (HOME / "app" / room).rglob("*.py")]
    assert len(faces) > 40
    assert [path.name for path in faces if apart.search(path.read_text(encoding="utf-8"))] == []
    assert apart.search('answer.text.split("\n\n")')


def test_no_other_installed_distribution_brings_a_package_of_our_names():
    owners = metadata.packages_distributions()
    others = {room: [name for name in owners.get(room, []) if name != "casebook"] for room in ROOMS}
    assert others == {room: [] for room in ROOMS}


def test_a_file_that_hides_one_of_our_packages_is_named(tmp_path):
    (tmp_path / "app.py").write_text("")
    script = tmp_path / "mine.py"
    script.write_text("from casebook import Casebook")
    run = subprocess.run([sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1
    assert "Casebook's package 'app' is hidden by" in run.stderr
    assert "Rename that file, or run from another folder" in run.stderr


def test_the_command_is_not_misled_by_files_of_our_names_where_it_is_called(tmp_path):
    for room in ROOMS:
        (tmp_path / f"{room}.py").write_text("raise SystemExit('hidden')")
    run = subprocess.run(
        [Path(sys.executable).with_name("casebook"), "--help"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0
    assert "ask" in run.stdout
