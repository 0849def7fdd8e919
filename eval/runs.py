"""A run on disk: JSON Lines, a header and then an outcome a line, so that an interrupted run can go on."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from ingest.errors import InputError

VERSION = 1
_PACKAGES = ("casebook", "qdrant-edge-py", "onnxruntime", "tokenizers", "llama-index-core", "sentence-transformers")


class RunError(InputError):
    """A run file is missing, damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class Header:
    """What was run: enough to tell whether two runs may be compared, and to run it again."""

    id: str
    created: str
    dataset: str
    dataset_sha256: str
    systems: tuple[str, ...]
    index: str
    model: str
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    machine: str
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system did with one question.

    Args:
        measures: name -> value; only those owed for a question of this type.
        ranked: unit ids, best first; empty for systems that know no units.
        cited: ids of the units that the answer cites, in order.
        quotes, quotes_failed: quotations shown, and those that an independent check did not find in their unit.
        seconds: wall time of the question, in this process.
        error: the message where the system failed; every measure owed is then 0.
    """

    system: str
    pair: str
    measures: Mapping[str, float]
    ranked: tuple[str, ...] = ()
    answered: bool | None = None
    answer: str = ""
    cited: tuple[str, ...] = ()
    confidence: float = 0.0
    quotes: int = 0
    quotes_failed: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A header and its outcomes; `complete` once every question has been put to every system.

    `judged` are what language models said of the run as a whole (`eval/judged.py`), secondary to all else.
    """

    header: Header
    outcomes: tuple[Outcome, ...]
    complete: bool = False
    judged: tuple[Mapping[str, Any], ...] = ()

    def measured(self, system: str) -> dict[str, dict[str, float]]:
        """Measure -> pair id -> value, for one system."""
        table: dict[str, dict[str, float]] = {}
        for outcome in self.outcomes:
            if outcome.system == system:
                for name, value in outcome.measures.items():
                    table.setdefault(name, {})[outcome.pair] = value
        return table


def header(*, dataset: Path, systems: tuple[str, ...], index: str, model: str, settings: Mapping[str, Any]) -> Header:
    """The header of a new run, named by its time."""
    now = datetime.now(UTC)
    return Header(
        id=now.strftime("%Y%m%d-%H%M%S"),
        created=now.isoformat(timespec="seconds"),
        dataset=dataset.name,
        dataset_sha256=hashlib.sha256(dataset.read_bytes()).hexdigest(),
        systems=systems,
        index=index,
        model=model,
        settings=settings,
        versions={name: _version(name) for name in _PACKAGES},
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


@dataclass(slots=True)
class RunWriter:
    """Appends outcomes to a run file; each is on disk when `add` returns."""

    path: Path
    header: Header
    done: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def start(cls, folder: Path, new: Header) -> RunWriter:
        """A new run file, or an interrupted one of the same question set, index and settings, which goes on."""
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.jsonl"), reverse=True):
            run = _tolerant(path)
            if run and not run.complete and _same(run.header, new):
                return cls(path, run.header, {(each.system, each.pair) for each in run.outcomes})
        path = folder / f"{new.id}.jsonl"
        path.write_text(json.dumps({"header": asdict(new)}) + "\n", encoding="utf-8")
        return cls(path, new)

    def add(self, outcome: Outcome) -> None:
        """Append one outcome."""
        self._append({"outcome": asdict(outcome)})
        self.done.add((outcome.system, outcome.pair))

    def judge(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add what a language model said of the whole run; what one said before is replaced."""
        self._append({"judged": rows})

    def finish(self) -> Run:
        """Mark the run complete and read it back."""
        self._append({"complete": True})
        return load_run(self.path)

    def _append(self, row: Mapping[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())


def _same(a: Header, b: Header) -> bool:
    def key(each: Header) -> tuple[Any, ...]:
        return (each.dataset_sha256, each.systems, each.index, each.model, dict(each.settings), dict(each.versions))

    return key(a) == key(b)


def _tolerant(path: Path) -> Run | None:
    try:
        return load_run(path)
    except RunError:
        return None


def load_run(path: Path) -> Run:
    """Read a run file.

    Raises:
        RunError: it is missing, damaged, or of another version.
    """
    if not path.is_file():
        raise RunError(f"There is no run at {path}.", remedy="See the runs of a library with `casebook eval runs`.")
    found: Header | None = None
    outcomes: dict[tuple[str, str], Outcome] = {}
    complete = False
    judged: list[Mapping[str, Any]] = []
    for number, row in enumerate(_rows(path), start=1):
        if "header" in row:
            found = _header(row["header"], path)
        elif "outcome" in row:
            outcome = _outcome(row["outcome"], f"{path.name}, line {number}")
            outcomes[outcome.system, outcome.pair] = outcome
        elif "judged" in row:
            judged = row["judged"]
        complete = complete or bool(row.get("complete"))
    if found is None:
        raise RunError(f"{path.name} is not a run file: its first line is no header.")
    return Run(found, tuple(outcomes.values()), complete, tuple(judged))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            if number == len(lines):
                return  # The line that was being written when the run was interrupted.
            raise RunError(f"{path.name}, line {number}, is damaged.", remedy="Run the evaluation again.") from error
        if not isinstance(row, dict):
            raise RunError(f"{path.name}, line {number}, is not part of a run file.")
        yield row


def _header(raw: dict[str, Any], path: Path) -> Header:
    if raw.get("version") != VERSION:
        raise RunError(
            f"{path.name} was written in version {raw.get('version')} of the run form; this is version {VERSION}.",
            remedy="Run the evaluation again.",
        )
    try:
        return Header(**{**raw, "systems": tuple(raw["systems"])})
    except (TypeError, KeyError) as error:
        raise RunError(f"{path.name} has a damaged header ({error}).", remedy="Run the evaluation again.") from error


def _outcome(raw: dict[str, Any], place: str) -> Outcome:
    try:
        tuples = {key: tuple(raw[key]) for key in ("ranked", "cited", "quotes_failed")}
        return Outcome(**{**raw, **tuples})
    except (TypeError, KeyError) as error:
        raise RunError(f"{place}, is damaged ({error}).", remedy="Run the evaluation again.") from error
