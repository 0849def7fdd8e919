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
    return write_once(cache, _named(""), _write)


def quantized_graph(cache: Path) -> Path:
    """The graph in eight bits: what documents are embedded with.

    Raises:
        ModelError: as `exported_graph`.
    """
    from index.embedding.quantize import quantize

    return write_once(cache, _named("-int8"), lambda target: quantize(exported_graph(cache), target))


def _write(target: Path) -> None:
    from index.embedding.graph import write_graph

    weights = packaged_model() / "model.safetensors"
    check_digest(weights)
    write_graph(weights, target)


def _named(kind: str) -> str:
    return f"{NAME}-{DIGEST[:16]}{kind}"


def write_once(cache: Path, name: str, write: Callable[[Path], None]) -> Path:
    """A graph in the cache, made where it is not there yet.

    Written aside, then renamed: several processes may do it at once, and none sees half a file.

    Args:
        name: of the file, without ending; tells all that the graph is made of.

    Raises:
        ModelError: the cache cannot be written.
    """
    target = cache / f"{name}-v{GRAPH_VERSION}.onnx"
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
