"""What reaches the terminal is in Casebook's words: nothing of what the libraries below it warn of and log."""

import os
import socket
import subprocess
import sys

import pytest

from ingest.offline import is_this_machine, key_in_the_open
from ingest.settings import Settings

#: A command whose libraries warn, log, and fail where nobody can catch it.
LOUD = """
import logging, sys, warnings
import app.cli.main as casebook, app.casebook

class Odd:
    def __del__(self):
        raise RuntimeError("heron of the library")

def loud(*_):
    warnings.warn("heron of the library", UserWarning)
    logging.getLogger("some_library").warning("heron of the library")
    Odd()
    logging.getLogger("app.web.views").error("The otter of ours.")
    return iter(())

app.casebook.Casebook.reviews = loud
casebook.main()
"""


def run(*arguments, code="from app.cli.main import main; main()", **environment):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, env=os.environ | environment
    )


@pytest.fixture
def library(tmp_path):
    from ingest.library import Library

    return Library.open(tmp_path / "library", create=True).path


def test_what_a_library_warns_of_and_logs_is_not_printed_and_what_we_log_is(library):
    done = run("--library", library, "list", code=LOUD)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "The otter of ours.\n"
    assert run("--library", library, "list", code=LOUD, CASEBOOK_DEBUG="1").stderr.count("heron of the library") == 3


@pytest.mark.parametrize("command", [("list",), ("search", "letters"), ("index", "--rebuild")])
def test_a_key_that_travels_in_the_open_is_said_in_one_line(library, command):
    far = {"CASEBOOK_QDRANT_URL": "http://qdrant.invalid:6333", "CASEBOOK_QDRANT_API_KEY": "secret"}
    done = run("--library", library, *command, **far, CASEBOOK_QDRANT_TIMEOUT="1")
    first, *others = done.stderr.splitlines()
    assert first == (
        "The key of the Qdrant server is sent to qdrant.invalid unencrypted: give CASEBOOK_QDRANT_URL as https://."
    )
    assert len(others) == (0 if command == ("list",) else 1)
    assert "Warning" not in done.stderr
    assert "secret" not in done.stderr


def test_a_key_that_stays_on_this_machine_is_not_spoken_of(library):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        here = {"CASEBOOK_QDRANT_URL": f"http://127.0.0.1:{closed.getsockname()[1]}", "CASEBOOK_QDRANT_API_KEY": "s"}
        done = run("--library", library, "search", "letters", **here)
    assert done.stderr.startswith("casebook: The Qdrant server does not answer")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "key", "told"),
    [
        ("http://10.0.0.5:6333", "k", True),
        ("http://qdrant:6333", "k", True),
        ("HTTP://qdrant:6333", "k", True),
        ("https://qdrant:6333", "k", False),
        ("http://qdrant:6333", "", False),
        ("http://localhost:6333", "k", False),
        ("http://127.0.0.2:6333", "k", False),
        ("http://[::1]:6333", "k", False),
        ("http://[::1", "k", False),
        ("", "k", False),
    ],
)
def test_when_a_key_travels_in_the_open(url, key, told):
    assert bool(key_in_the_open(Settings(qdrant_url=url, qdrant_api_key=key))) is told


def test_which_hosts_are_this_machine():
    assert is_this_machine("localhost")
    assert not is_this_machine("localhost.example")
    assert not is_this_machine("128.0.0.1")
