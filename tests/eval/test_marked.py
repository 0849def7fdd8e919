import json

import pytest

from app.casebook import Casebook
from eval.check import check
from eval.marked import Mark, drafts, marks, marks_path, record
from eval.pairs import DatasetError, load
from ingest.errors import InputError
from ingest.settings import load_settings


@pytest.fixture
def empty(library):
    """The library without a mark."""
    marks_path(library.path).unlink(missing_ok=True)
    return library


def unit(library, label):
    (review,) = library.reviews()
    return next(each for each in review.units if each.label == label)


def test_a_mark_is_kept_with_its_time_and_read_back(empty):
    kept = record(empty.path, Mark("Who chaired?", "right", ("a:1",), note="yes"))
    assert marks(empty.path) == (kept,)
    assert kept.time.startswith("20")


def test_a_line_cut_short_costs_that_line_alone(empty):
    first = record(empty.path, Mark("Who chaired?", "right"))
    with marks_path(empty.path).open("a") as file:
        file.write('{"question": "Wh')
    second = record(empty.path, Mark("Was the school told?", "wrong"))
    assert marks(empty.path) == (first, second)


@pytest.mark.parametrize("mark", [Mark(" ", "right"), Mark("Who?", "splendid")])
def test_a_mark_without_a_question_or_of_another_verdict_is_refused(empty, mark):
    with pytest.raises(InputError):
        record(empty.path, mark)
    assert marks(empty.path) == ()


def test_drafts_name_units_by_label_and_the_last_mark_counts(empty, tmp_path):
    chair = unit(empty, "1.1")
    record(empty.path, Mark("Who chaired?", "wrong"))
    record(empty.path, Mark("Who chaired?", "right", (chair.id, "gone:1")))
    record(empty.path, Mark("How many horses were there?", "right"))
    found = drafts(empty.path)
    assert [row["type"] for row in found] == ["fact", "unanswerable"]
    assert found[0]["gold"] == [{"review": chair.review, "label": "1.1", "occurrence": 1, "grade": 2}]
    path = tmp_path / "drafts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in found))
    assert check(load(path), {review.id: review for review in empty.reviews()}).troubles == ()


def test_a_draft_of_a_wrong_answer_waits_for_a_person_to_name_its_gold(empty, tmp_path):
    record(empty.path, Mark("Was the school told?", "wrong", (unit(empty, "1.1").id,)))
    path = tmp_path / "drafts.jsonl"
    path.write_text(json.dumps(drafts(empty.path)[0]))
    with pytest.raises(DatasetError, match="names no gold unit"):
        load(path)


def test_a_library_without_marks_has_no_drafts(empty):
    assert drafts(empty.path) == ()


def test_marks_do_not_disturb_the_library(empty):
    record(empty.path, Mark("Who chaired?", "right"))
    with Casebook.open(empty.path, settings=load_settings(library=empty.path)) as casebook:
        assert len(list(casebook.reviews())) == 1
