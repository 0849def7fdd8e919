"""A parsed review that a bad disk, another program or another version has spoilt costs that review and no other."""

import json
import os

import pytest

from ingest.errors import DamagedReview, LibraryError
from ingest.library import Library
from tests.ingest.library_makers import ALDER, BIRCH, SETTINGS, add, write


def cut_short(data):
    return data[: len(data) // 2]


def without_units(data):
    return json.dumps({**json.loads(data), "units": None}).encode()


def beyond_the_text(data):
    form = json.loads(data)
    form["units"][0]["end"] = len(form["text"]) + 1
    return json.dumps(form).encode()


def numbers_for_words(data):
    return json.dumps({**json.loads(data), "title": 7}).encode()


def of_another_review(data):
    return json.dumps({**json.loads(data), "id": "other"}).encode()


SPOILERS = {
    "cut short": cut_short,
    "empty": lambda data: b"",
    "other bytes": lambda data: b"\x00\xff" * 50,
    "a list": lambda data: b"[]",
    "nested too deep": lambda data: b"[" * 100_000,
    "no units": without_units,
    "a unit beyond the text": beyond_the_text,
    "numbers for words": numbers_for_words,
    "another review's": of_another_review,
}


@pytest.fixture
def spoilt(library, folder, request):
    """A library of two reviews, of which the parse of "a" is spoilt; opened anew."""
    add(library, write(folder / "a.txt"), write(folder / "b.txt", BIRCH))
    path = library.path / "reviews" / "a.json"
    path.write_bytes(SPOILERS[getattr(request, "param", "cut short")](path.read_bytes()))
    return Library.open(library.path)


@pytest.mark.parametrize("spoilt", SPOILERS, indirect=True)
def test_the_others_are_there_and_the_damaged_one_is_named_with_what_to_do(spoilt):
    assert spoilt.ids() == ("b",)
    assert [review.id for review in spoilt.reviews()] == ["b"]
    assert list(spoilt.digests()) == ["b"]
    (told,) = map(str, spoilt.damaged().values())
    assert "a.json is damaged" in told
    assert "casebook add FILE" in told
    assert "casebook remove a" in told
    with pytest.raises(DamagedReview):
        spoilt.review("a")


@pytest.mark.parametrize("spoilt", SPOILERS, indirect=True)
def test_adding_its_file_again_makes_it_anew_under_its_own_id(spoilt, folder):
    assert add(spoilt, folder / "a.txt") == [("replaced", "a.txt")]
    assert (spoilt.ids(), spoilt.damaged()) == (("a", "b"), {})
    assert add(Library.open(spoilt.path), folder) == [("skipped", "a.txt"), ("skipped", "b.txt")]


def test_it_is_made_anew_without_the_catalog_and_from_another_place_too(spoilt, folder, tmp_path):
    (spoilt.path / "catalog.json").unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert add(Library.open(spoilt.path), write(elsewhere / "a.txt", ALDER)) == [("replaced", "a.txt")]
    assert Library.open(spoilt.path).ids() == ("a", "b")


def test_a_later_edition_of_its_file_takes_its_place(spoilt, folder):
    later = ALDER.replace("Child A", "Child A2")
    assert add(spoilt, write(folder / "a.txt", later)) == [("replaced", "a.txt")]
    assert spoilt.ids() == ("a", "b")
    assert spoilt.original(spoilt.review("a")).read_text() == later
    assert len(list((spoilt.path / "originals").iterdir())) == 2


def test_a_file_of_that_name_with_other_words_from_elsewhere_does_not_take_its_place(spoilt, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = write(elsewhere / "a.txt", BIRCH.replace("Child", "Infant"))
    ((outcome, _),) = add(spoilt, other)
    assert outcome == "added"
    assert spoilt.ids() == ("a-txt", "b")
    assert list(spoilt.damaged()) == ["a"]


@pytest.mark.parametrize("catalogued", [True, False])
def test_add_without_a_path_reads_it_again_from_the_librarys_own_copy(spoilt, folder, catalogued):
    (folder / "a.txt").unlink()
    if not catalogued:
        (spoilt.path / "catalog.json").unlink()
    library = Library.open(spoilt.path)
    (added,) = library.add([], settings=SETTINGS)
    assert (added.outcome, added.review.id, added.review.source) == ("replaced", "a", "a.txt")
    assert library.damaged() == {}


def test_without_a_copy_it_says_so_and_the_others_stay(spoilt):
    for copy in (spoilt.path / "originals").glob("a.*"):
        copy.unlink()
    (added,) = spoilt.add([], settings=SETTINGS)
    assert added.outcome == "failed"
    assert "casebook add FILE" in added.remedy
    assert spoilt.ids() == ("b",)


@pytest.mark.parametrize("spoilt", ["cut short", "another review's"], indirect=True)
def test_it_can_be_removed(spoilt):
    assert spoilt.remove("a").id == "a"
    assert spoilt.damaged() == {}
    assert [path.name[0] for path in (spoilt.path / "originals").iterdir()] == ["b"]


def test_one_of_a_newer_version_is_left_out_but_never_written_over(library, folder):
    add(library, write(folder / "a.txt"), write(folder / "b.txt", BIRCH))
    path = library.path / "reviews" / "a.json"
    newer = json.dumps({**json.loads(path.read_bytes()), "schema_version": 99}).encode()
    path.write_bytes(newer)
    library = Library.open(library.path)
    assert library.ids() == ("b",)
    (added,) = library.add([folder / "a.txt"], settings=SETTINGS)
    assert (added.outcome, added.remedy, path.read_bytes()) == ("failed", "Upgrade Casebook.", newer)


def test_what_is_found_damaged_only_when_it_is_read_is_left_out_from_then_on(library, folder, monkeypatch):
    add(library, write(folder / "a.txt"), write(folder / "b.txt", BIRCH))
    path = library.path / "reviews" / "a.json"
    data = bytearray(path.read_bytes())
    data[0:1] = b"?"
    stat = path.stat()
    with path.open("r+b") as file:  # in place, as a disk spoils it
        file.write(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    library = Library.open(library.path)
    assert library.ids() == ("a", "b")
    assert [review.id for review in library.reviews()] == ["b"]
    assert library.ids() == ("b",)
    with pytest.raises(LibraryError):
        library.review("a")
