"""Eight-bit weights and activations where they cost little accuracy: documents are embedded about twice as fast.

Dynamic quantization, per output channel for the weights (onnxruntime). The second matrix of each feed-forward block
stays in float32: its input has outliers that eight bits cannot hold. Measured in docs/retrieval.md.
"""

from __future__ import annotations

import logging
from pathlib import Path

from index.embedding.graph import Shape


def quantize(source: Path, target: Path, shape: Shape = Shape()) -> None:
    """Writes the eight-bit form of a graph that `write_graph` wrote."""
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kept = [f"encoder.layer.{layer}.output.product" for layer in range(shape.layers)]
    logger = logging.getLogger()
    before = logger.level
    # onnxruntime advises on the root logger to run a preparation that fused graphs do not need.
    logger.setLevel(logging.ERROR)
    try:
        quantize_dynamic(
            source,
            target,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=kept,
            # Types behind onnxruntime's own operators cannot be inferred; all of ours are float.
            extra_options={"DefaultTensorType": TensorProto.FLOAT, "MatMulConstBOnly": True},
        )
    finally:
        logger.setLevel(before)
