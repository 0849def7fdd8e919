"""How the way of a question through the files is counted."""

from app.answers.question.kind import kind_of
from app.answers.words import content
from app.casebook import Casebook
from eval.walk import Walk, walk
from ingest.settings import load_settings


def test_a_run_of_calls_in_one_file_is_one_stay_and_coming_back_is_a_return():
    way = Walk("q", ("a.py", "b.py", "a.py"))
    assert (way.stays, way.returns) == (3, 1)
    assert (Walk("q", ()).stays, Walk("q", ()).returns) == (0, 0)


def test_nothing_is_counted_before_the_answerer():
    assert walk("Why was it late?", lambda question: (content(question), kind_of(question))).files == ()


def test_only_calls_that_are_given_the_question_count(library):
    question = "Was the school told of the move?"
    with Casebook(library, load_settings(library=library.path)) as casebook:
        found = walk(question, casebook.ask)
    assert found.files[:2] == ("app/answers/answerer.py", "index/engine.py")
    assert "app/answers/render.py" not in found.files
    assert found.stays < 40
    assert found.returns < 15
