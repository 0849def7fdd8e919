"""Which files are taken: folders, globs, links and names of any kind; a bad one gets one clear line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.library import Library
from ingest.settings import Settings
from tests.ingest.library_makers import ALDER, BIRCH, SETTINGS, add, write


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
