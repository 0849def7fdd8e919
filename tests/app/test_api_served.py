"""Commands on a library while `casebook serve` holds its index: real processes, as a person starts them."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.api import presence
from app.api.client import ApiError, Client
from app.api.presence import Presence
from app.api.served import ServedCasebook
from app.api.sharing import SharedCasebook
from ingest.errors import IndexBusy
from ingest.settings import load_settings

pytestmark = pytest.mark.slow
CASEBOOK = Path(sys.executable).with_name("casebook")


def environment(library):
    return {**os.environ, "CASEBOOK_LIBRARY": str(library), "CASEBOOK_HOST": "127.0.0.1"}


def run(library, *arguments):
    return subprocess.run([CASEBOOK, *arguments], env=environment(library), capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def library(folder, tmp_path_factory):
    copy = tmp_path_factory.mktemp("served") / "library"
    shutil.copytree(folder / "library", copy)
    return copy


@pytest.fixture(scope="module")
def server(library):
    log = library.parent / "log"
    with log.open("w") as out:
        command = [CASEBOOK, "serve", "--port", "0"]
        process = subprocess.Popen(command, env=environment(library), stdout=out, stderr=out)
    for _ in range(600):
        found = presence.read(library)
        if found is not None and answers(found):
            break
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    yield process
    process.terminate()
    process.wait(timeout=20)


def answers(found):
    try:
        with urllib.request.urlopen(f"{found.address}/api/v1/health", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def test_the_file_that_names_the_server_is_for_its_owner_alone(server, library):
    path = library / presence.NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert presence.read(library).pid == server.pid


def test_ask_and_search_work_beside_it(server, library):
    asked = run(library, "ask", "--json", "What do reviews say about missed appointments?")
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["answered"] is True
    found = run(library, "search", "warning letter", "-k", "1", "--json")
    assert json.loads(found.stdout)["passages"][0]["review"] == "westmarch-child-k"


def test_an_error_reads_the_same_beside_it(server, library):
    failed = run(library, "search", "letters", "--board", "Nowhere")
    assert failed.returncode == 2
    assert "Nowhere" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_what_a_command_adds_is_found_and_what_it_removes_is_not(server, library, tmp_path):
    text = "Rapid Review\n\n1.1 The otter was counted twice by the ranger.\n\n1.2 Nobody counted the otter again.\n"
    (tmp_path / "otter-review.txt").write_text(text, encoding="utf-8")
    added = run(library, "add", str(tmp_path / "otter-review.txt"))
    assert added.returncode == 0, added.stderr
    search = ("search", "who counted the otter", "-k", "1", "--json")
    assert json.loads(run(library, *search).stdout)["passages"][0]["review"] == "otter-review"
    assert run(library, "remove", "otter-review").returncode == 0
    assert json.loads(run(library, *search).stdout)["passages"][0]["review"] != "otter-review"


def test_a_command_that_began_before_the_server_goes_on_through_it(server, library, tmp_path):
    (tmp_path / "heron.txt").write_text("Rapid Review\n\n1.1 The heron waited for the ferry.\n", encoding="utf-8")
    with SharedCasebook.open(library, settings=load_settings(library=library)) as casebook:
        assert [added.outcome for added in casebook.add([tmp_path / "heron.txt"])] == ["added"]
        assert casebook.search("who waited for the ferry", k=1).hits[0].unit.review == "heron"
        casebook.remove("heron")
    with SharedCasebook.open(library, settings=load_settings(library=library)) as casebook:
        assert casebook.searched().reviews == 2


def test_a_second_server_says_where_the_first_is(server, library):
    second = run(library, "serve", "--port", "0")
    assert second.returncode == 1
    assert presence.read(library).address in second.stderr


def test_the_index_is_made_anew_while_questions_are_answered(server, library):
    before = shard(library)
    here = presence.read(library)
    assert Client(here.address, key=here.key).index().state == "done"
    rebuilding = subprocess.Popen(
        [CASEBOOK, "index", "--rebuild"], env=environment(library), stdout=subprocess.PIPE, text=True
    )
    answered = 0
    while rebuilding.poll() is None:
        found = Client(here.address).search("warning letter", k=1)
        assert found.passages[0].review == "westmarch-child-k"
        answered += 1
    assert rebuilding.returncode == 0
    assert rebuilding.stdout.read().startswith("indexed    ")
    rebuilding.stdout.close()
    assert answered
    assert shard(library) not in (before, None)
    assert not before.exists()
    assert json.loads(run(library, "search", "warning letter", "-k", "1", "--json").stdout)["passages"]


def shard(library):
    """The one shard of the index on the disk."""
    found = [each for each in (library / "index").glob("shard*") if each.is_dir()]
    return found[0] if len(found) == 1 else None


def test_known_pairs_are_run_beside_it_as_without_it(server, library, folder, tmp_path):
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS), encoding="utf-8")
    beside = run(library, "eval", "run", str(pairs), "--quick", "--json", "--floors", os.devnull)
    assert beside.returncode == 0, beside.stderr
    alone = shutil.copytree(folder / "library", tmp_path / "library")
    without = run(alone, "eval", "run", str(pairs), "--quick", "--json", "--floors", os.devnull)
    assert without.returncode == 0, without.stderr
    assert outcomes(library, beside) == outcomes(alone, without)
    assert len(outcomes(library, beside)) == 3 * len(PAIRS)
    assert list((library / "index" / "lent").iterdir()) == []
    address = presence.read(library).address
    with urllib.request.urlopen(f"{address}/api/v1/eval/runs") as response:
        (shown,) = json.load(response)["runs"]
    with urllib.request.urlopen(address + shown["report"]) as response:
        assert PAIRS[0]["question"] in response.read().decode()


PAIRS = [
    {
        "id": "p1", "persona": "practitioner", "type": "fact", "scope": None,
        "question": "How many appointments did the health visitor miss?",
        "gold": [{"review": "westmarch-child-k", "label": "2.1", "occurrence": 1, "grade": 2}],
        "answer_points": [{"text": "three", "must": ["three appointments"]}],
    },
    {
        "id": "p2", "persona": "researcher", "type": "unanswerable", "scope": None,
        "question": "Which dentist saw Jonah?", "gold": [], "answer_points": [], "note": "No dentist is named.",
    },
]  # fmt: skip


def outcomes(library, ran):
    """What a run found, without how long it took."""
    path = library / "eval" / "runs" / f"{json.loads(ran.stdout)['run']['id']}.jsonl"
    rows = [json.loads(line).get("outcome") for line in path.read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in row.items() if key != "seconds"} for row in rows if row]


def test_a_sweep_runs_beside_it(server, library, tmp_path):
    pairs, grid = tmp_path / "pairs.jsonl", tmp_path / "grid.toml"
    pairs.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS), encoding="utf-8")
    grid.write_text("k = [5]\n[weights]\ndense = [0.0]\n", encoding="utf-8")
    swept = run(library, "eval", "sweep", str(grid), str(pairs), "--json")
    assert swept.returncode == 0, swept.stderr
    assert len(json.loads(swept.stdout)[0]["points"]) == 2


def test_the_local_routes_need_the_key(server, library):
    request = urllib.request.Request(f"{presence.read(library).address}/api/v1/local/searched", b"{}")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 401
    refused.value.close()


def test_a_password_is_asked_for_on_loopback_and_commands_of_this_machine_need_none(folder, tmp_path):
    library = tmp_path / "library"
    shutil.copytree(folder / "library", library)
    secret = {**environment(library), "CASEBOOK_PASSWORD": "s3cret"}
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen([CASEBOOK, "serve", "--port", "0"], env=secret, stdout=out, stderr=out)
    while (found := presence.read(library)) is None:
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    searched = run(library, "search", "warning letter", "-k", "1", "--json")
    assert json.loads(searched.stdout)["passages"][0]["review"] == "westmarch-child-k", searched.stderr
    with pytest.raises(ApiError, match="password") as refused:
        Client(found.address).search("warning letter")
    assert refused.value.status == 401
    assert Client(found.address, password="s3cret").search("warning letter").passages
    process.terminate()
    assert process.wait(timeout=20) == 0


def test_a_server_that_is_told_to_stop_leaves_nothing_behind(tmp_path):
    library = tmp_path / "library"
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen([CASEBOOK, "serve", "--port", "0"], env=environment(library), stdout=out, stderr=out)
    while presence.read(library) is None or not answers(presence.read(library)):
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    process.terminate()
    assert process.wait(timeout=20) == 0, log.read_text()
    assert not (library / presence.NAME).exists()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    "stale",
    [
        {"pid": 2**22 + 1, "address": "http://127.0.0.1:1", "key": "k"},  # no such process
        {"pid": os.getpid(), "address": "http://127.0.0.1:1", "key": "k"},  # a process, but no server of ours
        {"pid": "x", "address": 3, "key": None},
        {"other": 1},
    ],
)
def test_a_stale_file_counts_for_nothing(tmp_path, folder, stale):
    copy = tmp_path / "library"
    shutil.copytree(folder / "library", copy)
    (copy / presence.NAME).write_text(json.dumps(stale), encoding="utf-8")
    os.utime(copy / presence.NAME, (0, 0))
    assert ServedCasebook.find(copy, load_settings(library=copy)) is None


def test_a_command_waits_for_a_server_that_is_starting(tmp_path):
    here = Presence(os.getpid(), "http://127.0.0.1:1", "k")
    with presence.starting(tmp_path), ThreadPoolExecutor(1) as pool:
        found = pool.submit(presence.read_soon, tmp_path)
        time.sleep(0.3)
        assert not found.done()
        with presence.announced(tmp_path, here):
            assert found.result(timeout=5) == here
    assert presence.read_soon(tmp_path) is None


def test_the_file_goes_when_the_server_ends(tmp_path):
    here = Presence(os.getpid(), "http://127.0.0.1:1", "k")
    with presence.announced(tmp_path, here):
        assert presence.read(tmp_path) == here
    assert presence.read(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_index_is_not_to_be_had_from_a_served_library(folder):
    casebook = ServedCasebook(None, load_settings(), Presence(1, "http://127.0.0.1:1", "k"))
    with pytest.raises(IndexBusy, match=r"process 1, http://127.0.0.1:1"):
        _ = casebook.index
