"""An index that a kill left half made, or that cannot take in one review, is mended or goes on without it, unasked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.projection import DIMENSIONS
from index.stores import open_store
from index.stores.store import Dimensions
from index.sync import sync
from index.terms import read_terms
from ingest.settings import Settings
from tests.index.conftest import CASE_Q, MERLIN, Shelf
from tests.index.stores import OWNER, make_store

SIZES = Dimensions(dense=384, tokens=DIMENSIONS)


def index_of(shelf: Shelf, encoder: OnnxEncoder) -> Index:
    return Index(shelf, open_store(shelf.index_path, Settings(), SIZES, lambda: OWNER), encoder)


@pytest.mark.parametrize(
    "half", ["config alone", "segments alone", "config cut short", "empty folder", "files without bytes"]
)
def test_a_shard_that_a_kill_left_half_made_is_made_anew(shelf: Shelf, encoder: OnnxEncoder, half: str) -> None:
    shard = shelf.index_path / "shard"
    with index_of(shelf, encoder) as index:
        index.sync()
    config, segments = shard / "edge_config.json", shard / "segments"
    if half == "config alone":
        shutil.rmtree(segments)
        shutil.rmtree(shard / "wal", ignore_errors=True)
    elif half == "segments alone":
        config.unlink()
    elif half == "config cut short":
        config.write_bytes(config.read_bytes()[:20])
    elif half == "files without bytes":
        for file in segments.rglob("flags*/status.dat"):
            file.write_bytes(b"")
        for file in segments.rglob("*deleted/status.dat"):
            file.write_bytes(b"")
    else:
        shutil.rmtree(shard)
        shard.mkdir()
    with index_of(shelf, encoder) as index:
        index.sync()
        assert index.searched().reviews == 2
        assert index.search("bruising on the arm").hits[0].unit.review == "merlin"
        assert index.facets()["boards"]


def test_words_that_a_kill_left_unsummed_are_summed_by_the_next_run(
    encoder: OnnxEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store("edge", tmp_path, SIZES)
    shelf = Shelf(tmp_path).put(MERLIN)

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.sync.refresh_terms", killed)
        with pytest.raises(KeyboardInterrupt):
            sync(store, encoder, shelf)
    assert read_terms(store).passages == 0
    assert sync(store, encoder, shelf).changed
    assert read_terms(store).passages == 4
    assert not sync(store, encoder, shelf).changed
    store.close()


def test_a_review_that_cannot_be_indexed_is_left_out_and_named(
    encoder: OnnxEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import sync as syncing

    def broken(units: object) -> object:
        if any(unit.review == "merlin" for unit in units):  # type: ignore[attr-defined]
            raise IndexError("list index out of range")
        return real(units)  # type: ignore[arg-type]

    real = syncing.passages
    shelf = Shelf(tmp_path / "index").put(MERLIN, CASE_Q)
    with index_of(shelf, encoder) as index:
        index.sync()
        shelf.put(replace(MERLIN, title="Another edition"))
        monkeypatch.setattr(syncing, "passages", broken)
        index.sync()
        (told,) = map(str, index.failed.values())
        assert "merlin could not be indexed" in told
        assert "casebook remove merlin" in told
        assert [entry.card.id for entry in index.catalogue.entries] == ["case-q"]
        assert {hit.unit.review for hit in index.search("bruising on the arm").hits} == {"case-q"}
        monkeypatch.setattr(syncing, "passages", real)
        index.sync()  # a version that can
        assert index.failed == {}
        assert index.searched().reviews == 2
