"""Whatever is sent where files are wanted is taken, or refused in words: never an error of the server."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.access import Access, Rules
from app.api.application import make_api
from app.api.desk import Desk
from app.casebook import Casebook
from ingest.settings import load_settings

KEY = "k" * 32


@pytest.fixture(scope="module")
def client(folder, tmp_path_factory):
    root = tmp_path_factory.mktemp("uploads")
    shutil.copytree(folder / "library", root / "library")
    with Casebook.open(root / "library", settings=load_settings(library=root / "library", cache=root / "cache")) as own:
        app = make_api(Desk(own))
        guarded = Access(app, Rules(KEY))
        yield TestClient(guarded, base_url="http://127.0.0.1", raise_server_exceptions=False)
        app.state.jobs.stop()


def part(name, filename, content, kind=None):
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"'
    head += "" if filename is None else f'; filename="{filename}"'
    head += f"\r\nContent-Type: {kind}" if kind else ""
    return f"{head}\r\n\r\n".encode() + content + b"\r\n"


def send(client, body, kind="multipart/form-data; boundary=b"):
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": kind}
    return client.post("/api/v1/reviews", content=body, headers=headers)


END = b"--b--\r\n"
FILE = part("files", "a.exe", b"x")


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (part("files", None, b"hello") + END, 422, "files.0: this part is text, not a file with a name"),
        (FILE + part("files", None, b"hello") + END, 422, "files.1: this part is text, not a file with a name"),
        (part("other", "a.txt", b"x") + END, 422, "files: Field required"),
        (END, 422, "files: Field required"),
        (b"", 422, "files: Field required"),
        (part("files", "", b"x") + END, 422, "which is no name for a file"),
        (part("files", "..", b"x") + END, 422, "which is no name for a file"),
        (FILE + FILE + END, 409, "Two of the files are called a.exe."),
        (part("files", "x/a.exe", b"x") + part("files", "y\\\\a.exe", b"x") + END, 409, "Two of the files are called"),
        (b"".join(part("files", f"{n}.exe", b"x") for n in range(201)) + END, 422, "at most 200 items"),
        (b"\x00\xff" * 50, 400, "Invalid multipart data."),
        (b"--b\r\nX: y\r\n\r\nx\r\n--b--\r\n", 400, "must be provided"),
    ],
)
def test_what_is_no_file_is_refused_in_words(client, body, status, said):
    response = send(client, body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/mixed"]
)
def test_another_kind_of_body_is_refused_by_its_name(client, kind):
    response = send(client, b"files=a", kind)
    assert response.status_code == 415
    assert response.json()["detail"].startswith(f"The request is {kind}, not multipart/form-data.")


def test_nothing_is_kept_of_what_is_refused(client, tmp_path_factory):
    assert send(client, FILE + part("files", "..", b"x") + END).status_code == 422
    waiting = tmp_path_factory.getbasetemp().glob("uploads*/cache/uploads/*/waiting/*")
    assert [each for each in waiting if any(each.iterdir())] == []


PARTS = st.builds(
    part,
    st.sampled_from(["files", "files", "files", "other", ""]),
    st.none() | st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"]), max_size=30),
    st.binary(max_size=60),
    st.none() | st.sampled_from(["text/plain", "application/pdf", "nonsense", "multipart/form-data; boundary=c"]),
)
BODIES = st.lists(PARTS, max_size=4).map(b"".join) | st.binary(max_size=200)
KINDS = st.just("multipart/form-data; boundary=b") | st.sampled_from(
    ["multipart/form-data", 'multipart/form-data; boundary="', "multipart/form-data; boundary=b; charset=x", "a/b", "x"]
)


# What Starlette held of a body that breaks off is closed when it is collected, which Python remarks on.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <function SpooledTemporaryFile")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES, end=st.sampled_from([END, b"", b"--b"]), kind=KINDS)
def test_anything_sent_is_taken_or_refused(client, body, end, kind):
    response = send(client, body + end, kind)
    if response.status_code == 202:
        assert b"filename=" in body
    else:
        assert 400 <= response.status_code < 500
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["detail"]
