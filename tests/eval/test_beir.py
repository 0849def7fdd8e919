import json

import pytest

from eval.beir import run_beir
from ingest.errors import UnreadableFile
from ingest.settings import load_settings

DOCUMENTS = {
    "d1": ("Sleep", "Infants who sleep on their back die less often in the cot."),
    "d2": ("Bees", "Honey bees dance to tell where flowers are."),
    "d3": ("Tides", "The moon draws the sea towards it twice a day."),
    "d4": ("Iron", "Iron rusts where water and air reach it."),
}
QUERIES = {"q1": "how do bees tell each other of flowers", "q2": "why does iron rust", "q9": "not judged"}


@pytest.fixture
def collection(tmp_path):
    folder = tmp_path / "collection"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": name, "title": title, "text": text} for name, (title, text) in DOCUMENTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    asked = [{"_id": name, "text": text} for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td4\t1\n"
    (folder / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return folder


def test_a_collection_is_measured_beside_its_baselines_and_embedded_once(collection, tmp_path):
    settings = load_settings(cache=tmp_path / "cache")
    told = []
    found = run_beir(collection, settings, told.append)
    assert list(found) == ["ndcg@10", "recall@100", "run", "baselines"]
    assert (found["ndcg@10"], found["recall@100"]) == (1.0, 1.0)
    assert (found["run"]["documents"], found["run"]["queries"]) == (4, 2)
    assert found["baselines"]["dense"] == found["baselines"]["bm25"] == {"ndcg@10": 1.0, "recall@100": 1.0}
    assert {progress.phase for progress in told} >= {"embed", "dense", "search"}
    told.clear()
    assert run_beir(collection, settings, told.append) == found
    assert {progress.phase for progress in told} == {"search"}


def test_a_folder_in_another_form_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match="not a collection in BEIR form"):
        run_beir(tmp_path)
