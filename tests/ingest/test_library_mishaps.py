"""Interruptions, two writers, full disks, damaged and foreign folders: nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import LibraryBusy, LibraryError
from ingest.library import Library
from ingest.locks import writing
from tests.ingest.library_makers import ALDER, BIRCH, SETTINGS, add, write


def test_what_was_yielded_is_in_when_the_rest_is_not_taken(library, folder):
    paths = [write(folder / "a.txt"), write(folder / "b.txt", BIRCH)]
    adding = library.add(paths, settings=SETTINGS)
    next(adding)
    adding.close()
    assert Library.open(library.path).ids() == ("a",)
    assert add(library, *paths) == [("skipped", "a.txt"), ("added", "b.txt")]


def test_two_writers_do_not_collide(library, folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", "import sys, pathlib; from ingest.locks import writing\n"
         "with writing(pathlib.Path(sys.argv[1])):\n print('held', flush=True); sys.stdin.read()", str(library.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy, match=rf"number {holder.pid}"), writing(library.path, wait=0.1):
            pass
        assert library.ids() == ()  # reading needs no lock
    finally:
        holder.communicate("")
    assert add(library, write(folder / "a.txt")) == [("added", "a.txt")]


@pytest.mark.slow
def test_a_run_that_is_killed_loses_nothing_it_acknowledged_and_is_resumed(tmp_path, folder):
    for number in range(12):
        write(folder / f"{number:02}.txt", ALDER.replace("Child A", f"Child A{number}") * 4)
    script = (
        "import sys, pathlib; from ingest.library import Library; from ingest.settings import Settings\n"
        "library = Library.open(pathlib.Path(sys.argv[1]), create=True)\n"
        "for added in library.add([pathlib.Path(sys.argv[2])], settings=Settings()): print(added.review.id, flush=True)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "library"), str(folder)]
    for stop_after in (1, 3):
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
        acknowledged = [running.stdout.readline().strip() for _ in range(stop_after)]
        running.kill()
        running.communicate()
        library = Library.open(tmp_path / "library")
        assert set(acknowledged) <= set(library.ids())
        assert all(library.original(review).is_file() for review in library.reviews())
    outcomes = [added.outcome for added in library.add([folder], settings=SETTINGS)]
    assert outcomes.count("skipped") >= 3
    assert set(outcomes) == {"skipped", "added"}
    assert len(library.ids()) == 12
    assert len(list((library.path / "originals").iterdir())) == 12
    assert not list(library.path.rglob("*.tmp"))


def test_an_interrupted_replacement_leaves_the_old_review_whole(library, folder, monkeypatch):
    path = write(folder / "a.txt")
    add(library, path)
    before = library.review("a")
    write(path, BIRCH)

    def crash(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("ingest.storage.os.fsync", crash)
        with pytest.raises(KeyboardInterrupt):
            list(library.add([path], settings=SETTINGS))
    after = Library.open(library.path).review("a")
    assert after == before
    assert library.original(after).read_text() == ALDER
    assert add(library, path) == [("replaced", "a.txt")]


def test_a_full_disk_says_so_and_loses_nothing(library, folder, monkeypatch):
    path = write(folder / "a.txt")
    add(library, path)
    before = library.review("a")
    write(path, BIRCH)

    def no_space(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("ingest.originals.os.fsync", no_space)
        (added,) = library.add([path], settings=SETTINGS)
    assert (added.outcome, library.review("a")) == ("failed", before)
    assert "No space left on device" in added.message
    assert "run the same command again" in added.remedy
    assert add(library, path) == [("replaced", "a.txt")]


def test_a_damaged_parse_is_named_and_the_others_can_be_added(library, folder):
    add(library, write(folder / "a.txt"))
    (library.path / "reviews/a.json").write_text("{")
    with pytest.raises(LibraryError, match=r"a\.json is damaged"):
        library.review("a")
    assert add(library, write(folder / "b.txt", BIRCH)) == [("added", "b.txt")]
    assert len(list((library.path / "originals").iterdir())) == 2


def test_a_lost_catalog_is_made_anew(library, folder):
    add(library, write(folder / "a.txt"))
    before = library.digests()
    (library.path / "catalog.json").write_text("not json")
    assert Library.open(library.path).digests() == before
    assert add(Library.open(library.path), folder / "a.txt") == [("skipped", "a.txt")]


def test_a_library_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(LibraryError, match="casebook add"):
        Library.open(tmp_path / "none")


def test_a_folder_of_other_things_is_left_alone(folder):
    write(folder / "a.txt")
    with pytest.raises(LibraryError, match="not a library and not empty"):
        Library.open(folder, create=True)


@pytest.mark.parametrize("text", ["", "{}", '{"schema_version": 2}', "[]"])
def test_a_library_of_another_version_is_refused(library, text):
    (library.path / "library.json").write_text(text)
    with pytest.raises(LibraryError):
        Library.open(library.path)
