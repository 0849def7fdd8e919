"""A paragraph that is asked for by its number is what the answer quotes."""

import pytest


@pytest.mark.parametrize(
    ("question", "label", "opening"),
    [
        ("What does paragraph 2.2 of the Jonah review say?", "2.2", "2.2 His teacher, Ms Orrell, raised"),
        ("the exact wording of 3.1 in Child K", "3.1", "3.1 The review finds that warning letters"),
        ("recommendation 1 of Child K", "Recommendation 1", "Recommendation 1: The Board should make sure"),
    ],
)
def test_a_numbered_paragraph_is_quoted_whole_and_alone(casebook, question, label, opening):
    answer = casebook.ask(question)
    (claim,) = answer.claims
    assert claim.quote.startswith(opening)
    assert [hit.unit.label.rstrip(":") for hit in answer.cited] == [label]
    assert claim.quote == answer.cited[0].unit.text


def test_each_review_that_has_the_number_is_quoted_where_none_is_named(casebook):
    assert sorted(casebook.ask("What does paragraph 2.1 say?").evidence) == ["calderwick-jonah", "westmarch-child-k"]


def test_a_question_that_asks_for_more_is_answered_from_the_passages(casebook):
    answer = casebook.ask("Why does paragraph 2.1 of Child K speak of missed appointments and the health visitor?")
    assert answer.claims[0].quote.startswith("The health visitor did not see Child K")
