"""Tools for assistants, by the Model Context Protocol over HTTP: ask, search, read. All of them only read.

`POST /mcp` takes one JSON-RPC message and answers it with JSON, without sessions: what the protocol's "streamable HTTP"
allows a server that has nothing to say of its own accord.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ValidationError

from app.api.desk import Desk
from app.api.requests import AskIn, Request, SearchIn, SimilarIn, left_out
from app.api.responses import UnitInContextForm
from app.api.shared import desk_of, in_context
from app.forms import answer_form, search_form
from ingest.errors import CasebookError

PROTOCOLS = ("2025-06-18", "2025-03-26", "2024-11-05")
INSTRUCTIONS = (
    "Casebook quotes child safeguarding reviews word for word. Give each quotation with its `citation`, unchanged. "
    "Where `answered` is false, say so and what was searched; do not answer from elsewhere. Where `verdict` is "
    "`may_answer`, the passages named in `sections.near` come nearest: offer them to be read, claim nothing from them. "
    "Where it is `denied`, the first quotation denies what the question takes for granted: say that first. "
    "Counts are of published reviews, not of how common something is."
)
router = APIRouter(include_in_schema=False)


class UnitIn(Request):
    """A unit to read."""

    unit: str


class NothingIn(Request):
    """No arguments."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what it is for, what it takes, what it does."""

    description: str
    takes: type[BaseModel]
    run: Callable[[Desk, Any], BaseModel | list[dict[str, Any]]]


def _ask(desk: Desk, asked: AskIn) -> BaseModel:
    answer = desk.ask(asked.question, filters=asked.filters.filters(), k=asked.k, ignore=left_out(asked.ignore))
    return answer_form(answer, key=asked.id)


def _search(desk: Desk, asked: SearchIn) -> BaseModel:
    return search_form(
        desk.search(asked.query, k=asked.k, filters=asked.filters.filters(), ignore=left_out(asked.ignore))
    )


def _similar(desk: Desk, asked: SimilarIn) -> BaseModel:
    desk.unit(asked.unit)
    return search_form(desk.similar(asked.unit, k=asked.k, filters=asked.filters.filters()))


def _read(desk: Desk, asked: UnitIn) -> UnitInContextForm:
    return in_context(desk, asked.unit)


def _reviews(desk: Desk, _: NothingIn) -> list[dict[str, Any]]:
    return [{"review": form.review, "title": form.title, "metadata": form.metadata} for form in desk.forms()]


TOOLS: Mapping[str, Tool] = {
    "ask": Tool(
        "Answer a question with quotations and their paragraph numbers, or say nothing was found.", AskIn, _ask
    ),
    "search": Tool("Find the passages that match best, in rank order.", SearchIn, _search),
    "similar": Tool("Find passages of other cases that are like a unit.", SimilarIn, _similar),
    "read": Tool("Read a unit with the one before and the one after.", UnitIn, _read),
    "reviews": Tool("List the reviews of the collection.", NothingIn, _reviews),
}


@router.post("/mcp")
def message(sent: Annotated[Any, Body()], desk: Annotated[Desk, Depends(desk_of)]) -> Response:
    """Answer one message."""
    if not isinstance(sent, dict) or sent.get("jsonrpc") != "2.0" or not isinstance(sent.get("method"), str):
        return _error(None, -32600, "This is not a JSON-RPC 2.0 request.")
    if "id" not in sent:
        return Response(status_code=202)  # a notification: nothing to answer
    params = sent.get("params") or {}
    if not isinstance(params, dict):
        return _error(sent["id"], -32602, "`params` must be an object.")
    if sent["method"] == "initialize":
        return _result(sent["id"], _hello(params))
    if sent["method"] == "ping":
        return _result(sent["id"], {})
    if sent["method"] == "tools/list":
        return _result(sent["id"], {"tools": [_listed(name, tool) for name, tool in TOOLS.items()]})
    if sent["method"] == "tools/call":
        return _call(sent["id"], desk, params)
    return _error(sent["id"], -32601, f"There is no method {sent['method']!r}.")


def _hello(params: Mapping[str, Any]) -> dict[str, Any]:
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in PROTOCOLS else PROTOCOLS[0],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "casebook", "version": version("casebook")},
        "instructions": INSTRUCTIONS,
    }


def _listed(name: str, tool: Tool) -> dict[str, Any]:
    return {
        "name": name,
        "description": tool.description,
        "inputSchema": tool.takes.model_json_schema(),
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    }


def _call(key: Any, desk: Desk, params: Mapping[str, Any]) -> Response:
    tool = TOOLS.get(str(params.get("name")))
    if tool is None:
        return _error(key, -32602, f"There is no tool {params.get('name')!r}.")
    try:
        found = tool.run(desk, tool.takes.model_validate(params.get("arguments") or {}))
    except (CasebookError, ValidationError) as error:
        # A tool that fails tells the assistant why, so that it can do better.
        return _result(key, {"content": [{"type": "text", "text": str(error)}], "isError": True})
    value = found.model_dump(mode="json") if isinstance(found, BaseModel) else {"reviews": found}
    text = json.dumps(value, ensure_ascii=False)
    return _result(key, {"content": [{"type": "text", "text": text}], "structuredContent": value})


def _result(key: Any, result: Mapping[str, Any]) -> Response:
    return JSONResponse({"jsonrpc": "2.0", "id": key, "result": result})


def _error(key: Any, code: int, said: str) -> Response:
    return JSONResponse(
        {"jsonrpc": "2.0", "id": key, "error": {"code": code, "message": said}}, 400 if key is None else 200
    )
