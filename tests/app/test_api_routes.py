"""The API as its callers meet it, over a library of two fictional reviews."""

import json
import re
import shutil
import time

import pytest
from starlette.testclient import TestClient

from app.api.access import Access, Rules
from app.api.application import make_api
from app.api.compare import compare_form
from app.api.desk import Desk
from app.api.requests import CompareIn
from app.casebook import Casebook
from app.schemas import AnswerForm, ReviewFullForm, SearchForm
from ingest.settings import load_settings

KEY = "k" * 32
WITH_KEY = {"Authorization": f"Bearer {KEY}"}
MISSED = "How many appointments did the health visitor miss?"


@pytest.fixture(scope="module")
def client(folder, tmp_path_factory):
    root = tmp_path_factory.mktemp("api")
    shutil.copytree(folder / "library", root / "library")
    settings = load_settings(library=root / "library", cache=root / "cache", max_file_mb=1)
    with Casebook.open(root / "library", settings=settings) as casebook:
        app = make_api(Desk(casebook))
        yield TestClient(Access(app, Rules(KEY)), base_url="http://127.0.0.1")
        app.state.jobs.stop()


def post(client, path, **body):
    return client.post(f"/api/v1/{path}", json=body)


def test_health_and_readiness(client):
    health = client.get("/api/v1/health").json()
    assert health["status"] == "ok"
    assert health["reviews"] == len(client.get("/api/v1/reviews").json()["reviews"])
    assert client.get("/api/v1/ready").json()["ready"] is True


def test_an_answer_in_the_form_of_the_command_line(client):
    answer = AnswerForm.model_validate(
        post(client, "ask", question="What do reviews say about missed appointments?", id=7).json()
    )
    assert answer.id == 7
    assert answer.answered
    sources = {passage.id: passage.text for passage in answer.passages}
    quoted = [claim for claim in answer.claims if claim.quote]
    assert quoted
    for claim in quoted:
        assert " ".join(claim.quote.split()) in " ".join(sources[claim.citations[0].id].split())


def test_an_answer_as_events(client):
    response = client.post(
        "/api/v1/ask",
        json={"question": "What do reviews say about missed appointments?"},
        headers={"Accept": "text/event-stream"},
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [(name, json.loads(data)) for name, data in re.findall(r"event: (\w+)\ndata: (.*)\n\n", response.text)]
    names = [name for name, _ in events]
    assert names[0] == "searched"
    assert names[-1] == "answer"
    claims = [data for name, data in events if name == "claim"]
    assert claims == events[-1][1]["claims"]


def test_nothing_found_is_an_answer(client):
    answer = post(client, "ask", question="What is said of county lines exploitation?").json()
    assert answer["answered"] is False
    assert answer["claims"] == []
    assert answer["searched"]["passages"] > 0


def test_what_was_read_into_a_question_can_be_left_out(client):
    asked = "What does the MASH hold?"
    answer = post(client, "ask", question=asked).json()
    (part,) = [part for part in answer["parts"] if part["found"] == "MASH"]
    without = post(client, "ask", question=asked, ignore=[part]).json()
    assert "MASH" not in {each["found"] for each in without["parts"]}
    assert post(client, "ask", question=asked).json()["parts"] == answer["parts"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("QUERY", "ask", 405), ("TRACE", "health", 405), ("PUT", "reviews/x", 405), ("GET", "nowhere", 404)],
)
def test_what_cannot_be_asked_in_that_way(client, method, path, status):
    refused = client.request(method, f"/api/v1/{path}", headers=WITH_KEY)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert ("Allow" in refused.headers) is (status == 405)


def test_search_pages_join(client):
    whole = SearchForm.model_validate(post(client, "search", query="missed appointments", k=6).json())
    parts = [post(client, "search", query="missed appointments", k=3, offset=at).json() for at in (0, 3)]
    ids = [passage["id"] for part in parts for passage in part["passages"]]
    assert ids == [passage.id for passage in whole.passages]
    assert len(set(ids)) == 6


def test_search_explains_on_request(client):
    plain = post(client, "search", query="threshold", k=1).json()["passages"][0]
    explained = post(client, "search", query="threshold", k=1, explain=True).json()["passages"][0]
    assert plain["signals"] is None
    assert {"name", "rank", "score"} == set(explained["signals"][0])


def test_filters_restrict(client):
    found = post(client, "search", query="appointments", k=20, filters={"reviews": ["calderwick-jonah"]}).json()
    assert {passage["review"] for passage in found["passages"]} == {"calderwick-jonah"}
    assert found["searched"]["reviews"] == 1


