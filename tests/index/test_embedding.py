"""The default encoder against sentence-transformers, and the export of its graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedding.export import exported_graph
from index.embedding.onnx import OnnxEncoder
from index.embedding.weights import check_digest, packaged_model
from ingest.errors import ModelError

TEXTS = [
    "The health visitor did not ask how the bruise came about.",
    "A",
    "Supervision was cancelled " * 60,
    "Ünïcode, £5 & 'quotes' — 7.3.32",
]


@pytest.fixture(scope="module")
def precise(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    return OnnxEncoder(tmp_path_factory.mktemp("precise"), precise=True)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(precise: OnnxEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from index.embedding.sentence_transformers import SentenceTransformerEncoder

    reference = SentenceTransformerEncoder(str(packaged_model()))
    assert reference.size == precise.size
    ours, theirs = dict(precise.encode(TEXTS)), dict(reference.encode(TEXTS))
    for at in range(len(TEXTS)):
        np.testing.assert_allclose(ours[at].vector, theirs[at].vector, atol=1e-3)
        np.testing.assert_allclose(ours[at].tokens, theirs[at].tokens, atol=1e-2)
        assert ours[at].ids.tolist() == theirs[at].ids.tolist()
        assert ours[at].spans.tolist() == theirs[at].spans.tolist()


def test_every_text_comes_back_once_whatever_its_length(encoder: OnnxEncoder) -> None:
    steps: list[tuple[int, int]] = []
    found = dict(encoder.encode(TEXTS, lambda done, total: steps.append((done, total))))
    assert sorted(found) == [0, 1, 2, 3]
    assert steps[-1] == (4, 4)
    assert all(abs(np.linalg.norm(one.vector) - 1) < 1e-5 for one in found.values())


def test_a_text_has_the_same_vector_alone_and_in_a_batch(precise: OnnxEncoder) -> None:
    batch = dict(precise.encode(TEXTS))
    np.testing.assert_allclose(batch[0].vector, precise.encode_one(TEXTS[0]).vector, atol=1e-5)


def test_the_same_query_again_gives_the_same_and_another_does_not(encoder: OnnxEncoder) -> None:
    first = encoder.encode_one("Why was nobody told?")
    assert encoder.encode_one("Why was nobody told?").vector.tolist() == first.vector.tolist()
    assert encoder.encode_one("Who was told?").vector.tolist() != first.vector.tolist()


def test_documents_in_eight_bits_stay_close(encoder: OnnxEncoder, precise: OnnxEncoder) -> None:
    eight, full = dict(encoder.encode(TEXTS)), dict(precise.encode(TEXTS))
    cosines = [float(eight[at].vector @ full[at].vector) for at in range(len(TEXTS))]
    assert np.mean(cosines) >= 0.99
    assert min(cosines) >= 0.97
    assert min(cosines) < 0.999999


def test_common_words_are_known_and_slips_are_not(encoder: OnnxEncoder) -> None:
    assert encoder.knows("recommendation")
    assert not encoder.knows("recomendation")


def test_the_graph_is_written_once_and_leaves_nothing_aside(tmp_path: Path) -> None:
    first = exported_graph(tmp_path)
    written = first.stat().st_mtime_ns
    assert exported_graph(tmp_path) == first
    assert first.stat().st_mtime_ns == written
    assert list(tmp_path.iterdir()) == [first]


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(ModelError, match="CASEBOOK_CACHE"):
        exported_graph(blocked / "cache")


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    exported_graph(tmp_path).write_bytes(b"broken")
    with pytest.raises(ModelError, match="Delete it"):
        OnnxEncoder(tmp_path)


def test_other_weights_than_the_published_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"other")
    with pytest.raises(ModelError, match="not the published ones"):
        check_digest(weights)
