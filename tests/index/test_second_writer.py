"""A second `casebook add` on one library waits for the first to let go of the index; nothing fails or is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from index.projection import DIMENSIONS
from index.stores.edge import EdgeStore
from index.stores.store import Dimensions

CASEBOOK = str(Path(sys.executable).with_name("casebook"))
TEXT = (
    "1. Introduction\n\n1.1 The school told nobody that the child had moved.\n\n1.2 No letter was sent to her mother.\n"
)


def test_reviews_are_indexed_once_the_other_process_has_finished(tmp_path: Path) -> None:
    (tmp_path / "review.txt").write_text(TEXT, encoding="utf-8")
    library = tmp_path / "library"
    held = EdgeStore(library / "index" / "shard", Dimensions(384, DIMENSIONS))
    command = [CASEBOOK, "--library", str(library), "add", str(tmp_path / "review.txt")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as adding:
        assert adding.stderr is not None
        assert adding.stdout is not None
        said = adding.stderr.readline()
        held.close()
        assert adding.wait(timeout=60) == 0
        assert "added" in adding.stdout.read()
    assert said.startswith(f"Waiting: Another process (number {os.getpid()}) is using the index in")
    found = subprocess.run(
        [CASEBOOK, "--library", str(library), "search", "letter to the mother", "-k", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1.2" in found.stdout
