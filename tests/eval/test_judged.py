"""Judges, against a real HTTP server on loopback that speaks OpenAI's protocol."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eval.gold import Resolved
from eval.judged import judge, judged
from eval.pairs import Pair
from eval.runs import Header, Outcome, Run, RunWriter, load_run
from ingest.errors import ModelError, SettingsError
from ingest.model import Unit
from ingest.settings import load_settings

pytest.importorskip("llama_index.llms.openai_like")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HEADER = Header("r1", "2031-05-09T10:15:00+00:00", "pairs.jsonl", "00", ("casebook",), "f1", "m", {}, {}, "2 cores")
TRUE, FALSE = "The nurse saw her on Monday.", "The nurse won the cup."
UNITS = {"hollow:a": Unit("hollow:a", "hollow", "2.3", 1, "paragraph", (), None, 0, 3, TRUE)}


class Judge(BaseHTTPRequestHandler):
    """Lets pass what holds no cup; breaks down where it is asked about a storm."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.formats.append(body.get("response_format"))
        text = json.dumps(body["messages"])
        asked = text.rsplit("Information", 1)[-1].rsplit("query and response", 1)[-1]
        word = "NO" if "won the cup" in asked else "YES"
        reply = {
            "id": "1", "object": "chat.completion", "created": 0, "model": "tiny",
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": word}}],
        }  # fmt: skip
        data = json.dumps(reply).encode()
        self.send_response(500 if "storm" in text else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    found = ThreadingHTTPServer(("127.0.0.1", 0), Judge)
    found.formats = []
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def settings(server):
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    return load_settings(llm="openai/tiny", llm_url=address, llm_timeout=5.0)


def asked(*answers):
    """A run of these answers, and its pairs; the last question was refused."""
    pairs = [Pair(f"q{at}", f"What of {text}", "trainer", "fact", None, (), ()) for at, text in enumerate(answers)]
    outcomes = [
        Outcome("casebook answers", f"q{at}", {}, answered=at < len(answers) - 1, answer=text, cited=("hollow:a",))
        for at, text in enumerate(answers)
    ]
    return Run(HEADER, tuple(outcomes), complete=True), [Resolved(pair, {}) for pair in pairs]


def test_a_judge_gives_one_share_for_each_evaluator_over_the_answers_given(settings, server):
    faithful, relevant = judge(*asked(TRUE, TRUE, FALSE, "a storm", "refused"), UNITS, settings)
    assert (faithful.evaluator, relevant.evaluator) == ("faithfulness", "relevancy")
    assert (faithful.passing.mean, faithful.passing.n, faithful.failed) == (pytest.approx(2 / 3), 3, 1)
    assert relevant.passing.mean == pytest.approx(2 / 3)
    assert faithful.judge == "openai/tiny"
    assert set(server.formats) == {None}


def test_a_run_keeps_what_was_said_of_it_as_a_whole_and_not_of_a_question(settings, tmp_path):
    run, pairs = asked(TRUE, FALSE, "refused")
    writer = RunWriter.start(tmp_path, HEADER)
    for outcome in run.outcomes:
        writer.add(outcome)
    writer.finish()
    found = judge(run, pairs, UNITS, settings)
    writer.judge([each.row() for each in found])
    read = load_run(writer.path)
    assert tuple(map(judged, read.judged)) == found
    assert read.outcomes == run.outcomes
    assert read.complete


def test_a_judge_that_is_not_there_is_told(settings):
    gone = settings.model_copy(update={"llm_url": "http://127.0.0.1:9/v1"})
    with pytest.raises(ModelError, match="gave no verdict"):
        judge(*asked(TRUE, "refused"), UNITS, gone)


def test_without_answers_or_without_a_model_there_is_nothing_to_judge(settings):
    with pytest.raises(ModelError, match="no answer to judge"):
        judge(*asked("refused"), UNITS, settings)
    with pytest.raises(SettingsError):
        judge(*asked(TRUE, "refused"), UNITS, settings.model_copy(update={"llm": "tiny"}))
