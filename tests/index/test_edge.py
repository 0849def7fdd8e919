"""What only Qdrant Edge has to hold: one process, damage, reopening."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from index.points import point_id
from index.stores import open_store
from index.stores.edge import EdgeStore, drop_shard
from index.stores.store import Dimensions, StoredPoint, Where
from ingest.errors import IndexBusy, IndexError_, IndexMismatch
from ingest.progress import Progress
from ingest.settings import Settings

from .stores import OWNER

SIZES = Dimensions(dense=2, tokens=2)


def test_points_outlive_the_process_that_wrote_them(tmp_path: Path) -> None:
    first = EdgeStore(tmp_path / "shard", SIZES)
    first.upsert([StoredPoint(point_id("a"), {}, {"doc": "x"})])
    first.close()
    again = EdgeStore(tmp_path / "shard", SIZES)
    assert again.count(Where()) == 1
    again.close()


def test_a_second_process_is_told_who_holds_the_index(tmp_path: Path) -> None:
    held = EdgeStore(tmp_path / "shard", SIZES)
    code = (
        "from pathlib import Path\nfrom index.stores.edge import EdgeStore\nfrom index.stores.store import Dimensions\n"
        f"EdgeStore(Path({str(tmp_path / 'shard')!r}), Dimensions(2, 2))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    held.close()
    assert f"IndexBusy: Another process (number {os.getpid()}) is using the index" in said


def test_the_same_process_is_refused_too_and_dropping_a_held_shard_is(tmp_path: Path) -> None:
    held = EdgeStore(tmp_path / "shard", SIZES)
    with pytest.raises(IndexBusy):
        EdgeStore(tmp_path / "shard", SIZES)
    with pytest.raises(IndexBusy):
        drop_shard(tmp_path / "shard")
    held.close()
    drop_shard(tmp_path / "shard")
    assert not (tmp_path / "shard").exists()


def test_a_damaged_shard_names_the_command_that_rebuilds(tmp_path: Path) -> None:
    EdgeStore(tmp_path / "shard", SIZES).close()
    (tmp_path / "shard" / "edge_config.json").write_text("{broken")
    with pytest.raises(IndexError_, match="casebook index --rebuild"):
        EdgeStore(tmp_path / "shard", SIZES)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = EdgeStore(tmp_path / "shard", SIZES)
    store.close()
    with pytest.raises(IndexError_, match="closed"):
        store.count(Where())


def test_who_has_patience_waits_for_the_index_and_is_told_for_whom(tmp_path: Path) -> None:
    held = EdgeStore(tmp_path / "shard", SIZES)
    told: list[Progress] = []

    def let_go(progress: Progress) -> None:
        told.append(progress)
        held.close()

    open_store(tmp_path, Settings(), SIZES, lambda: OWNER, patience=20, report=let_go).close()
    assert [(one.phase, one.name.split(" is using")[0]) for one in told] == [
        ("wait", f"Another process (number {os.getpid()})")
    ]


def test_patience_ends(tmp_path: Path) -> None:
    held = EdgeStore(tmp_path / "shard", SIZES)
    with pytest.raises(IndexBusy, match="is using the index"):
        open_store(tmp_path, Settings(), SIZES, lambda: OWNER, patience=0.3)
    held.close()


def test_several_that_make_a_new_index_at_once_take_turns(tmp_path: Path) -> None:
    def write(name: str) -> None:
        store = open_store(tmp_path, Settings(), SIZES, lambda: OWNER, patience=20)
        store.upsert([StoredPoint(point_id(name), {}, {"doc": "x"})])
        store.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = EdgeStore(tmp_path / "shard", SIZES)
    assert store.count(Where()) == 4
    store.close()


def test_entries_of_another_program_are_refused_with_the_way_to_rebuild(tmp_path: Path) -> None:
    import qdrant_edge as edge

    folder = tmp_path / "edge"
    with closing(EdgeStore(folder, SIZES)) as made:
        made.upsert([StoredPoint(1, {}, {"doc": "review"})])
    shard = edge.EdgeShard.load(str(folder))
    alien = edge.Point("3f1d7c1e-7a4b-4a51-9a4e-0d6f0b5c2a11", {}, {"doc": "review"})
    shard.update(edge.UpdateOperation.upsert_points([alien]))
    shard.close()
    with (
        closing(EdgeStore(folder, SIZES)) as opened,
        pytest.raises(IndexMismatch, match=r"did not make.*casebook index --rebuild"),
    ):
        list(opened.scroll(Where()))