def test_similar_is_of_other_cases(client):
    unit = post(client, "search", query="missed appointments", k=1).json()["passages"][0]
    found = post(client, "similar", unit=unit["id"], k=3).json()["passages"]
    assert found
    assert all(passage["review"] != unit["review"] for passage in found)


def test_a_review_its_units_and_one_unit_agree(client):
    full = ReviewFullForm.model_validate(client.get("/api/v1/reviews/westmarch-child-k").json())
    pages, offset = [], 0
    while offset is not None:
        page = client.get(f"/api/v1/reviews/westmarch-child-k/units?limit=7&offset={offset}").json()
        pages += page["units"]
        offset = page["next_offset"]
    assert [unit["id"] for unit in pages] == [unit.id for unit in full.units]
    third = client.get(f"/api/v1/units/{full.units[2].id}").json()
    assert third["before"]["id"] == full.units[1].id
    assert third["after"]["id"] == full.units[3].id
    assert third["unit"]["text"] == full.units[2].text


def test_recommendations_alone(client):
    page = client.get("/api/v1/reviews/westmarch-child-k/units?kind=recommendation").json()
    assert page["total"] == 2


def test_the_original_is_a_download(client, folder):
    response = client.get("/api/v1/reviews/calderwick-jonah/original")
    assert response.content == (folder / "files" / "calderwick-jonah.txt").read_bytes()
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_cite(client):
    unit = client.get("/api/v1/reviews/westmarch-child-k/units?kind=recommendation").json()["units"][0]
    cited = post(client, "cite", unit=unit["id"], style="harvard").json()
    assert cited["citation"] == "(Westmarch Safeguarding Children Board, 2018, recommendation 1)"


def test_compare_has_a_cell_for_each_review_and_aspect(client):
    reviews = ["calderwick-jonah", "westmarch-child-k"]
    matrix = post(client, "compare", reviews=reviews, aspects=["warning letters", "asthma"]).json()
    cells = {(cell["review"], cell["aspect"]): cell["quote"] for cell in matrix["cells"]}
    assert list(cells) == [(review, aspect) for review in reviews for aspect in ("warning letters", "asthma")]
    assert "letter" in cells["westmarch-child-k", "warning letters"]
    assert cells["calderwick-jonah", "warning letters"] is None
    assert cells["westmarch-child-k", "asthma"] is None


def test_a_matrix_that_takes_too_long_says_which_reviews_are_left(casebook):
    asked = CompareIn(aspects=["asthma"])
    first = compare_form(Desk(casebook), asked, seconds=0)
    assert (first.reviews, first.rest) == (["calderwick-jonah"], ["westmarch-child-k"])
    assert [cell.review for cell in first.cells] == ["calderwick-jonah"]
    second = compare_form(Desk(casebook), asked.model_copy(update={"reviews": first.rest}), seconds=0)
    assert (second.reviews, second.rest) == (["westmarch-child-k"], [])


