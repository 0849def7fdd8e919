"""Writes a MiniLM (BERT) encoder as an ONNX graph straight from its safetensors, with onnxruntime's fused operators.

Devlin et al. 2019 with post-layer normalisation: each layer is attention, add and normalise, feed-forward with GELU,
add and normalise. Written out by hand it needs no torch, takes about two seconds instead of ten, and gives onnxruntime
the fused operators (Attention, SkipLayerNormalization, BiasGelu) that an exported graph hides from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = Mapping[str, NDArray[np.float32]]

FUSED = "com.microsoft"
EPSILON = 1e-12
OPSET, FUSED_OPSET, IR = 17, 1, 9


@dataclass(frozen=True, slots=True)
class Shape:
    """Layers, attention heads and hidden size of the encoder."""

    layers: int = 6
    heads: int = 12
    hidden: int = 384


@dataclass(slots=True)
class _Graph:
    nodes: list[Any] = field(default_factory=list)
    tensors: list[Any] = field(default_factory=list)

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.tensors.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def node(self, op: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(op, inputs, outputs, name=outputs[0], domain=domain, **attributes))
        return outputs[0]


def _embeddings(graph: _Graph, weights: Weights, *, segments: bool) -> str:
    positions = weights["embeddings.position_embeddings.weight"]
    types = weights["embeddings.token_type_embeddings.weight"]
    # Without segments all texts are of segment 0: its vector is folded into the positions.
    inputs = [
        "ids",
        "segments" if segments else "",
        graph.tensor("words", weights["embeddings.word_embeddings.weight"]),
        graph.tensor("positions", positions if segments else positions + types[0]),
        graph.tensor("types", types) if segments else "",
        graph.tensor("norm.scale", weights["embeddings.LayerNorm.weight"]),
        graph.tensor("norm.bias", weights["embeddings.LayerNorm.bias"]),
        "mask",
    ]
    return graph.node("EmbedLayerNormalization", inputs, ["embedded", "lengths"], FUSED, epsilon=EPSILON)


def _attention(graph: _Graph, weights: Weights, at: str, x: str, heads: int) -> str:
    parts = ("query", "key", "value")
    kernel = np.concatenate([weights[f"{at}attention.self.{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([weights[f"{at}attention.self.{part}.bias"] for part in parts])
    inputs = [x, graph.tensor(f"{at}qkv", kernel), graph.tensor(f"{at}qkv.bias", bias), "lengths"]
    return graph.node("Attention", inputs, [f"{at}attended"], FUSED, num_heads=heads)


def _linear(graph: _Graph, weights: Weights, at: str, name: str, x: str) -> str:
    kernel = graph.tensor(f"{at}{name}.kernel", weights[f"{at}{name}.dense.weight"].T)
    return graph.node("MatMul", [x, kernel], [f"{at}{name}.product"])


def _add_and_normalise(graph: _Graph, weights: Weights, at: str, name: str, x: str, product: str, output: str) -> str:
    inputs = [
        x,
        product,
        graph.tensor(f"{at}{name}.scale", weights[f"{at}{name}.LayerNorm.weight"]),
        graph.tensor(f"{at}{name}.shift", weights[f"{at}{name}.LayerNorm.bias"]),
        graph.tensor(f"{at}{name}.bias", weights[f"{at}{name}.dense.bias"]),
    ]
    return graph.node("SkipLayerNormalization", inputs, [output], FUSED, epsilon=EPSILON)


def _layer(graph: _Graph, weights: Weights, at: str, x: str, *, heads: int, output: str) -> str:
    attended = _linear(graph, weights, at, "attention.output", _attention(graph, weights, at, x, heads))
    x = _add_and_normalise(graph, weights, at, "attention.output", x, attended, f"{at}mid")
    wide = _linear(graph, weights, at, "intermediate", x)
    bias = graph.tensor(f"{at}intermediate.bias", weights[f"{at}intermediate.dense.bias"])
    wide = graph.node("BiasGelu", [wide, bias], [f"{at}gelu"], FUSED)
    return _add_and_normalise(graph, weights, at, "output", x, _linear(graph, weights, at, "output", wide), output)


def write_graph(weights_file: Path, target: Path, shape: Shape = Shape()) -> None:
    """Writes `target`: int32 inputs `ids` and `mask` of shape (batch, length), float32 output `tokens`
    (batch, length, hidden), the last hidden state."""
    from safetensors.numpy import load_file

    graph = _Graph()
    _encoder(graph, load_file(weights_file), shape, segments=False)
    _save(graph, target, ("ids", "mask"), ("tokens", ["batch", "length", shape.hidden]))


def write_cross_encoder(weights: Weights, target: Path, shape: Shape = Shape()) -> None:
    """Writes `target`: int32 inputs `ids`, `segments` and `mask` of shape (batch, length), float32 output `scores`
    (batch, outputs): a linear layer on the last hidden state of the first token.

    Args:
        weights: as of an encoder, and `head.weight` (outputs, hidden) and `head.bias` (outputs,).
    """
    graph = _Graph()
    tokens = _encoder(graph, weights, shape, segments=True)
    first = graph.node("Gather", [tokens, graph.tensor("first", np.array(0, np.int64))], ["pooled"], axis=1)
    kernel, bias = (
        graph.tensor("head.kernel", weights["head.weight"].T),
        graph.tensor("head.bias", weights["head.bias"]),
    )
    graph.node("Gemm", [first, kernel, bias], ["scores"])
    _save(graph, target, ("ids", "segments", "mask"), ("scores", ["batch", len(weights["head.bias"])]))


def _encoder(graph: _Graph, weights: Weights, shape: Shape, *, segments: bool) -> str:
    x = _embeddings(graph, weights, segments=segments)
    for layer in range(shape.layers):
        output = "tokens" if layer == shape.layers - 1 else f"layer.{layer}"
        x = _layer(graph, weights, f"encoder.layer.{layer}.", x, heads=shape.heads, output=output)
    return x


def _save(graph: _Graph, target: Path, inputs: tuple[str, ...], output: tuple[str, list[str | int]]) -> None:
    import onnx
    from onnx import TensorProto, helper

    taken = [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "length"]) for name in inputs]
    given = [helper.make_tensor_value_info(output[0], TensorProto.FLOAT, output[1])]
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, FUSED_OPSET)]
    made = helper.make_graph(graph.nodes, "encoder", taken, given, graph.tensors)
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=IR), target)
