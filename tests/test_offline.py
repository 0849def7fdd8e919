"""Nothing leaves the machine: reviews are taken in, searched and answered with the network cut off, and nothing is
sent where it is not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pytest_socket import disable_socket, enable_socket

from app.casebook import Casebook
from ingest.offline import SWITCHES
from ingest.settings import load_settings

HOME = Path(__file__).resolve().parent.parent
FILES = [HOME / "sample" / "reviews" / name for name in ("harrowmere-baby-t-rapid-review.txt", "fenholt-ivo-cspr.html")]
LISTENING = HOME / "tests" / "listening.py"
CASEBOOK = Path(sys.executable).with_name("casebook")
QUESTION = "What do reviews say about domestic abuse warning letters?"


def namespace(kinds: str = "n") -> list[str]:
    """The command that runs another without any network; skips where the system allows none.

    Args:
        kinds: "n", or "nm" where it is to mount files of its own too.
    """
    for command in (["unshare", f"-{kinds}"], ["unshare", f"-r{kinds}"]):
        try:
            done = subprocess.run([*command, "true"], capture_output=True, timeout=20)
        except FileNotFoundError:
            pytest.skip("unshare is not on this machine (Debian: util-linux)")
        if done.returncode == 0:
            return command
    pytest.skip("this system allows no empty network namespace")


@pytest.fixture
def blocked():
    """This process cannot open a socket."""
    disable_socket()
    yield
    enable_socket()


def test_the_commands_work_in_an_empty_network_namespace(tmp_path):
    alone = [*namespace(), str(CASEBOOK), "--library", str(tmp_path / "library")]
    added = subprocess.run([*alone, "add", *map(str, FILES)], capture_output=True, text=True)
    assert added.returncode == 0, added.stderr
    asked = subprocess.run([*alone, "ask", QUESTION, "--json"], capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert answer["answered"]
    assert {citation["source"] for citation in answer["citations"]} <= {path.name for path in FILES}


@pytest.mark.usefixtures("blocked")
def test_a_program_works_with_its_sockets_blocked(tmp_path):
    library = tmp_path / "library"
    with Casebook.open(library, create=True, settings=load_settings(library=library)) as casebook:
        assert [added.outcome for added in casebook.add(FILES)] == ["added", "added"]
        assert casebook.ask(QUESTION).answered
        assert not casebook.ask("What was said about the navigation of lunar rovers?").answered


@pytest.mark.parametrize(
    "first",
    [
        "import ingest",
        "import index.model",
        "import app.cli.main",
        "import eval.pairs",
        "from casebook import Casebook",
    ],
)
def test_whatever_is_imported_first_the_calls_home_are_off(first):
    told = f"import json, os; {first}; print(json.dumps({{key: os.environ.get(key) for key in {list(SWITCHES)!r}}}))"
    before = {key: value for key, value in os.environ.items() if key not in SWITCHES} | {"DO_NOT_TRACK": "0"}
    done = subprocess.run(
        [sys.executable, "-c", told], env=before, cwd=HOME, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == SWITCHES


@pytest.fixture
def staying(tmp_path):
    """`casebook` as a command whose process lives on for 20 seconds after it has done its work."""
    script = tmp_path / "staying"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{LISTENING}" --stay "$@"\n')
    script.chmod(0o755)
    return str(script)


def few_questions(folder):
    """Known pairs on the one review that the library has."""
    lines = (HOME / "eval" / "datasets" / "sample.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if json.loads(line)["scope"] == "harrowmere-baby-t-rapid-review"][:3]
    assert kept
    (folder / "pairs.jsonl").write_text("\n".join(kept), encoding="utf-8")
    return str(folder / "pairs.jsonl")


def scan(folder):
    """A page without a text layer: the process that reads files recognises it with onnxruntime."""
    page = Image.new("L", (900, 160), 255)
    said = "1.1 The health visitor wrote twice to the surgery."
    ImageDraw.Draw(page).text((30, 50), said, fill=0, font=ImageFont.load_default(30))
    page.save(folder / "scan.pdf", resolution=150)
    return str(folder / "scan.pdf")


@pytest.mark.slow
def test_no_command_looks_up_or_calls_anything_but_loopback(tmp_path, staying, monkeypatch):
    """Each for 20 seconds after its work: what calls home does so after a while."""
    alone = namespace("nm")
    monkeypatch.delenv("HF_HUB_OFFLINE")
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    subprocess.run([CASEBOOK, "--library", tmp_path / "asked", "add", FILES[0]], check=True, capture_output=True)
    for name in ("served", "measured"):
        shutil.copytree(tmp_path / "asked", tmp_path / name)
    waiting = 'until [ -e $0/.serve.json ]; do sleep 0.2; done; exec "$1" -L $0 ask "$2"'
    plan = [
        [staying, "-L", f"{tmp_path}/added", "add", *map(str, FILES), scan(tmp_path)],
        [staying, "-L", f"{tmp_path}/asked", "ask", QUESTION],
        [str(CASEBOOK), "-L", f"{tmp_path}/served", "serve"],
        ["sh", "-c", waiting, f"{tmp_path}/served", staying, QUESTION],
        [staying, "-L", f"{tmp_path}/measured", "eval", "run", few_questions(tmp_path), "--floors", f"{tmp_path}/none"],
        ["env", f"CASEBOOK_CACHE={tmp_path}/cache", f"{HOME}/sample/demo.sh", staying, f"{tmp_path}/demo"],
    ]
    heard = tmp_path / "heard"
    heard.mkdir()
    done = subprocess.run(
        [*alone, sys.executable, str(LISTENING), str(heard), json.dumps(plan)], capture_output=True, text=True, cwd=HOME
    )
    if done.returncode == 77:
        pytest.skip(f"this system allows no network of one's own: {done.stderr}")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["sent"] == []
    assert told["ended"] == [0] * len(plan), "\n".join(told["said"])
