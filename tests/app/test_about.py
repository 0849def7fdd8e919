"""Questions about a review itself, answered in its own words."""

import pytest

from app.answers.question.ages import bounds, years
from app.gate import verify
from index.model import Filters


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who wrote the Jonah review?", "The independent reviewer was Tobias Fenwright."),
        ("When was the review of Child K published?", "March 2018"),
        ("names of the authors of the Jonah review", "The independent reviewer was Tobias Fenwright."),
        (
            "Child K age",
            "This serious case review concerns Child K, who was fourteen months old when she was taken to hospital "
            "with a head injury on 9 May 2016.",
        ),
        ("Which board commissioned the review of Child K?", "Westmarch Safeguarding Children Board"),
        (
            "How old was Child K?",
            "This serious case review concerns Child K, who was fourteen months old when she was taken to hospital "
            "with a head injury on 9 May 2016.",
        ),
    ],
)
def test_a_review_says_it_of_itself(casebook, question, quote):
    answer = casebook.ask(question)
    assert [claim.quote for claim in answer.claims] == [quote]
    assert verify(quote, answer.cited[0].unit).verified
    assert len(answer.evidence) == 1


def test_what_else_a_question_asks_is_left_to_the_passages(casebook):
    answer = casebook.ask("How old was Jonah when the clinic discharged him?")
    assert "discharged him" in answer.text


def test_two_facts_are_asked_for_at_once(casebook):
    answer = casebook.ask("Which board commissioned the review of Child K and when was it published?")
    assert [claim.quote for claim in answer.claims] == ["March 2018", "Westmarch Safeguarding Children Board"]


def test_how_many_died_is_not_how_many_there_are(casebook):
    assert not casebook.ask("How many of the reviews are about a child who died?").text.startswith("2 reviews")


def test_without_a_name_every_review_is_asked(casebook):
    assert casebook.ask("Who wrote the reviews?").text.startswith("1 of 2 reviews speaks of this:")
    assert casebook.ask("When were the reviews published?").text.startswith("2 of 2 reviews speak of this:")
    one = casebook.ask("When was the review published?", filters=Filters(reviews=("calderwick-jonah",)))
    assert one.evidence == ("calderwick-jonah",)


def test_a_fact_that_no_review_tells_of_itself_is_left_to_the_passages(casebook):
    assert not casebook.ask("What period does the review of Jonah cover?").claims


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("How many reviews are there?", "2 reviews:"),
        (
            "How many reviews are there about children under two?",
            "1 of 2 reviews is about children under two (1 does not say the age):",
        ),
        (
            "How many reviews are there of children over 12 months?",
            "1 of 2 reviews is about children over 12 months (1 does",
        ),
        ("How many reviews were published before 2020?", "1 of 2 reviews:"),
        ("reviews since 2020", "1 of 2 reviews:"),
        ("Which reviews were published in 2018?", "1 of 2 reviews:"),
        ("how many reviews involve children under two", "1 of 2 reviews is about children under two (1 does"),
    ],
)
def test_reviews_are_counted_with_what_says_so(casebook, question, opening):
    answer = casebook.ask(question)
    assert answer.text.startswith(opening)
    assert all(verify(claim.quote, claim.hits[0].unit).verified for claim in answer.claims)


@pytest.mark.parametrize(
    ("printed", "age"),
    [
        ("twelve weeks", 0.23),
        ("three years and six months", 3.5),
        ("10-week-old", 0.19),
        ("nineteen", 19),
        ("a few days", None),
        ("4 months", 0.33),
    ],
)
def test_ages_in_years(printed, age):
    found = years(printed)
    assert found == age if age is None else found == pytest.approx(age, abs=0.01)


def test_the_age_that_is_asked_for():
    asked = bounds("How many reviews are there about babies under one?")
    assert (asked.low, asked.high, asked.said) == (0, 1, "babies under one")
    assert bounds("How many reviews are of children aged 4?").holds(4.5)
    assert bounds("How many reviews are about neglect under the Act?") is None
