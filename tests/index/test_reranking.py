"""The optional cross-encoder: where it stands in, and what it may move."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.fusion import Candidate
from index.reranking import READ_AGAIN, load_reranker, rerank
from ingest.errors import ModelError
from ingest.settings import Settings


class Longest:
    """A reader that likes long texts."""

    def score(self, query: str, texts: Sequence[str]) -> list[float]:
        return [float(len(text)) for text in texts]


def candidate(name: str, score: float, text: str) -> Candidate:
    return Candidate(name, name, {}, {"text": text}, score=score)


def test_the_reader_moves_the_best_and_leaves_the_rest() -> None:
    ranked = [candidate(f"{at:03}", 100.0 - at, "x" * (at + 1)) for at in range(READ_AGAIN + 5)]
    made = rerank(Longest(), "q", ranked)
    assert made[0].unit == f"{READ_AGAIN - 1:03}"
    assert [one.unit for one in made[READ_AGAIN:]] == [f"{at:03}" for at in range(READ_AGAIN, READ_AGAIN + 5)]
    assert [one.score for one in made] == sorted((one.score for one in made), reverse=True)


def test_nothing_to_read_is_fine() -> None:
    assert rerank(Longest(), "q", []) == []


def test_none_is_loaded_unless_named() -> None:
    assert load_reranker(Settings(reranker="")) is None


@pytest.mark.slow
def test_a_folder_without_a_model_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="CASEBOOK_RERANKER"):
        load_reranker(Settings(reranker=str(tmp_path)))
