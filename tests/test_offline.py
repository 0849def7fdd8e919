"""Nothing leaves the machine: reviews are taken in, searched and answered with the network cut off."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import disable_socket, enable_socket

from app.casebook import Casebook
from ingest.settings import load_settings

HOME = Path(__file__).resolve().parent.parent
FILES = [HOME / "sample" / "reviews" / name for name in ("harrowmere-baby-t-rapid-review.txt", "fenholt-ivo-cspr.html")]
QUESTION = "What do reviews say about domestic abuse warning letters?"


def namespace() -> list[str]:
    """The command that runs another without any network; skips where the system allows none."""
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
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
    alone = [*namespace(), str(Path(sys.executable).with_name("casebook")), "--library", str(tmp_path / "library")]
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
