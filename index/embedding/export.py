"""The encoder's graphs in the cache, written on first use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from index.embedding.weights import DIGEST, NAME, check_digest, packaged_model
from ingest.errors import ModelError

#: Bump when another graph is written, so that an old one in the cache is not taken for it.
GRAPH_VERSION = 1


def exported_graph(cache: Path) -> Path:
    """The graph in float32: what queries are embedded with.

    Raises:
        ModelError: the weights are not the published ones, or the cache cannot be written.
    """
    return _made(cache, "", _write)


def quantized_graph(cache: Path) -> Path:
    """The graph in eight bits: what documents are embedded with.

    Raises:
        ModelError: as `exported_graph`.
    """
    from index.embedding.quantize import quantize

    return _made(cache, "-int8", lambda target: quantize(exported_graph(cache), target))


def _write(target: Path) -> None:
    from index.embedding.graph import write_graph

    weights = packaged_model() / "model.safetensors"
    check_digest(weights)
    write_graph(weights, target)


def _made(cache: Path, kind: str, write: Callable[[Path], None]) -> Path:
    """Written aside, then renamed: several processes may do it at once, and none sees half a file."""
    target = cache / f"{NAME}-{DIGEST[:16]}-v{GRAPH_VERSION}{kind}.onnx"
    if target.is_file():
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=cache, suffix=".onnx.part")
        os.close(handle)
        try:
            write(Path(aside))
            Path(aside).replace(target)
        finally:
            Path(aside).unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(
            f"The embedding model cannot be written to {cache}: {error.strerror or error}.",
            remedy="Free some disk space or set CASEBOOK_CACHE to another folder.",
        ) from error
    return target
