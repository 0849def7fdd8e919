"""Files into a library and out again: what is new, known, changed, repeated or broken; nothing is lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import InputError, LibraryBusy, LibraryError, UnknownReview
from ingest.library import Library
from ingest.locks import writing
from ingest.settings import Settings

SETTINGS = Settings()
ALDER = """Alderbrook Safeguarding Children Board

Serious Case Review: Child A

March 2014

1 Introduction

1.1 Child A was four months old when he died in the Alderbrook Infirmary on 3 May 2012.

1.2 The Board commissioned this review because agencies had known the family for years.

1.3 The health visitor had called at the house nine times and had not met the father.
"""
BIRCH = ALDER.replace("Alderbrook", "Birchwater").replace("Child A", "Child B")


@pytest.fixture
def library(tmp_path):
    return Library.open(tmp_path / "library", create=True)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    return path


def write(path: Path, text: str = ALDER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add(library: Library, *paths: Path, settings=SETTINGS) -> list[tuple[str, str]]:
    return [(added.outcome, added.path.name) for added in library.add(paths, settings=settings)]


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


def test_a_folder_is_taken_in_name_order_with_its_folders_and_without_what_no_one_means(library, folder):
    write(folder / "b.txt", BIRCH)
    write(folder / "a.txt")
    write(folder / "sub/c.txt", ALDER.replace("Child A", "Child C"))
    for name in ("~$a.docx", ".DS_Store", ".hidden.txt", "a.yaml", "README.md", "photo.png"):
        write(folder / name, "board: X" if name.endswith("yaml") else "nothing")
    assert add(library, folder) == [
        ("skipped", "README.md"),
        ("added", "a.txt"),
        ("added", "b.txt"),
        ("skipped", "photo.png"),
        ("added", "c.txt"),
    ]


def test_a_glob_is_expanded_in_name_order(library, folder):
    write(folder / "b.txt", BIRCH)
    write(folder / "a.txt")
    write(folder / "c.md", ALDER.replace("Child A", "Child C"))
    assert add(library, folder / "*.txt") == [("added", "a.txt"), ("added", "b.txt")]


def test_a_file_whose_name_looks_like_a_glob_is_taken_as_it_is(library, folder):
    assert add(library, write(folder / "a[1].txt")) == [("added", "a[1].txt")]


@pytest.mark.parametrize(
    "name",
    ['it\'s "quoted".txt', "two\nlines.txt", "ünï cödé.txt", "日本.txt", "-rf.txt", "a" * 200 + ".txt", "con.txt"],
)
def test_any_file_name_is_taken(library, folder, name):
    (added,) = library.add([write(folder / name)], settings=SETTINGS)
    assert (added.outcome, added.review.source) == ("added", name)
    assert library.review(name).id == added.review.id
    assert library.original(added.review).read_text() == ALDER


def test_links_that_lead_out_of_the_folder_are_not_followed(library, folder, tmp_path):
    secret = write(tmp_path / "elsewhere/secret.txt", BIRCH)
    write(folder / "a.txt")
    (folder / "link.txt").symlink_to(secret)
    (folder / "linked").symlink_to(secret.parent)
    (folder / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert add(library, folder) == [("added", "a.txt"), ("skipped", "broken.txt"), ("skipped", "link.txt")]


def test_a_link_that_the_user_names_is_followed(library, folder, tmp_path):
    (folder / "latest.txt").symlink_to(write(tmp_path / "v1.txt"))
    assert add(library, folder / "latest.txt") == [("added", "latest.txt")]


def test_the_librarys_own_files_are_never_taken_in(tmp_path):
    library = Library.open(tmp_path / "library", create=True)
    write(tmp_path / "a.txt")
    assert add(library, tmp_path) == [("added", "a.txt")]
    assert add(library, tmp_path) == [("skipped", "a.txt")]


BAD = {
    "missing.txt": (None, "is not there"),
    "empty.txt": (b"", "is empty"),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(400), "not what its name says"),
    "picture.png": (b"\x89PNG", "are not read"),
    "no-suffix": (b"text", "without a suffix"),
    "blank.txt": (b"  \n\n \t\n", "no text"),
    "noise.txt": (bytes(range(256)) * 40, "noise.txt"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gives_one_clear_line_and_the_good_ones_are_in(library, folder, name):
    data, reason = BAD[name]
    if data is not None:
        (folder / name).write_bytes(data)
    good = write(folder / "good.txt")
    bad, fine = library.add([folder / name, good], settings=SETTINGS)
    assert (bad.outcome, bad.review) == ("failed", None)
    assert reason in bad.message
    assert "\n" not in bad.message
    assert fine.outcome == "added"
    assert list(library.original(fine.review).parent.iterdir()) == [library.original(fine.review)]


def test_a_message_is_one_line_whatever_the_file_is_called(library, folder):
    (added,) = library.add([write(folder / "two\nlines\u202e\x1b[31m.txt", "")], settings=SETTINGS)
    assert (added.outcome, added.message) == ("failed", r"two\nlines\u202e\x1b[31m.txt is empty.")


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
def test_an_unreadable_file_and_folder_say_so_and_the_others_are_in(library, folder):
    write(folder / "a.txt").chmod(0)
    write(folder / "b.txt", BIRCH)
    write(folder / "sub/c.txt").parent.chmod(0)
    script = (
        "import sys, pathlib; from ingest.library import Library; from ingest.settings import Settings\n"
        "for added in Library.open(pathlib.Path(sys.argv[1])).add([pathlib.Path(sys.argv[2])], settings=Settings()):\n"
        "    print(added.outcome, added.message)"
    )
    done = subprocess.run(
        [*without_roots_privilege(), sys.executable, "-c", script, str(library.path), str(folder)],
        capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False,
    )  # fmt: skip
    (folder / "sub").chmod(0o700)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "failed a.txt cannot be read: permission denied.",
        "added ",
        "failed The folder sub cannot be read: permission denied.",
    ]


def without_roots_privilege() -> list[str]:
    """A command before a command, so that root too is bound by permissions."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may read everything, and setpriv is not there to give that up")
    dropped = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={dropped}", f"--inh-caps={dropped}"]


