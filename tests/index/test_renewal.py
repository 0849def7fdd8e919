"""An index made anew: beside the present one where the store can hold two, in place where it cannot; and a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.projection import DIMENSIONS
from index.stores.places import copied, current, make_current
from index.stores.store import Dimensions
from ingest.errors import IndexError_
from ingest.settings import Settings

from .conftest import Shelf
from .stores import make_store

pytestmark = [
    pytest.mark.filterwarnings("ignore:Payload indexes have no effect"),
    pytest.mark.filterwarnings("ignore:Local mode performs exact"),
]
QUERY = "Who was told of the bruise?"


def ranking(index: Index) -> list[tuple[str, float]]:
    return [(hit.unit.id, round(hit.score, 5)) for hit in index.search(QUERY, k=5).hits]


def test_a_new_index_takes_the_place_of_the_present_one(shelf: Shelf, tmp_path: Path, encoder: OnnxEncoder) -> None:
    with Index(shelf, make_store("edge", shelf.index_path, Dimensions(encoder.size, DIMENSIONS)), encoder) as index:
        index.sync()
        before = ranking(index)
        fresh = index.beside()
        assert fresh is not None
        assert ranking(fresh) == []
        fresh.sync()
        assert current(shelf.index_path).name == "shard"
        fresh.take_place()
        assert ranking(fresh) == ranking(index) == before
        fresh.close()
    (shelf.index_path / "shard-7").mkdir()  # what an interrupted one left
    with Index.open(shelf, Settings()) as opened:
        assert ranking(opened) == before
    assert sorted(each.name for each in shelf.index_path.iterdir()) == [
        "current",
        "shard-1",
        "shard-1.lock",
        "shard.lock",
    ]


@pytest.fixture
def served(shelf: Shelf, encoder: OnnxEncoder) -> Iterator[Index]:
    with Index(shelf, make_store("server", shelf.index_path, Dimensions(encoder.size, DIMENSIONS)), encoder) as index:
        index.sync()
        yield index


def test_an_index_on_a_server_is_renewed_in_place(served: Index) -> None:
    before, seen = ranking(served), []
    assert served.beside() is None
    served.sync(lambda progress: seen.append((progress.phase, len(ranking(served)))), anew=True)
    assert [phase for phase, _ in seen] == ["index", "embed", "index", "embed"]
    assert {found for _, found in seen} == {len(before)}  # nothing is missed meanwhile
    assert ranking(served) == before


def test_an_index_on_a_server_needs_no_copy(served: Index, tmp_path: Path) -> None:
    with pytest.raises(IndexError_, match="on a Qdrant server"):
        served.copy(tmp_path)


@pytest.mark.parametrize("said", ["", "../elsewhere", "shard-", "shard-1/../.."])
def test_a_damaged_pointer_leads_to_the_first_place(tmp_path: Path, said: str) -> None:
    (tmp_path / "current").write_text(said, encoding="utf-8")
    assert current(tmp_path) == tmp_path / "shard"


def test_the_pointer_names_the_last_that_was_put_in_place(tmp_path: Path) -> None:
    make_current(tmp_path / "shard-3")
    assert current(tmp_path) == tmp_path / "shard-3"


def test_a_copy_holds_the_same_bytes(tmp_path: Path) -> None:
    inside = tmp_path / "shard" / "segments"
    inside.mkdir(parents=True)
    content = b"a" * 70_000 + bytes(300_000) + b"b" + bytes(100_000)
    (inside / "file").write_bytes(content)
    (inside / "empty").write_bytes(b"")
    copied(tmp_path / "shard", tmp_path / "copy")
    assert (tmp_path / "copy" / "segments" / "file").read_bytes() == content
    assert (tmp_path / "copy" / "segments" / "empty").read_bytes() == b""
