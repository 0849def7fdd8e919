"""The API against its own document: schemathesis asks everything that `/openapi.json` allows and forbids.

    python -m eval.bench.api [--examples N] LIBRARY

Serves a copy of the library, since the run adds, describes and removes. The exit status is that of schemathesis.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.api import presence
from eval.bench.web import served


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--examples", type=int, default=10, help="Cases made for each call and phase.")
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "library"
        shutil.copytree(wanted.library, copy, ignore=shutil.ignore_patterns(presence.NAME))
        with served(copy) as server:
            command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.address}/openapi.json"]
            options = ["--checks", "all", "--max-examples", str(wanted.examples), "--request-timeout", "60"]
            key = ["--header", f"Authorization: Bearer {server.key}"]
            return subprocess.run([*command, *options, *key], cwd=scratch, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
