"""Parsing in a process of its own, which can be stopped: a file that takes too long, too much memory, or brings
down the parser costs that file alone.

One worker serves many files, so a file costs no start of Python; it is replaced after it was stopped. The worker
is a plain `python -c`, not a fork of the caller (whose threads a fork would break) and not multiprocessing's
spawn (which runs the caller's main script again).
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ingest import errors
from ingest.errors import CasebookError, LimitExceeded, UnreadableFile
from ingest.settings import Limits
from ingest.source import Source

Result = TypeVar("Result")
#: Files after which a worker is replaced, so that what libraries leak does not add up.
FILES_A_WORKER = 200
_LENGTH = struct.Struct(">Q")
_START = "import sys; sys.path[:] = {path!r}; from ingest.isolate import serve; serve()"
_STARTING = 60.0


def parse_isolated(path: Path, limits: Limits) -> Source:
    """Read one file in the worker process.

    Raises:
        UnreadableFile: it cannot be read, or the parser broke down over it.
        LimitExceeded: it took more time or memory than `limits` allow.
        UnsupportedFormat: no reader takes this kind of file.
    """
    return run_isolated(_read, path, limits, name=path.name, limits=limits)


def run_isolated(function: Callable[..., Result], *args: Any, name: str, limits: Limits) -> Result:
    """Call a module-level function in the worker process; `name` is the file's, for errors.

    Raises:
        CasebookError: as the function raises; UnreadableFile where it fails in any other way.
    """
    return _WORKER.call(function, args, name, limits)


def _read(path: Path, limits: Limits) -> Source:
    from ingest.readers import read

    return read(path, limits)


class Worker:
    """A process that runs one function at a time; started when first called, started anew after it was stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._served = 0
        self._owner = os.getpid()

    def call(self, function: Callable[..., Result], args: tuple[Any, ...], name: str, limits: Limits) -> Result:
        """The function's value.

        Raises:
            CasebookError: as the function raises; UnreadableFile where it fails in any other way;
                LimitExceeded where it had to be stopped.
        """
        job = pickle.dumps((function, args, limits.memory_bytes))
        with self._lock:
            try:
                answer = self._answer(job, limits.seconds)
            except BaseException:  # an interrupt from the keyboard too must leave no worker behind
                self.close()
                raise
            if answer is None:
                status = self._end()
                raise _stopped(name, status, limits)
        value: Result = _value(answer, name)
        return value

    def close(self) -> None:
        """Ends the process at once; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe:
                        pipe.close()

    def _answer(self, job: bytes, seconds: float) -> bytes | None:
        """What the worker sent; None where it ended or the time ran out."""
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(_LENGTH.pack(len(job)) + job)
            process.stdin.flush()
            return self._answers.get(timeout=seconds)
        except BrokenPipeError:
            return None
        except queue.Empty:
            return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # a fork of the caller must not use its parent's worker
            self._process, self._owner = None, os.getpid()
        if self._process is not None and (self._process.poll() is not None or self._served >= FILES_A_WORKER):
            self.close()
        if self._process is None:
            self._process = _start()
            self._answers = queue.SimpleQueue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
            self._served = 0
            if self._answers.get(timeout=_STARTING) is None:  # it says once that it is ready
                self.close()
                raise UnreadableFile(
                    "The process that reads files could not be started.", remedy="Is Casebook installed whole?"
                )
        self._served += 1
        return self._process

    def _end(self) -> int | None:
        """Stops the worker; the status it ended with by itself, None where it was still at work."""
        process = self._process
        status = None
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = process.wait(timeout=0.2)
        self.close()
        return status


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _START.format(path=sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _listen(stream: BinaryIO, answers: queue.SimpleQueue[bytes | None]) -> None:
    """Passes on each message of a worker, and None at its end."""
    with contextlib.suppress(OSError, ValueError):
        while (message := _receive(stream)) is not None:
            answers.put(message)
    answers.put(None)


def _receive(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def _stopped(name: str, status: int | None, limits: Limits) -> CasebookError:
    if status is None:
        return LimitExceeded(
            f"{name} took longer than {limits.seconds:g} seconds to read and was stopped.",
            remedy="Raise CASEBOOK_MAX_SECONDS if the file is worth the wait.",
        )
    if status == -9:  # the system ends with this signal what takes its last memory
        return LimitExceeded(f"{name} took more memory than there is.", remedy="Check where the file comes from.")
    return UnreadableFile(
        f"{name} broke the program that reads it down (exit status {status}).",
        remedy="Open it in the program that made it and save a new copy, or print it to PDF.",
    )


def _value(answer: bytes, name: str) -> Any:
    kind, *rest = pickle.loads(answer)
    if kind == "value":
        return rest[0]
    if kind == "error":
        error, message, remedy = rest
        raise getattr(errors, error, errors.IngestError)(message, remedy=remedy)
    if kind == "memory":
        raise LimitExceeded(
            f"{name} needs more memory to read than is allowed.", remedy="Check where the file comes from."
        )
    broken = UnreadableFile(
        f"{name} could not be read: {rest[0]}.", remedy="The file is unusual or damaged; a new copy may help."
    )
    broken.add_note(rest[1])
    raise broken


def serve() -> None:
    """The worker's side: takes jobs from standard input until it closes, answers on what was standard output."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interrupt ends
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what libraries print must not mix in
    threading.Thread(target=_take, args=(sys.stdin.buffer, jobs), daemon=True).start()
    _send(out, b"ready")
    while True:
        _send(out, _work(jobs.get()))


def _take(stream: BinaryIO, jobs: queue.SimpleQueue[bytes]) -> None:
    while (job := _receive(stream)) is not None:
        jobs.put(job)
    os._exit(0)  # the caller is gone: stop, even in the middle of a file


def _send(stream: BinaryIO, message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def _work(job: bytes) -> bytes:
    try:
        function, args, memory = pickle.loads(job)
        _limit_memory(memory)
        return pickle.dumps(("value", function(*args)))
    except CasebookError as error:
        return pickle.dumps(("error", type(error).__name__, error.message, error.remedy))
    except MemoryError:
        return pickle.dumps(("memory",))
    except RecursionError:
        return pickle.dumps(("error", "LimitExceeded", "The file is nested too deeply to read.", ""))
    except Exception as error:
        return pickle.dumps(("broken", f"{type(error).__name__}: {error}"[:300], traceback.format_exc()))


def _limit_memory(size: int) -> None:
    """Bounds what the process may allocate, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (size if hard < 0 else min(size, hard), hard))


_WORKER = Worker()
atexit.register(_WORKER.close)
