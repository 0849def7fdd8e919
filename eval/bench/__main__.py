"""Every measure of retrieval beside its rivals: `make bench`.

    python -m eval.bench [--passages 100000]

Each part runs in a process of its own, one after another, and says how long it took. On a machine that does other work
meanwhile the times are too long, for all alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date

from eval.bench.retrieval import HOME

#: No model hub, and no progress bars or advice of the rivals' among the figures.
QUIETLY = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "TQDM_DISABLE": "1", "PYTHONWARNINGS": "ignore"}


def parts(passages: int) -> list[tuple[str, list[str]]]:
    """Titles and commands."""
    here = [sys.executable, "-m"]
    scifact = HOME.parent / "shared" / "beir" / "scifact"
    made = [
        ("The right paragraphs", [*here, "eval.bench.retrieval"]),
        ("More reviews; questions over several", [*here, "eval.bench.growth"]),
        ("Speed, a small library", [*here, "eval.bench.speed"]),
        ("Speed and size, a large library", [*here, "eval.bench.scale", "--passages", str(passages)]),
    ]
    if scifact.is_dir():
        casebook = [sys.executable, "-c", "from app.cli.main import main; main()"]
        made.append(("Another collection: SciFact", [*casebook, "eval", "beir", str(scifact), "--json"]))
    return made


def run(title: str, command: Sequence[str]) -> int:
    """Runs one part; returns its exit status."""
    print(f"\n## {title}\n", flush=True)
    started = time.monotonic()
    status = subprocess.run(command, env=os.environ | QUIETLY).returncode
    print(f"\n({time.monotonic() - started:.0f} s)", flush=True)
    return status


def main() -> None:
    """Runs all parts; the exit status is 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000, help="of the large library")
    passages = parser.parse_args().passages
    print(f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    started = time.monotonic()
    failed = [title for title, command in parts(passages) if run(title, command)]
    print(f"\nAll of it: {(time.monotonic() - started) / 60:.0f} min")
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
