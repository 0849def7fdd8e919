"""Who may do what: every refusal and every permission, by what a caller sends."""

import base64

import pytest
from starlette.datastructures import Headers

from app.api.access import Access, Rules, hostname, writes
from app.api.changing import file_name
from app.web.server import hosts_for, password_for
from ingest.errors import InputError, SettingsError
from ingest.settings import load_settings

KEY = "k" * 32
HERE = {"host": "127.0.0.1:7860"}
BEARER = {**HERE, "authorization": f"Bearer {KEY}"}


def basic(password):
    return {"authorization": "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()}


def status(rules, method, path, headers):
    refused = Access(None, rules).refusal(method, path, Headers(headers))
    return refused.status_code if refused else 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "/", HERE, 200),
        ("GET", "/", {"host": "localhost"}, 200),
        ("GET", "/", {"host": "[::1]:7860"}, 200),
        ("GET", "/", {"host": "evil.example"}, 403),
        ("GET", "/", {"host": "127.0.0.1.evil.example:7860"}, 403),
        ("GET", "/", {"host": "127.0.0.1@evil.example"}, 403),
        ("GET", "/", {}, 403),
        ("POST", "/api/v1/ask", HERE, 200),
        ("POST", "/api/v1/ask", {**HERE, "origin": "http://127.0.0.1:7860"}, 200),
        ("POST", "/api/v1/ask", {**HERE, "origin": "http://evil.example"}, 403),
        ("POST", "/api/v1/ask", {**HERE, "origin": "http://127.0.0.1:9999"}, 403),
        ("POST", "/api/v1/ask", {**HERE, "origin": "null"}, 403),
        ("POST", "/api/v1/ask", {**HERE, "sec-fetch-site": "cross-site"}, 403),
        ("POST", "/api/v1/reviews", HERE, 401),
        ("POST", "/api/v1/reviews", {**HERE, "authorization": "Bearer wrong"}, 401),
        ("POST", "/api/v1/reviews", {**HERE, "authorization": "Bearer"}, 401),
        ("POST", "/api/v1/reviews", BEARER, 200),
        ("POST", "/api/v1/reviews", {**HERE, "cookie": f"a=b; casebook_key={KEY}"}, 200),
        ("POST", "/api/v1/reviews", {**HERE, "cookie": f"casebook_key={KEY}", "origin": "http://evil.example"}, 403),
        ("DELETE", "/api/v1/reviews/case-r", HERE, 401),
        ("PATCH", "/api/v1/reviews/case-r", HERE, 401),
        ("GET", "/api/v1/local/here", HERE, 401),
        ("POST", "/api/v1/local/ask", HERE, 401),
        ("POST", "/gradio_api/upload", HERE, 401),
        ("POST", "/gradio_api/component_server", HERE, 401),
        ("POST", "/gradio_api/queue/join", HERE, 200),
        ("PUT", "/anything", HERE, 401),
    ],
)
def test_a_call_on_loopback(method, path, headers, expected):
    assert status(Rules(KEY), method, path, headers) == expected


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "/", {}, 401),
        ("GET", "/", basic("wrong"), 401),
        ("GET", "/", basic(""), 401),
        ("GET", "/", {"authorization": "Basic !!!"}, 401),
        ("GET", "/", basic("s3cret"), 200),
        ("POST", "/api/v1/ask", basic("s3cret"), 200),
        ("POST", "/api/v1/reviews", basic("s3cret"), 401),
        ("POST", "/api/v1/reviews", {"authorization": f"Bearer {KEY}"}, 200),
    ],
)
def test_a_call_from_another_machine(method, path, headers, expected):
    rules = Rules(KEY, password="s3cret", hosts=frozenset({"reviews.example"}))
    assert status(rules, method, path, {"host": "reviews.example", **headers}) == expected


def test_the_key_and_the_password_stand_in_no_printed_form():
    assert KEY not in repr(Rules(KEY, password="s3cret"))
    assert "s3cret" not in repr(Rules(KEY, password="s3cret"))


@pytest.mark.parametrize(
    ("headers", "expected"), [({}, 401), (basic("wrong"), 401), (basic("s3cret"), 200), (BEARER, 200)]
)
def test_a_password_that_is_set_is_asked_for_on_loopback_too(casebook_with, headers, expected):
    rules = Rules(KEY, password_for("127.0.0.1", casebook_with(password="s3cret")), hosts_for("127.0.0.1"))
    assert status(rules, "GET", "/api/v1/reviews", {**HERE, **headers}) == expected


def test_a_host_other_than_loopback_needs_a_password(casebook_with):
    assert password_for("127.0.0.1", casebook_with()) == ""
    assert password_for("0.0.0.0", casebook_with(password="s3cret")) == "s3cret"
    with pytest.raises(SettingsError, match="no password is set"):
        password_for("0.0.0.0", casebook_with())


@pytest.fixture
def casebook_with(tmp_path):
    from app.casebook import Casebook

    def made(**settings):
        return Casebook.open(tmp_path / "library", create=True, settings=load_settings(**settings))

    return made


def test_names_under_which_a_server_may_be_called():
    assert hosts_for("127.0.0.1") == {"127.0.0.1", "localhost", "::1"}
    assert hosts_for("192.168.1.5") == {"192.168.1.5"}
    assert hosts_for("0.0.0.0") == frozenset()


def test_host_names():
    assert hostname("[::1]:7860") == "::1"
    assert hostname("LOCALHOST:1") == "localhost"
    assert hostname("[broken") == ""


def test_reading_and_writing_are_told_apart():
    assert not writes("GET", "/api/v1/reviews")
    assert not writes("POST", "/api/v1/search")
    assert writes("POST", "/api/v1/search/other")
    assert writes("POST", "/gradio_api/upload")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Case R.pdf", "Case R.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\reviews\\Case R.docx", "Case R.docx"),
        ("a<b>\x00c|.txt", "a_b__c_.txt"),
        (".hidden.txt", "hidden.txt"),
        ("ä" * 300 + ".pdf", "ä" * 200 + ".pdf"),
    ],
)
def test_a_file_name_is_only_ever_a_name(sent, kept):
    assert file_name(sent) == kept


@pytest.mark.parametrize("sent", ["", "..", "/", "."])
def test_what_is_no_name_is_refused(sent):
    with pytest.raises(InputError):
        file_name(sent)
