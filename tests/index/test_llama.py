"""Casebook's ranking through LlamaIndex's own interface."""

from __future__ import annotations

import pytest

from index.embedding.onnx import OnnxEncoder
from index.engine import Index
from index.model import Filters
from index.projection import DIMENSIONS
from index.stores.edge import EdgeStore
from index.stores.store import Dimensions

from .conftest import MERLIN, Shelf


@pytest.mark.slow
def test_nodes_are_the_units_in_rank_order_with_their_metadata(shelf: Shelf, encoder: OnnxEncoder) -> None:
    from index.llama import CasebookRetriever

    store = EdgeStore(shelf.index_path / "shard", Dimensions(encoder.size, DIMENSIONS))
    with Index(shelf, store, encoder) as index:
        index.sync()
        nodes = CasebookRetriever(index, k=3).retrieve("domestic abuse letter")
        hits = index.search("domestic abuse letter", k=3).hits
        only = CasebookRetriever(index, filters=Filters(reviews=("case-q",))).retrieve("letter")
    assert [node.node.node_id for node in nodes] == [hit.unit.id for hit in hits]
    assert nodes[0].node.get_content() == MERLIN.units[1].text
    metadata = nodes[0].node.metadata
    assert (metadata["label"], metadata["board"], metadata["year"]) == (
        "4.2", "Eastmoor Safeguarding Children Board", "2014"
    )  # fmt: skip
    assert {node.node.metadata["review"] for node in only} == {"case-q"}
