"""Many at one Casebook: questions go on while something changes, and see a whole state of the collection."""

import shutil
import threading

import pytest

from app.api.desk import Desk
from app.casebook import Casebook
from ingest.library import Library
from ingest.settings import load_settings

QUESTION = "What do reviews say about missed appointments?"
OTTER = "Rapid Review\n\n1.1 The otter missed every appointment with the harbour nurse.\n"


@pytest.fixture
def desk(folder, tmp_path):
    shutil.copytree(folder / "library", tmp_path / "library")
    with Casebook.open(tmp_path / "library", settings=load_settings(library=tmp_path / "library")) as casebook:
        yield Desk(casebook)


def test_a_question_does_not_wait_for_a_change(desk):
    begun, answered = threading.Event(), threading.Event()

    def work(_):
        begun.set()
        return answered.wait(timeout=30)

    waited = []
    change = threading.Thread(target=lambda: waited.append(desk.changing(work)))
    change.start()
    begun.wait(timeout=30)
    assert desk.ask(QUESTION).answered
    answered.set()
    change.join()
    assert waited == [True]


def test_a_review_is_found_when_it_is_indexed_whole_and_not_before(desk, tmp_path):
    assert desk.ask(QUESTION).searched.reviews == 2
    (tmp_path / "otter.txt").write_text(OTTER, encoding="utf-8")
    list(Library.open(desk.library).add([tmp_path / "otter.txt"], settings=desk.casebook.settings))
    meanwhile = []

    def look(progress):
        if progress.phase == "embed":
            found = desk.search("where did the otter go")
            meanwhile.append((found.searched.reviews, {hit.unit.review for hit in found.hits}))

    desk.changing(lambda casebook: casebook.sync(look))
    assert meanwhile == [(2, {"calderwick-jonah", "westmarch-child-k"})]
    assert "otter" in {hit.unit.review for hit in desk.search("where did the otter go").hits}
    assert desk.ask(QUESTION).searched.reviews == 3


def test_twenty_ask_at_once(desk):
    answers = []
    threads = [
        threading.Thread(target=lambda number=number: answers.append(desk.ask(f"{QUESTION} {number}")))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert {answer.searched.reviews for answer in answers} == {2}
