"""A file that breaks its reader costs that file and nothing else."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from ingest.isolate import Worker, parse_isolated, run_isolated
from ingest.settings import Limits


@pytest.fixture(scope="module")
def worker():
    worker = Worker()
    yield worker
    worker.close()


def process(worker):
    return worker.call(os.getpid, (), "a.txt", Limits())


def test_a_file_is_read_in_another_process(tmp_path):
    (tmp_path / "a.md").write_text("# Child Bryn\n\n1.1 The board met.\n")
    source = parse_isolated(tmp_path / "a.md", Limits())
    assert [block.text for block in source.blocks] == ["Child Bryn", "1.1 The board met."]
    assert run_isolated(os.getpid, name="a.md", limits=Limits()) != os.getpid()


def test_one_process_reads_many_files_quickly(worker):
    first = process(worker)
    before = time.monotonic()
    assert {process(worker) for _ in range(50)} == {first}
    assert time.monotonic() - before < 5


def test_errors_cross_the_boundary_as_they_were_raised(tmp_path):
    with pytest.raises(UnreadableFile, match=r"a\.txt is not there"):
        parse_isolated(tmp_path / "a.txt", Limits())
    (tmp_path / "a.xyz").write_text("x")
    with pytest.raises(UnsupportedFormat) as caught:
        parse_isolated(tmp_path / "a.xyz", Limits())
    assert ".docx" in caught.value.remedy


def test_what_takes_too_long_is_stopped(worker):
    before = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"slow\.pdf took longer than 0\.5 seconds"):
        worker.call(time.sleep, (60,), "slow.pdf", Limits(seconds=0.5))
    assert time.monotonic() - before < 20
    assert process(worker) != os.getpid()


def test_what_takes_too_much_memory_is_stopped(worker):
    with pytest.raises(LimitExceeded, match=r"bomb\.docx needs more memory"):
        worker.call(bytearray, (3_000_000_000,), "bomb.docx", Limits(memory_bytes=1_000_000_000))
    assert len(worker.call(bytearray, (10_000_000,), "a.docx", Limits(memory_bytes=1_000_000_000))) == 10_000_000


@pytest.mark.parametrize(
    ("function", "argument", "status"),
    [(os._exit, 3, "3"), (ctypes.string_at, 0, "-11"), (os.abort, None, "-6")],
)
def test_a_crash_of_the_parser_is_an_error_of_that_file(worker, function, argument, status):
    arguments = () if argument is None else (argument,)
    with pytest.raises(UnreadableFile, match=rf"broken\.pdf broke .* \(exit status {status}\)"):
        worker.call(function, arguments, "broken.pdf", Limits())
    assert process(worker) > 0


def test_memory_that_the_system_takes_back_is_named(worker):
    with pytest.raises(LimitExceeded, match="more memory than there is"):
        worker.call(signal.raise_signal, (signal.SIGKILL,), "a.pdf", Limits())


def test_an_unforeseen_error_names_the_file_and_keeps_its_traceback(worker):
    with pytest.raises(UnreadableFile, match=r"a\.pdf could not be read: ValueError") as caught:
        worker.call(int, ("x",), "a.pdf", Limits())
    assert "Traceback" in caught.value.__notes__[0]


def test_what_libraries_print_does_not_mix_in(worker):
    assert worker.call(print, ("noise",), "a.txt", Limits()) is None
    assert worker.call(os.system, ("echo noise",), "a.txt", Limits()) == 0


def test_calls_from_many_threads_wait_for_each_other(worker):
    found = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(worker.call(abs, (-n,), "a", Limits()))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(8))


def test_a_script_without_a_main_guard_runs_once(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import os, sys\nfrom ingest.isolate import run_isolated\nfrom ingest.settings import Limits\n"
        "print('start'); run_isolated(os.getpid, name='a', limits=Limits()); print('end')\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, cwd=root, check=False)
    assert (done.stdout, done.stderr) == ("start\nend\n", "")


def test_no_worker_outlives_a_caller_that_was_killed(tmp_path):
    script = (
        "import os, signal, time\nfrom ingest.isolate import _WORKER\nfrom ingest.settings import Limits\n"
        "print(_WORKER.call(os.getpid, (), 'a', Limits()), flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=root, check=False
    )
    worker_id = int(done.stdout)
    for _ in range(50):
        if not _alive(worker_id):
            return
        time.sleep(0.1)
    pytest.fail(f"process {worker_id} is still there")


def _alive(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