def test_facets_count(client):
    found = post(client, "facets").json()["facets"]
    counts = {each["value"]: each["cases"] for each in found["reviews"]}
    assert counts["calderwick-jonah"] == counts["westmarch-child-k"] == 1


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("ask", {}, 422, "question"),
        ("ask", {"question": ""}, 422, "question"),
        ("ask", {"question": "  "}, 422, "question"),
        ("ask", {"question": "x" * 20_001}, 422, "question"),
        ("ask", {"question": "why", "filter": {}}, 422, "filter"),
        ("ask", {"question": "why", "filters": {"reviews": ["nowhere"]}}, 404, "nowhere"),
        ("ask", {"question": "why", "filters": {"roles": ["villain"]}}, 422, "roles"),
        ("search", {"query": "why", "k": 0}, 422, "k"),
        ("similar", {"unit": "westmarch-child-k:nothing"}, 404, "westmarch-child-k:nothing"),
        ("cite", {"unit": "x", "style": "chicago"}, 422, "style"),
        ("compare", {"aspects": []}, 422, "aspects"),
    ],
)
def test_what_cannot_be_used_is_a_problem_that_names_it(client, path, body, status, said):
    response = post(client, path, **body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert said in problem["detail"]


def test_routes_that_do_not_exist_are_problems_too(client):
    response = client.get("/api/v1/nothing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_an_unknown_review_names_a_near_one(client):
    problem = client.get("/api/v1/reviews/westmarsh-child-k").json()
    assert problem["type"] == "urn:casebook:UnknownReview"
    assert "westmarch-child-k" in problem["remedy"]


ADDED = """Harrowmere Partnership

Rapid Review: Baby T

1.1 Baby T was seen by the midwife on four occasions. The midwife recorded the temperature of the room each time.

1.2 Nobody asked where Baby T slept. The sofa was the only warm place in the flat.
"""


def test_adding_asking_describing_and_removing(client):
    def add(text):
        files = [("files", ("harrowmere <b>baby.txt", text.encode(), "text/plain"))]
        assert client.post("/api/v1/reviews", files=files).status_code == 401
        job = client.post("/api/v1/reviews", files=files, headers=WITH_KEY).json()
        for _ in range(600):
            job = client.get(f"/api/v1/jobs/{job['id']}").json()
            if job["state"] in ("done", "failed"):
                return job
            time.sleep(0.05)
        raise AssertionError(job)

    job = add(ADDED)
    assert job["state"] == "done"
    assert [(each["outcome"], each["file"]) for each in job["files"]] == [("added", "harrowmere _b_baby.txt")]
    review = job["files"][0]["review"]
    found = post(client, "search", query="where did the baby sleep", k=1).json()["passages"][0]
    assert found["review"] == review
    assert [each["outcome"] for each in add(ADDED)["files"]] == ["skipped"]
    assert [each["outcome"] for each in add(ADDED + "\n1.3 A cot was promised.\n")["files"]] == ["replaced"]

    assert client.patch(f"/api/v1/reviews/{review}", json={"values": {"year": "2020"}}).status_code == 401
    described = client.patch(f"/api/v1/reviews/{review}", json={"values": {"year": "2020"}}, headers=WITH_KEY)
    assert described.json()["metadata"]["year"] == "2020"

    assert client.delete(f"/api/v1/reviews/{review}").status_code == 401
    assert client.delete(f"/api/v1/reviews/{review[:6]}", headers=WITH_KEY).status_code == 404
    assert client.delete(f"/api/v1/reviews/{review}", headers=WITH_KEY).json()["review"] == review
    gone = client.get(f"/api/v1/reviews/{review}")
    assert (gone.status_code, gone.json()["type"]) == (404, "urn:casebook:RemovedReview")
    assert f"The review {review} was removed on 20" in gone.json()["detail"]
    assert client.get(f"/api/v1/units/{review}:0123").json() == gone.json()
    after = post(client, "search", query="where did the baby sleep", k=20).json()["passages"]
    assert review not in {passage["review"] for passage in after}


def test_a_file_that_cannot_be_read_is_said_by_its_job(client):
    files = [("files", ("broken.pdf", b"not a pdf", "application/pdf"))]
    job = client.post("/api/v1/reviews", files=files, headers=WITH_KEY).json()
    for _ in range(600):
        job = client.get(f"/api/v1/jobs/{job['id']}").json()
        if job["state"] in ("done", "failed"):
            break
        time.sleep(0.05)
    assert [each["outcome"] for each in job["files"]] == ["failed"]
    assert "broken.pdf" in job["files"][0]["message"]
    assert "/" not in job["files"][0]["message"]  # no path of the server


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(client):
    files = [("files", ("large.txt", b"x" * 3_000_000, "text/plain"))]
    response = client.post("/api/v1/reviews", files=files, headers=WITH_KEY)
    assert response.status_code == 413
    assert "MB" in response.json()["detail"]


def test_metrics_hold_counts_and_never_what_was_asked(client):
    post(client, "ask", question="Was the zebra crossing repainted?")
    text = client.get("/api/v1/metrics").text
    assert re.search(r'casebook_requests_total\{route="/api/v1/ask",status="200"\} \d+', text)
    assert "zebra" not in text


def test_every_route_is_in_the_document_and_local_ones_are_not(client):
    paths = set(client.get("/openapi.json").json()["paths"])
    assert {"/api/v1/ask", "/api/v1/search", "/api/v1/reviews/{review}", "/api/v1/jobs/{job}"} <= paths
    assert not [path for path in paths if "local" in path or not path.startswith("/api/v1/")]


def test_the_index_is_made_anew_by_a_job(client):
    assert client.post("/api/v1/index", json={"rebuild": True}).status_code == 401
    job = client.post("/api/v1/index", json={"rebuild": True}, headers=WITH_KEY).json()
    again = client.post("/api/v1/index", json={"rebuild": True}, headers=WITH_KEY).json()
    assert job["kind"] == "rebuild"
    assert again["id"] == job["id"]  # one that is under way is enough
    while (state := client.get(f"/api/v1/jobs/{job['id']}").json())["state"] not in ("done", "failed"):
        time.sleep(0.05)
    assert state["state"] == "done"
    assert state["done"] == state["total"] > 0
    assert post(client, "search", query="missed appointments").json()["passages"]
