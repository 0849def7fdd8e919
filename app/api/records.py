"""The domain's records as JSON and back, for the routes between a command and the server of its library."""

from __future__ import annotations

from pydantic import TypeAdapter

from app.answers.model import Answer
from index.model import QueryPart, Searched, SearchResult

ANSWER = TypeAdapter(Answer)
RESULT = TypeAdapter(SearchResult)
SEARCHED = TypeAdapter(Searched)
PARTS = TypeAdapter(tuple[QueryPart, ...])
