"""Casebook as a LlamaIndex query engine: a `Response` whose text has markers and whose nodes are the cited units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.schema import NodeWithScore, QueryBundle

from app.citations import pinpoint
from app.forms import answer_form
from index.llama import node
from index.model import Filters, Hit

if TYPE_CHECKING:
    from app.casebook import Casebook


class CasebookQueryEngine(BaseQueryEngine):
    """Answers with quotations. `response.metadata["answer"]` is the JSON form of the answer.

    Args:
        filters: restrict every question to a part of the library.
    """

    def __init__(self, casebook: Casebook, *, filters: Filters | None = None, k: int = 10) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._casebook, self._filters, self._k = casebook, filters, k

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._casebook.ask(query_bundle.query_str, filters=self._filters, k=self._k)
        return Response(
            response=answer.text,
            source_nodes=[cited(hit) for hit in answer.cited],
            metadata={
                "answered": answer.answered,
                "verdict": answer.verdict,
                "answer": answer_form(answer).model_dump(mode="json"),
            },
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


def cited(hit: Hit) -> NodeWithScore:
    """A cited unit as the retriever's node, with its pinpoint."""
    made = node(hit)
    made.node.metadata["citation"] = pinpoint(hit.unit, hit.review)
    return made
