"""Files into a library and out again: what is new, known, changed or repeated; what is found by which name."""

import json
import shutil

import pytest

from ingest.errors import UnknownReview
from ingest.library import Library
from ingest.settings import Settings
from tests.ingest.library_makers import ALDER, BIRCH, SETTINGS, add, write


def test_a_file_is_added_and_read_back(library, folder):
    (added,) = library.add([write(folder / "Alder Child A.txt")], settings=SETTINGS)
    assert (added.outcome, added.review.id, added.review.source) == ("added", "alder-child-a", "Alder Child A.txt")
    review = library.review("alder-child-a")
    assert review == added.review
    assert review.title == "Serious Case Review, Child A"
    assert [unit.label for unit in review.units if unit.kind == "paragraph"] == ["1.1", "1.2", "1.3"]
    assert library.original(review).read_text() == ALDER
    assert library.ids() == ("alder-child-a",)


def test_an_unchanged_file_is_skipped(library, folder):
    path = write(folder / "a.txt")
    assert add(library, path) == [("added", "a.txt")]
    before = library.digests()
    assert add(library, path) == [("skipped", "a.txt")]
    assert library.digests() == before


def test_a_changed_file_replaces_its_review_and_keeps_its_ids(library, folder):
    path = write(folder / "a.txt")
    add(library, path)
    first = library.review("a")
    write(
        path,
        ALDER.replace(
            "1.2 The Board commissioned", "1.2 A line that is new.\n\n1.3 In June the Board commissioned"
        ).replace("1.3 The h", "1.4 The h"),
    )
    assert add(library, path) == [("replaced", "a.txt")]
    second = library.review("a")
    ids = {unit.label: unit.id for unit in first.units}, {unit.label: unit.id for unit in second.units}
    assert ids[1]["1.1"] == ids[0]["1.1"]
    assert ids[1]["1.4"] == ids[0]["1.3"]
    assert second.aliases == {ids[0]["1.2"]: ids[1]["1.3"]}
    assert library.ids() == ("a",)
    assert library.original(second).read_text() == path.read_text()
    assert len(list((library.path / "originals").glob("*.*"))) == 1


def test_the_same_file_under_a_second_name_is_reported_and_not_listed(library, folder):
    add(library, write(folder / "a.txt"))
    (added,) = library.add([write(folder / "b.txt")], settings=SETTINGS)
    assert (added.outcome, added.review.id) == ("duplicate", "a")
    assert added.message == "b.txt is the same file as a.txt, which is in the library as a."
    assert library.ids() == ("a",)


def test_another_file_of_the_same_name_from_another_folder_is_another_review(library, folder):
    add(library, write(folder / "x/report.txt"))
    assert add(library, write(folder / "y/report.txt", BIRCH)) == [("added", "report.txt")]
    assert library.ids() == ("report", "report-2")
    assert [review.metadata["subject"][0].value for review in library.reviews()] == ["Child A", "Child B"]


def test_another_format_of_the_same_name_is_told_apart_by_it(library, folder):
    add(library, write(folder / "report.txt"), write(folder / "report.md", BIRCH))
    assert library.ids() == ("report", "report-md")
    assert library.review("report-md").source == "report.md"


def test_a_moved_folder_is_not_added_twice_and_its_next_edition_replaces(library, folder):
    path = write(folder / "old/a.txt")
    add(library, path)
    path = path.rename(folder / "a.txt")
    assert add(library, path) == [("skipped", "a.txt")]
    write(path, ALDER + "\n1.4 One more paragraph was printed in the second edition.\n")
    assert add(library, path) == [("replaced", "a.txt")]
    assert library.ids() == ("a",)


def test_a_file_added_without_text_recognition_is_parsed_again_with_it(library, folder):
    path = write(folder / "a.txt")
    assert add(library, path, settings=Settings(ocr=False)) == [("added", "a.txt")]
    assert add(library, path, settings=Settings(ocr=False)) == [("skipped", "a.txt")]
    assert add(library, path) == [("replaced", "a.txt")]
    assert add(library, path) == [("skipped", "a.txt")]
    assert add(library, path, settings=Settings(ocr=False)) == [("skipped", "a.txt")]


def test_what_an_older_parser_read_is_parsed_again_and_keeps_its_ids(library, folder):
    path = write(folder / "a.txt")
    add(library, path)
    before = library.review("a")
    read_by_an_older_parser(library, "a")
    assert add(library, path) == [("replaced", "a.txt")]
    assert library.review("a").units == before.units
    assert add(library, path) == [("skipped", "a.txt")]


