"""The cross-encoder's graph gives what the model that it was made of gives."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from index.embedding.cross_encoder import MAX_TOKENS, CrossEncoder
from ingest.errors import ModelError

PAIRS = [
    "The health visitor did not see the child. [SEP] In March. [SEP] What happened",
    "He was arrested on 5 May.",
    "It rained. " * 60,
]
QUESTION = "Who saw the child?"


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A head on the packaged layers as they are."""
    draw = np.random.default_rng(1)
    target = tmp_path_factory.mktemp("weights") / "small.safetensors"
    head = {"head.weight": draw.normal(size=(2, 384)) / 20, "head.bias": np.array([0.5, -0.5])}
    save_file({name: values.astype(np.float16) for name, values in head.items()}, target)
    return target


@pytest.mark.slow
def test_its_scores_are_those_of_the_model(weights: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.numpy import load_file
    from transformers import AutoModel, AutoTokenizer

    from index.embedding.weights import packaged_model

    ours = CrossEncoder(weights, tmp_path).score(QUESTION, PAIRS)
    tokenizer, model = (
        AutoTokenizer.from_pretrained(str(packaged_model())),
        AutoModel.from_pretrained(str(packaged_model())),
    )
    given = tokenizer(
        [QUESTION] * len(PAIRS),
        PAIRS,
        truncation="only_second",
        max_length=MAX_TOKENS,
        padding=True,
        return_tensors="pt",
    )
    with torch.no_grad():
        first = model(**given).last_hidden_state[:, 0].numpy()
    head = load_file(weights)
    theirs = first @ head["head.weight"].astype(np.float32).T + head["head.bias"].astype(np.float32)
    assert ours.shape == (3, 2)
    assert np.abs(ours - theirs).max() < 0.15  # eight bits against float32


def test_the_graph_is_made_once_and_nothing_is_left_beside_it(weights: Path, tmp_path: Path) -> None:
    CrossEncoder(weights, tmp_path)
    made = [(path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir()]
    CrossEncoder(weights, tmp_path)
    assert [(path.name, path.stat().st_mtime_ns) for path in tmp_path.iterdir()] == made
    assert len(made) == 1


def test_a_damaged_graph_says_what_to_do(weights: Path, tmp_path: Path) -> None:
    CrossEncoder(weights, tmp_path)
    (graph,) = tmp_path.iterdir()
    graph.write_bytes(b"no graph")
    with pytest.raises(ModelError) as caught:
        CrossEncoder(weights, tmp_path)
    assert "Delete it" in caught.value.remedy
