"""The tools for assistants: what a client of the protocol sends, and what it gets."""

import json
import shutil

import pytest
from starlette.testclient import TestClient

from app.api.access import Access, Rules
from app.api.application import make_api
from app.api.client import ApiError, Client
from app.api.desk import Desk
from app.api.mcp import TOOLS
from app.casebook import Casebook
from ingest.settings import load_settings


@pytest.fixture(scope="module")
def client(folder, tmp_path_factory):
    library = tmp_path_factory.mktemp("mcp") / "library"
    shutil.copytree(folder / "library", library)
    with Casebook.open(library, settings=load_settings(library=library)) as casebook:
        yield TestClient(Access(make_api(Desk(casebook)), Rules("k" * 32)), base_url="http://127.0.0.1")


def call(client, method, **params):
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return client.post("/mcp", json=sent).json()


def test_hello(client):
    hello = call(client, "initialize", protocolVersion="2025-03-26", capabilities={})["result"]
    assert hello["protocolVersion"] == "2025-03-26"
    assert hello["serverInfo"]["name"] == "casebook"
    assert client.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"}).status_code == 202


def test_every_tool_says_that_it_only_reads(client):
    tools = call(client, "tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools] == list(TOOLS)
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)
    assert all(tool["inputSchema"]["type"] == "object" for tool in tools)


def test_an_assistant_asks_and_reads_what_is_cited(client):
    arguments = {"question": "What do reviews say about missed appointments?"}
    answer = call(client, "tools/call", name="ask", arguments=arguments)["result"]
    assert json.loads(answer["content"][0]["text"]) == answer["structuredContent"]
    cited = answer["structuredContent"]["citations"][0]
    read = call(client, "tools/call", name="read", arguments={"unit": cited["id"]})["result"]["structuredContent"]
    assert read["citation"] == cited["citation"]
    reviews = call(client, "tools/call", name="reviews")["result"]["structuredContent"]["reviews"]
    assert cited["review"] in {review["review"] for review in reviews}


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [("ask", {}, "question"), ("read", {"unit": "no:where"}, "no:where"), ("search", {"query": "x", "k": 0}, "k")],
)
def test_a_tool_that_fails_says_why(client, name, arguments, said):
    result = call(client, "tools/call", name=name, arguments=arguments)["result"]
    assert result["isError"] is True
    assert said in result["content"][0]["text"]


@pytest.mark.parametrize("sent", [[], "x", {}, {"jsonrpc": "1.0", "id": 1, "method": "ping"}])
def test_what_is_no_message_is_refused(client, sent):
    assert client.post("/mcp", json=sent).json()["error"]["code"] == -32600


def test_unknown_methods_and_tools(client):
    assert call(client, "resources/list")["error"]["code"] == -32601
    assert call(client, "tools/call", name="remove")["error"]["code"] == -32602


def test_the_client_says_when_a_server_is_not_reached():
    with pytest.raises(ApiError, match="is not reached") as refused:
        Client("http://127.0.0.1:9", timeout=1).health()
    assert refused.value.status == 0
