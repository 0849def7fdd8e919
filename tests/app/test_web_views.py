"""What the pages show for a state, as HTML: without a browser."""

import json
import shutil

import pytest

from app.api.desk import Desk
from app.casebook import Casebook
from app.evaluation import report, runs
from app.web.views import Views
from eval.kept import keep_dataset
from eval.runner import evaluate
from ingest.errors import InputError
from ingest.settings import load_settings

PAIR = {
    "id": "p1", "persona": "practitioner", "type": "fact", "scope": None,
    "question": "How many appointments did the health visitor miss?",
    "gold": [{"review": "westmarch-child-k", "label": "2.1", "occurrence": 1, "grade": 2}],
    "answer_points": [{"text": "three", "must": ["three appointments"]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(folder, tmp_path_factory):
    library = tmp_path_factory.mktemp("views") / "library"
    shutil.copytree(folder / "library", library)
    with Casebook.open(library, settings=load_settings(library=library)) as casebook:
        yield Desk(casebook)


def last(view, **state):
    return list(view(json.dumps(state)))[-1]


def test_a_matrix_holds_only_what_it_is_narrowed_to(desk):
    compare = Views(desk).compare
    every = last(compare, q=["missed appointments"])
    assert "/review/westmarch-child-k" in every
    assert "/review/calderwick-jonah" in every
    late = last(compare, q=["missed appointments"], **{"from": ["2020"]})
    assert "/review/westmarch-child-k" not in late
    assert "/review/calderwick-jonah" in late
    assert "No review is left to compare" in last(compare, q=["missed appointments"], **{"from": ["2099"]})


def test_a_refusal_says_what_is_not_there(desk):
    page = last(Views(desk).ask, q=["Which football clubs were fined for hooliganism in Lisbon?"])
    assert "Nothing in these reviews answers that." in page
    assert 'data-verdict="nothing"' in page
    assert "No passage in scope has the words" in page
    assert "Passages that may answer" not in page


def test_passages_that_may_answer_stand_open_under_a_heading_of_their_own(desk):
    page = last(Views(desk).ask, q=["Who chaired the conference about Jonah?"])
    assert 'data-answered="no" data-verdict="may_answer"' in page
    assert '<h2 class="cb-opening">No sure answer; the passages named below may hold one.</h2>' in page
    assert '<section class="cb-near" aria-label="Passages that may answer">' in page
    assert "none of them is an answer" not in page


def test_whoever_asks_is_told_when_something_fails_that_should_not(desk, caplog):
    def broken():
        raise KeyError("q")

    page = list(Views(desk, broken).evaluation("{}"))[-1]
    assert "Something went wrong that should not have (KeyError)." in page
    assert "A page could not be made." in caplog.text


def test_a_run_is_shown_in_plain_words_with_its_report(desk, tmp_path):
    dataset = tmp_path / "own.jsonl"
    dataset.write_text(json.dumps(PAIR) + "\n", encoding="utf-8")
    run = evaluate(desk.casebook, dataset, ("casebook",))
    keep_dataset(dataset, desk.library)
    dataset.unlink()  # the report is made from what the library keeps
    page = last(Views(desk, lambda: runs(desk.library)).evaluation)
    for words in ("Finding the right paragraphs", "Answering", "Quotations that stand word for word"):
        assert words in page
    assert f'href="/evaluation/report/{run.header.id}"' in page
    assert PAIR["question"] in report(desk, run.header.id)
    for wrong in ("never", "../../library"):
        with pytest.raises(InputError, match="There is no run"):
            report(desk, wrong)
