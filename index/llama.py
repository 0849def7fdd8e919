"""LlamaIndex over the index: a retriever, and nodes that carry all of a unit's metadata."""

from __future__ import annotations

from typing import Any

from llama_index.core.callbacks import CallbackManager
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from index.engine import Index
from index.model import Filters, Hit

#: Metadata for programs; a language model is shown the rest, which is what a person would cite by.
_FOR_PROGRAMS = ["unit_id", "occurrence", "kind", "case", "source", "pdf_pages", "role_confidence", "also"]


def node(hit: Hit) -> NodeWithScore:
    """A hit as a LlamaIndex node: the unit's own words as text, its id as node id, its place as metadata."""
    unit, review = hit.unit, hit.review
    metadata: dict[str, Any] = {
        "review": review.id,
        "title": review.title,
        "source": review.source,
        "case": review.case,
        "board": review.board,
        "subject": review.subject,
        "year": review.year,
        "review_kind": review.kind,
        "unit_id": unit.id,
        "label": unit.label,
        "occurrence": unit.occurrence,
        "kind": unit.kind,
        "section": " > ".join(unit.section),
        "printed_pages": ", ".join(unit.pages.printed) if unit.pages else "",
        "pdf_pages": ", ".join(map(str, unit.pages.pdf)) if unit.pages else "",
        "role": unit.role,
        "role_confidence": unit.role_confidence,
        "voice": unit.voice,
        "also": ", ".join(other.id for other in hit.also),
    }
    made = TextNode(
        id_=unit.id,
        text=unit.text,
        metadata=metadata,
        excluded_llm_metadata_keys=_FOR_PROGRAMS,
        excluded_embed_metadata_keys=list(metadata),
        start_char_idx=unit.start,
        end_char_idx=unit.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=review.id)},
    )
    return NodeWithScore(node=made, score=hit.score)


class CasebookRetriever(BaseRetriever):
    """Casebook's ranking as a LlamaIndex retriever.

    Args:
        index: an open index; the retriever does not close it.
        k: most nodes returned. per_review: most from one review. coverage: every review with evidence first.
    """

    def __init__(
        self,
        index: Index,
        *,
        k: int = 10,
        filters: Filters = Filters(),
        per_review: int | None = None,
        coverage: bool = False,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        self._index = index
        self._options: dict[str, Any] = {
            "k": k, "filters": filters, "per_review": per_review, "coverage": coverage
        }  # fmt: skip
        super().__init__(callback_manager=callback_manager)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        result = self._index.search(query_bundle.query_str, **self._options)
        return [node(hit) for hit in result.hits]
