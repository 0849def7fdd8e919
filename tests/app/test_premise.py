"""Questions that the sample does not answer as they are put: what is denied in it, and what is not told."""

from pathlib import Path

import pytest

from app.answers.render import DENIED
from app.casebook import Casebook
from app.web.answers import answer_html
from ingest.settings import load_settings

REVIEW = Path(__file__).parents[2] / "sample" / "reviews" / "fenholt-ivo-cspr.html"

QUESTION = "Why did LM1 react with alarm to what Ivo told her?"


@pytest.fixture(scope="module")
def ivo(tmp_path_factory):
    library = tmp_path_factory.mktemp("premise") / "library"
    with Casebook.open(library, create=True, settings=load_settings(library=library)) as casebook:
        assert [added.outcome for added in casebook.add([REVIEW])] == ["added"]
        yield casebook


@pytest.mark.parametrize(
    ("question", "denial"),
    [
        ("Why did LM1 react with alarm to what Ivo told her?", "did not react with alarm"),
        ("What did Ivo's mother understand of the officer's visit on 15 November?", "did not understand"),
    ],
)
def test_what_denies_the_question_is_quoted_first_and_said(ivo, question, denial):
    answer = ivo.ask(question)
    assert answer.text.startswith(DENIED)
    assert denial in answer.claims[0].text


def test_the_page_says_it_once_and_above(ivo):
    html = answer_html(ivo.ask(QUESTION), {"q": [QUESTION]})
    assert html.count(DENIED) == 1
    assert html.index(DENIED) < html.index("did not react with alarm")


@pytest.mark.parametrize(
    "question",
    [
        "Why was Ivo's referral to the mental health service graded routine?",
        "Why did LM1 not use the procedure for resolving disagreements?",
        "Why was the appointment of 15 March cancelled?",
        "Did anyone interpret for Ivo's mother?",
        "How many messages did Ivo receive before his fall?",
        "Who delivered the harassment warning letter to Ivo?",
    ],
)
def test_what_is_so_or_asked_openly_is_not_called_denied(ivo, question):
    answer = ivo.ask(question)
    assert answer.answered
    assert DENIED not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much did the Ivo review cost?",
        "What were Ivo's GCSE results?",
        "What dose of painkillers was Ivo given?",
        "Which university did LM1 go to?",
        "Was the duty manager sacked?",
        "What make of car did the liaison nurse drive?",
    ],
)
def test_a_detail_of_a_sort_that_stands_nowhere_near_is_refused(ivo, question):
    answer = ivo.ask(question)
    assert not answer.answered
    assert not answer.claims


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("Why was the midwife not told about the letters to Ivo's mother?", "midwife"),
    ],
)
def test_an_agency_that_nothing_quoted_names_is_said_above_all(ivo, question, agency):
    answer = ivo.ask(question)
    caution = f"Not named in what is quoted: {agency}."
    assert answer.text.startswith(caution)


def test_an_agency_that_is_quoted_is_not_said_to_be_missing(ivo):
    answer = ivo.ask("Why did the school write to Ivo's parents?")
    assert answer.answered
    assert "school" in answer.claims[0].quote
    assert "Not named" not in answer.text
