"""Many at one Casebook: questions go on while something changes, and see a whole state of the collection."""

import os
import shutil
import threading

import pytest

from app.api.desk import Desk
from app.api.lent import LentLibrary
from app.casebook import Casebook
from index.engine import Index
from ingest.errors import InputError
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


def shards(desk):
    return sorted(each.name for each in desk.casebook.library.index_path.glob("shard*") if each.is_dir())


def test_a_question_begun_before_the_index_is_made_anew_is_answered_from_the_former_one(desk):
    former = desk.casebook.index
    desk.ask(QUESTION)
    with desk._leases.reading():
        desk.rebuild()
        assert former.search("warning letter").hits  # whoever holds it still can read
        assert shards(desk) == ["shard", "shard-1"]
    assert shards(desk) == ["shard-1"]
    assert desk.casebook.index is not former
    assert desk.ask(QUESTION).answered


def test_what_is_removed_while_the_index_is_made_anew_is_not_in_it(desk):
    def remove(progress):
        if progress.phase == "index" and progress.done == 0 and len(desk.ids()) == 2:
            desk.remove("calderwick-jonah")

    desk.rebuild(remove)
    assert desk.searched().reviews == 1
    assert {hit.unit.review for hit in desk.search("missed appointments").hits} == {"westmarch-child-k"}


def test_an_index_that_could_not_be_made_anew_leaves_the_present_one(desk):
    def fail(progress):
        raise InputError("Stopped.")

    with pytest.raises(InputError):
        desk.rebuild(fail)
    assert desk.search("missed appointments").hits
    assert shards(desk) == ["shard"]


def test_a_copy_is_lent_to_a_process_and_those_of_ended_ones_are_removed(desk):
    (desk.casebook.library.index_path / "lent" / str(2**22 + 1)).mkdir(parents=True)
    lent = desk.lend(os.getpid())
    assert [each.name for each in lent.parent.iterdir()] == [str(os.getpid())]
    with Index.open(LentLibrary(desk.library, lent), desk.casebook.settings) as copy:
        wanted, found = (each.search("missed appointments") for each in (desk, copy))
    assert [(hit.unit.id, hit.score) for hit in found.hits] == [(hit.unit.id, hit.score) for hit in wanted.hits]