def test_a_file_over_the_size_limit_names_the_setting(library, folder):
    path = write(folder / "a.txt", ALDER + "1.9 padding " * 100_000)
    (added,) = library.add([path], settings=Settings(max_file_mb=1))
    assert added.outcome == "failed"
    assert "CASEBOOK_MAX_FILE_MB" in added.remedy


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


def test_metadata_set_by_hand_overrides_and_survives_the_next_edition(library, folder):
    path = write(folder / "a.txt")
    add(library, path)
    review = library.describe(
        "a", {"author": "Jo Bloggs; Sam Poe", "published": "June 2015", "kind": "sar", "board": "unknown"}
    )
    assert [fact.value for fact in review.metadata["author"]] == ["Jo Bloggs", "Sam Poe"]
    assert {fact.source for fact in review.metadata["author"]} == {"user"}
    assert (review.fact("year"), review.fact("kind"), review.fact("board")) == ("2015", "SAR", "")
    assert review.title == "Safeguarding Adults Review, Child A"
    write(path, ALDER + "\n1.4 One more paragraph was printed in the second edition.\n")
    add(library, path)
    assert library.review("a").fact("author") == "Jo Bloggs"
    assert library.describe("a", {"kind": "", "board": ""}).fact("kind") == "SCR"
    assert library.review("a").fact("board") == "Alderbrook Safeguarding Children Board"


@pytest.mark.parametrize("values", [{}, {"mood": "grave"}, {"year": "soon"}, {"title": {"a": "b"}}])
def test_metadata_that_cannot_be_used_is_refused(library, folder, values):
    add(library, write(folder / "a.txt"))
    with pytest.raises(InputError):
        library.describe("a", values)


def test_a_sidecar_sets_metadata_and_its_change_is_noticed(library, folder):
    path = write(folder / "a.txt")
    write(folder / "a.yaml", "board: Cedarholm Safeguarding Children Board\nthemes: [neglect, alcohol]\nyear: 2013\n")
    add(library, path)
    review = library.review("a")
    assert (review.metadata["board"][0].value, review.metadata["board"][0].source) == (
        "Cedarholm Safeguarding Children Board",
        "sidecar",
    )
    assert [fact.value for fact in review.metadata["themes"]] == ["neglect", "alcohol"]
    assert review.fact("year") == "2013"
    write(folder / "a.txt.yaml", "board: Dunmoor Safeguarding Children Board\n")
    assert add(library, path) == [("replaced", "a.txt")]
    review = library.review("a")
    assert (review.fact("board"), review.fact("year")) == ("Dunmoor Safeguarding Children Board", "2014")
    assert add(library, path) == [("skipped", "a.txt")]


@pytest.mark.parametrize(
    "text",
    [
        "board: [",
        "- a\n- b\n",
        "mood: grave\n",
        "&a [*a, *a]",
        "!!python/object/apply:os.system [ls]",
        "year: soon",
        "themes: [[a]]",
    ],
)
def test_a_sidecar_that_cannot_be_read_is_named(library, folder, text):
    path = write(folder / "a.txt")
    write(folder / "a.yaml", text)
    (added,) = library.add([path], settings=SETTINGS)
    assert added.outcome == "failed"
    assert "a.yaml" in added.message
    assert "\n" not in added.message


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


def test_a_damaged_parse_is_named_and_the_others_can_be_added(library, folder):
    add(library, write(folder / "a.txt"))
    (library.path / "reviews/a.json").write_text("{")
    with pytest.raises(LibraryError, match=r"a\.json is damaged"):
        library.review("a")
    assert add(library, write(folder / "b.txt", BIRCH)) == [("added", "b.txt")]
    assert len(list((library.path / "originals").iterdir())) == 2


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


def test_a_lost_catalog_is_made_anew(library, folder):
    add(library, write(folder / "a.txt"))
    before = library.digests()
    (library.path / "catalog.json").write_text("not json")
    assert Library.open(library.path).digests() == before
    assert add(Library.open(library.path), folder / "a.txt") == [("skipped", "a.txt")]


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


def test_a_file_added_without_text_recognition_is_parsed_again_with_it(library, folder):
    path = write(folder / "a.txt")
    assert add(library, path, settings=Settings(ocr=False)) == [("added", "a.txt")]
    assert add(library, path, settings=Settings(ocr=False)) == [("skipped", "a.txt")]
    assert add(library, path) == [("replaced", "a.txt")]
    assert add(library, path) == [("skipped", "a.txt")]
    assert add(library, path, settings=Settings(ocr=False)) == [("skipped", "a.txt")]
