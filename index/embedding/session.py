"""Sessions of onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.errors import ModelError


def open_session(graph: Path, threads: int, *, spinning: bool) -> Any:
    """A session on an exported graph.

    Args:
        spinning: threads wait for work busily, which pays between batches but not after a query, when the store needs
            the cores.

    Raises:
        ModelError: the graph is damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "1" if spinning else "0")
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own types for a damaged file
        raise ModelError(
            f"The exported model {graph} cannot be loaded ({type(error).__name__}).",
            remedy=f"Delete it; it is written again on the next use: {graph}",
        ) from error
