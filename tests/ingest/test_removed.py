"""A link to a review that was removed is told so, by the library itself, for as long as the library stands."""

import pytest

from ingest.errors import RemovedReview, UnknownReview
from ingest.library import Library
from ingest.settings import Settings

TEXT = "Serious Case Review\n\nChild A\n\n1.1 The heron stood by the weir.\n"


@pytest.fixture
def library(tmp_path):
    (tmp_path / "case-a.txt").write_text(TEXT, encoding="utf-8")
    made = Library.open(tmp_path / "library", create=True)
    list(made.add([tmp_path / "case-a.txt"], settings=Settings()))
    return made


def test_what_was_removed_is_told_from_what_never_was(library):
    library.remove("case-a")
    again = Library.open(library.path)
    with pytest.raises(RemovedReview, match=r"The review case-a was removed on 20\d\d-\d\d-\d\d\."):
        again.review("case-a")
    with pytest.raises(UnknownReview) as unknown:
        again.review("other")
    assert not isinstance(unknown.value, RemovedReview)


def test_what_was_added_again_is_there(library, tmp_path):
    library.remove("case-a")
    list(library.add([tmp_path / "case-a.txt"], settings=Settings()))
    assert library.review("case-a").id == "case-a"


def test_a_record_that_is_lost_or_broken_costs_only_the_explanation(library):
    library.remove("case-a")
    (library.path / "removed.json").write_text("{broken")
    with pytest.raises(UnknownReview, match="There is no review"):
        library.review("case-a")
