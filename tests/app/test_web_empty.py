"""What the page shows with no reviews, with one, and for what was removed; without a browser."""

import json

import pytest
from starlette.testclient import TestClient

from app.api.application import make_api
from app.api.desk import Desk
from app.casebook import Casebook
from app.web import reader
from app.web.views import Views
from ingest.settings import load_settings

ONE = "Rapid Review: Child O\n\nMay 2020\n\n1.1 The otter missed every appointment with the harbour nurse.\n"
QUESTION = {"q": ["What do reviews say about missed appointments?"]}


@pytest.fixture
def desk(tmp_path):
    settings = load_settings(library=tmp_path / "library", cache=tmp_path / "cache")
    with Casebook.open(tmp_path / "library", create=True, settings=settings) as casebook:
        yield Desk(casebook)


def add_one(desk, tmp_path):
    path = tmp_path / "otter.txt"
    path.write_text(ONE, encoding="utf-8")
    assert [added.outcome for added in desk.casebook.add([path])] == ["added"]


def shown(view, state=None):
    return list(view(json.dumps(state or {})))[-1]


def test_without_a_review_nothing_may_answer(desk):
    answer = desk.casebook.ask("How many appointments with the harbour nurse did the otter miss?")
    assert (answer.verdict, answer.body.near) == ("nothing", ())
    assert answer.text.startswith("Nothing found: there is nothing to search.")


def test_with_no_reviews_every_page_says_how_to_begin(desk):
    views = Views(desk)
    for page in (shown(views.ask, QUESTION), shown(views.search, QUESTION), shown(views.compare, {"q": ["neglect"]})):
        assert "No reviews yet" in page
        assert 'href="/collection"' in page
    assert "Nothing is here yet" in shown(views.collection)
    assert "No evaluation has been run" in shown(views.evaluation)
    assert "<fieldset" in views.scope()  # roles and voices there always are


def test_with_one_review_it_is_counted_as_one(desk, tmp_path):
    add_one(desk, tmp_path)
    views = Views(desk)
    assert "Ask 1 review;" in shown(views.ask)
    assert "of 1 review" in shown(views.ask, QUESTION)
    assert "1 review about 1 case" in shown(views.collection)
    assert "otter" in shown(views.search, {"q": ["harbour nurse"]})


def test_links_to_what_was_removed_are_explained(desk, tmp_path):
    add_one(desk, tmp_path)
    unit = desk.review("otter").units[-1].id
    desk.remove("otter")
    again = Desk(desk.casebook)  # as after a restart: nothing is remembered but what the library holds
    app = make_api(again)
    app.include_router(reader.router)
    client = TestClient(app, base_url="http://127.0.0.1")
    page = client.get("/review/otter")
    assert page.status_code == 410
    assert "The review otter was removed on 20" in page.text
    assert client.get(f"/review/otter/passage/{unit}").json()["type"] == "urn:casebook:RemovedReview"
    add_other(again, tmp_path)
    for view in (Views(again).ask, Views(again).search):
        assert "The review otter was removed on 20" in shown(view, {**QUESTION, "review": ["otter"]})


def add_other(desk, tmp_path):
    path = tmp_path / "heron.txt"
    path.write_text(ONE.replace("otter", "heron"), encoding="utf-8")
    list(desk.casebook.add([path]))


def test_an_address_that_cannot_be_read_is_a_beginning_or_a_plain_message(desk, tmp_path):
    add_one(desk, tmp_path)
    views = Views(desk)
    for state in ("", "[]", "{", '{"q": 3}', '{"from": ["now"], "q": ["x"]}', '{"k": ["-1"]}'):
        for view in (views.ask, views.search, views.compare, views.collection, views.evaluation):
            assert list(view(state))[-1].startswith("<section"), state
