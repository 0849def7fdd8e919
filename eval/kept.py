"""The questions of each run, kept in the library's folder, so that its report can be made later."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

_SHIPPED = Path(__file__).parent / "datasets"


def keep_dataset(dataset: Path, library: Path) -> None:
    """Keep a copy of a dataset under its digest; it holds no text of a review."""
    kept = _place(library, hashlib.sha256(dataset.read_bytes()).hexdigest())
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dataset, kept)


def dataset_of(library: Path, digest: str) -> Path | None:
    """The dataset of that SHA-256: kept with the library, or one of those shipped; None where it is neither."""
    kept = _place(library, digest)
    if kept.is_file():
        return kept
    shipped = sorted(_SHIPPED.glob("*.jsonl"))
    return next((path for path in shipped if hashlib.sha256(path.read_bytes()).hexdigest() == digest), None)


def _place(library: Path, digest: str) -> Path:
    return library / "eval" / "datasets" / f"{digest[:32]}.jsonl"