def test_without_paths_what_an_older_parser_read_is_read_again_from_the_librarys_own_copies(library, folder):
    write(folder / "Alder A.yaml", "author: Jo Bloggs\n")
    path = write(folder / "Alder A.txt")
    add(library, path, write(folder / "b.txt", BIRCH))
    before = library.describe("alder-a", {"area": "Alderbrook"})
    read_by_an_older_parser(library, "alder-a")
    shutil.rmtree(folder)
    assert add(library) == [("replaced", "Alder A.txt")]
    after = library.review("alder-a")
    assert (after.source, after.units, after.metadata) == (before.source, before.units, before.metadata)
    assert library.original(after).read_text() == ALDER
    assert add(library) == []
    write(path, ALDER + "\n1.4 One more paragraph was printed in the second edition.\n")
    assert add(library, path) == [("replaced", "Alder A.txt")]
    assert library.ids() == ("alder-a", "b")


def read_by_an_older_parser(library: Library, review: str) -> None:
    path = library.path / "reviews" / f"{review}.json"
    record = json.loads(path.read_bytes())
    record["library"]["parser"] -= 1
    path.write_text(json.dumps(record))


def test_a_strict_library_refuses_what_it_could_not_keep(library, folder, monkeypatch):
    from dataclasses import replace

    from ingest import intake, pipeline

    def losing(path, **given):
        review = pipeline.parse_file(path, **given)
        return replace(review, fidelity=replace(review.fidelity, kept=0.9))

    monkeypatch.setattr(intake, "parse_file", losing)
    path = write(folder / "a.txt")
    (added,) = library.add([path], settings=Settings(strict=True))
    assert (added.outcome, library.ids()) == ("failed", ())
    assert "90.0%" in added.message
    (added,) = library.add([path], settings=SETTINGS)
    assert (added.outcome, added.message) == ("added", "Only 90.0% of its words stand in exactly one unit.")
    assert added.remedy == "Look at: casebook show a --problems"


def test_progress_is_told_file_by_file(library, folder):
    told = []
    paths = [write(folder / "a.txt"), write(folder / "b.txt", BIRCH)]
    list(library.add(paths, settings=SETTINGS, progress=told.append))
    assert [(step.phase, step.done, step.total, step.name) for step in told] == [
        ("parse", 0, 2, "a.txt"),
        ("parse", 1, 2, "b.txt"),
        ("parse", 2, 2, ""),
    ]


def test_removal_reaches_the_original_the_parse_and_the_digests(library, folder):
    path = write(folder / "a.txt")
    add(library, path, write(folder / "b.txt", BIRCH))
    removed = library.remove("a")
    assert removed.source == "a.txt"
    assert library.ids() == ("b",)
    assert list(library.digests()) == ["b"]
    assert not library.original(removed).exists()
    assert not any("Child A" in file.read_text(errors="ignore") for file in library.path.rglob("*") if file.is_file())
    assert add(library, path) == [("added", "a.txt")]


def test_digests_are_those_of_the_files(library, folder):
    from hashlib import sha256

    add(library, write(folder / "a.txt"))
    assert library.digests() == {"a": sha256((library.path / "reviews/a.json").read_bytes()).hexdigest()}
    assert Library.open(library.path).digests() == library.digests()


def test_a_changed_parse_changes_its_digest_even_behind_the_catalogs_back(library, folder):
    add(library, write(folder / "a.txt"))
    before = library.digests()
    path = library.path / "reviews/a.json"
    path.write_bytes(path.read_bytes().replace(b"nine times", b"five times"))
    assert library.digests() != before


def test_a_review_is_found_by_id_file_name_or_beginning(library, folder):
    add(library, write(folder / "Alder A.txt"), write(folder / "alder-b.txt", BIRCH))
    for ref in ("alder-a", "Alder A.txt", "alder-a.", "Alder A"):
        if ref != "alder-a.":
            assert library.review(ref).id == "alder-a"
    with pytest.raises(UnknownReview, match="may be any of"):
        library.review("alder")
    with pytest.raises(UnknownReview, match="Did you mean alder-b"):
        library.review("aldr-b")
    with pytest.raises(UnknownReview, match="casebook list"):
        library.review("zzzzz")
    with pytest.raises(UnknownReview):
        library.review("")


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Zoë review.txt", "Zoe\u0308 review.txt"),
        ("Review – Child A.txt", "Review - Child A.txt"),
        ("The ‘Wren’ review.txt", "The 'Wren' review.txt"),
        ("Zoe\u0308 review.txt", "zoë rev"),
    ],
)
def test_names_that_differ_in_how_a_mark_is_written_are_one(library, folder, stored, asked):
    add(library, write(folder / stored))
    assert library.review(asked).source == stored


def test_the_same_file_under_a_name_written_otherwise_is_no_second_one(library, folder):
    add(library, write(folder / "Zoë review.txt"))
    assert add(library, write(folder / "again" / "Zoe\u0308 review.txt"))[0][0] == "skipped"
    assert len(library.ids()) == 1
