"""Questions answered from whole reviews: what happened when, what one comes to, what it recommends."""

import pytest

from app.gate import verify
from index.query.dates import dates_in, period_in


def _quotes(answer):
    assert all(verify(claim.quote, claim.hits[0].unit).verified for claim in answer.claims)
    return [claim.quote for claim in answer.claims]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 12 May 2020 and 3.10.16", [(2020, 5, 12), (2016, 10, 3)]),
        ("the 1st of March, 2015", [(2015, 3, 1)]),
        ("May 14th 2015", [(2015, 5, 14)]),
        ("2020-02-29", [(2020, 2, 29)]),
        ("in October 2016", [(2016, 10, 0)]),
        ("On 3 February he", [(0, 2, 3)]),
        ("as paragraph 7.3.32 says, it may be", []),
        ("at 10.30 on the ward", []),
    ],
)
def test_dates_are_read_as_they_are_printed(text, dates):
    assert [(date.year, date.month, date.day) for date in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("between March and June 2016", "on 3.6.16", "on 1 July 2016"),
        ("from 2 August to 30 November 2021", "30 November 2021", "1 December 2021"),
        ("on 12 May", "12 May 2020", "22 May 2020"),
        ("since 2019", "in March 2020", "in March 2018"),
        ("before 2019", "in March 2018", "in March 2020"),
        ("in 2015", "7 June 2015", "7 June"),
    ],
)
def test_a_period_holds_the_dates_within_it(question, inside, outside):
    period = period_in(f"What happened {question}?")
    assert period is not None
    assert all(period.holds(date) for date in dates_in(inside))
    assert not any(period.holds(date) for date in dates_in(outside))


def test_a_question_without_a_date_has_no_period():
    assert period_in("What may have happened?") is None


def test_what_happened_on_a_day_is_told_by_the_sentences_of_that_day(casebook):
    (quote,) = _quotes(casebook.ask("What happened on 3 March 2016?"))
    assert quote.startswith("A letter warning the parents")
    assert quote.endswith("This was the only action that followed the referral.")


def test_what_happened_in_some_months_is_told_in_their_order(casebook):
    answer = casebook.ask("What happened between March and May 2016 to Child K?")
    assert [hit.unit.label for hit in answer.cited] == ["2.3", "2.1"]


def test_a_day_on_which_nothing_is_told_is_said_to_be_so(casebook):
    answer = casebook.ask("What happened on 12 May 2009?")
    assert not answer.answered
    assert "No passage in scope is dated so." in answer.text


def test_a_summary_tells_the_harm_first_and_then_what_was_found(casebook):
    answer = casebook.ask("Summarise the Child K review")
    assert [hit.unit.label for hit in answer.cited] == ["1.1", "3.1", "3.2"]
    assert _quotes(answer)[0].startswith("This serious case review concerns Child K, who was fourteen months old")


@pytest.mark.parametrize("question", ["What did the review of Child K recommend?", "Child K recommendations"])
def test_the_recommendations_of_a_review_are_counted_and_listed(casebook, question):
    answer = casebook.ask(question)
    assert answer.text.startswith("Child K (2018) prints 2 recommendations:")
    assert [hit.unit.label.rstrip(":") for hit in answer.cited] == ["Recommendation 1", "Recommendation 2"]
    assert len(_quotes(answer)) == 2


def test_recommendations_on_a_subject_are_left_to_the_passages(casebook):
    assert "prints" not in casebook.ask("What did the review of Child K recommend about letters?").text


@pytest.mark.parametrize(
    "question",
    ["Which reviews do not mention asthma?", "which reviews dont mention asthma", "reviews without mention of asthma"],
)
def test_reviews_that_do_not_mention_a_word_are_named_and_the_others_quoted(casebook, question):
    answer = casebook.ask(question)
    assert answer.text.startswith("1 of 2 reviews has no passage with the word asthma: Child K (2018).")
    assert answer.evidence == ("calderwick-jonah",)
    assert "asthma clinic" in _quotes(answer)[0]


def test_a_word_that_every_review_has_is_missing_in_none(casebook):
    answer = casebook.ask("Which reviews do not mention appointments?")
    assert answer.text.startswith("None of 2 reviews is without the word appointments.")
    assert len(_quotes(answer)) == 2


def test_police_is_not_found_in_policy(casebook):
    answer = casebook.ask("Which reviews never mention the police?")
    assert answer.evidence == ("calderwick-jonah",)


def test_a_word_that_no_review_has_is_said_to_be_nowhere(casebook):
    answer = casebook.ask("Which reviews do not mention trampolines?")
    assert not answer.answered
    assert "No passage in scope has the word trampolines." in answer.text
