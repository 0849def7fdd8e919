"""Two questions on the five real reviews, whose answers are known."""

from pathlib import Path

import pytest

from app.casebook import Casebook
from ingest.settings import load_settings

REVIEWS = Path(__file__).parents[3] / "shared" / "reviews"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not REVIEWS.is_dir(), reason="the real reviews are not beside the checkout"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "library"
    with Casebook.open(folder, create=True, settings=load_settings(library=folder)) as casebook:
        added = list(casebook.add(sorted(REVIEWS.glob("*.txt"))))
        assert {each.outcome for each in added} == {"added"}
        yield casebook


def test_a_practice_is_found_with_its_paragraph_and_its_recommendation(real):
    answer = real.ask("What do reviews say about domestic abuse warning letters?")
    cited = {(hit.unit.review, hit.unit.label.removeprefix("Recommendation ").rstrip(".")) for hit in answer.cited}
    assert answer.answered
    assert {("norfolk-case-r", "7.3.32"), ("norfolk-case-r", "17")} <= cited


def test_a_subject_that_none_mentions_is_not_answered(real):
    answer = real.ask("What do reviews say about county lines exploitation?")
    assert not answer.answered
    assert "Searched " in answer.text
    assert "of 5 reviews" in answer.text
