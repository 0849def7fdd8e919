"""Whatever a review holds, in whatever format: it costs nobody else, and nothing of it stands as if Casebook said it.

`make fuzz` tries 5,000 reviews; the test suite tries 200.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.casebook import Casebook
from app.citations import STYLES
from app.cli.ask import print_answer
from app.cli.collection import _print_problems, _print_review
from app.cli.search import print_result
from app.forms import answer_form, review_form, review_full_form, search_form
from app.web.answers import answer_html
from eval.answers import quotation_stands
from ingest.settings import load_settings
from tests.app.odd_reviews import SENTINEL, odd_reviews, write

#: Reviews of one library, and in all.
EACH = 40
REVIEWS = int(os.environ.get("FUZZ_REVIEWS", "200"))
GOOD = """Harrowmere Safeguarding Children Board

Serious Case Review: Child Juniper

March 2019

1. Findings

1.1 The gamekeeper reported the unlit paraffin heater to the housing office on four occasions.

1.2 The housing office sent no one to look at the paraffin heater.

2. Recommendations

Recommendation 1: The housing office should inspect every reported paraffin heater within a week.
"""
OF_THE_GOOD = {
    "Who reported the paraffin heater?": "gamekeeper",
    "What was recommended about paraffin heaters?": "inspect every reported paraffin heater",
    "What are the recommendations for Child Juniper?": "inspect every reported paraffin heater",
    "What does paragraph 1.2 of Child Juniper say?": "sent no one",
}
QUESTIONS = (
    "What did the nurse write?",
    "What do reviews say about missed appointments?",
    "What did the ferret service say?",
    "What was recommended about letters?",
    "What does MASH mean?",
    "How many reviews are there?",
    "Which reviews do not mention letters?",
    "Which reviews do not mention alcohol?",
    "What happened between January and June 2017?",
    "What does paragraph 4.2 say?",
    "What is nothing found that answers this?",
    "Was the zeppelin insured?",
)
OF_ONE = (
    "Summarise {0}",
    "What are the recommendations for {0}?",
    "What were the findings of {0}?",
    "What happened in March 2017 to {0}?",
    "What does recommendation 2 of {0} say?",
    "Who wrote {0}?",
    "How old was {0}?",
    "Compare {0} and {1} on letters and visits",
    "Compare {0} and Child Juniper",
)
_QUOTED = re.compile(r"“[^“”]*”")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=-(-REVIEWS // EACH),
    phases=[Phase.generate],  # libraries of so many reviews do not shrink in any useful time
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(reviews=st.lists(odd_reviews, min_size=EACH, max_size=EACH))
def test_an_odd_review_costs_nobody_and_says_nothing_in_our_name(reviews):
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for number, review in enumerate(reviews):
            write(review, files / f"odd{number:02}")
        (files / "juniper.txt").write_text(GOOD, encoding="utf-8")
        library = Path(folder) / "library"
        with Casebook.open(library, create=True, settings=load_settings(library=library)) as casebook:
            _added(casebook, files)
            _shown(casebook)
            _answered(casebook)


def _added(casebook, files):
    for added in casebook.add([files]):
        assert added.outcome in ("added", "duplicate", "failed"), added
        assert "report" not in added.remedy, added
    assert casebook.troubles() == {}


def _shown(casebook):
    for review in casebook.reviews():
        review_form(review).model_dump_json()
        review_full_form(review).model_dump_json()
        _print_review(review)
        _print_problems(review)
        for unit in review.units[:1]:
            for style in STYLES:
                assert casebook.cite(unit.id, style)


def _answered(casebook):
    names = [review.fact("subject") or review.title or review.id for review in casebook.reviews()]
    names = list(dict.fromkeys(name for name in names if name != "Child Juniper"))[:2] or ["odd00"]
    for question, words in OF_THE_GOOD.items():
        answer = casebook.ask(question)
        assert any(words in (claim.quote or "") for claim in answer.claims), (question, answer.text)
        _checked(answer)
    asked = [*QUESTIONS, *(each.format(name, names[-1]) for name in names for each in OF_ONE)]
    for question in asked:
        _checked(casebook.ask(question))
    for query in ("letters", '"the nurse"', "para 4.2", "“", "Nothing found"):
        result = casebook.search(query)
        search_form(result, explain=True).model_dump_json()
        print_result(result, explain=True)
        for hit in result.hits[:1]:
            casebook.similar(hit.unit.id)


def _checked(answer):
    answer_form(answer).model_dump_json()
    answer_html(answer, {})
    for claim in answer.claims:
        assert claim.verified
        assert claim.quote is not None
        assert quotation_stands(claim.quote, claim.hits[0].unit.text), claim.quote
    printed = _printed(answer)
    for text in (answer.text, answer.text if answer.table else printed):  # columns cut a quotation into lines
        outside = _QUOTED.sub("", text)
        assert "“" not in outside, text
        assert "”" not in outside, text
        assert SENTINEL not in outside, text
        refusals = outside.count("Nothing found")
        assert refusals == (0 if answer.answered else text.startswith("Nothing found")), text


def _printed(answer):
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as out:
        print_answer(answer)
    return out.getvalue()
