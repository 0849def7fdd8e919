"""Casebook inside a LlamaIndex pipeline: its retriever, a postprocessor of LlamaIndex, and a response from quotations.

    python docs/examples/llamaindex_pipeline.py LIBRARY "What do reviews say about warning letters?"

Runs offline: no language model is asked. Give `response_synthesizer` one of LlamaIndex's to have an answer written,
and check what it writes with `app.gate` before you use it.
"""

import sys
from pathlib import Path

from llama_index.core import Settings, get_response_synthesizer
from llama_index.core.llms import MockLLM
from llama_index.core.postprocessor import LongContextReorder
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode

from casebook import Casebook


def main(library: Path, question: str) -> None:
    """Asks one question and prints what a language model would be given."""
    Settings.llm = MockLLM()  # else LlamaIndex looks for the key of a paid model, even where none is asked
    with Casebook.open(library) as casebook:
        engine = RetrieverQueryEngine(
            retriever=casebook.as_retriever(k=5),
            node_postprocessors=[LongContextReorder()],
            response_synthesizer=get_response_synthesizer(response_mode=ResponseMode.NO_TEXT),
        )
        for found in engine.query(question).source_nodes:
            place = found.node.metadata
            pinpoint = place["label"] or place["unit_id"]
            page = f", p. {place['printed_pages']}" if place["printed_pages"] else ""
            print(f"{found.score:.3f}  {place['title']}, {pinpoint}{page}")
            print(f"       {' '.join(found.node.get_content().split())[:160]}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2])
