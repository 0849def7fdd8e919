"""Metadata that a user sets, or a file beside the review."""

import pytest

from ingest.errors import InputError
from tests.ingest.library_makers import ALDER, SETTINGS, add, write


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
