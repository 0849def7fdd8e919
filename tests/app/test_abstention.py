"""When nothing is answered, and what is said instead."""

import pytest

from app.answers.decision import MAY, may_answer
from app.answers.words import without_tail


@pytest.mark.parametrize("question", ["a", "the", "?", "😀", "and or not", "... -- ;"])
def test_a_question_without_a_word_to_search_for_is_none(casebook, question):
    answer = casebook.ask(question)
    assert not answer.answered
    assert answer.text.startswith("No question was understood")


@pytest.mark.parametrize("noise", ["  \n", "?????", " 😀😀", "; DROP TABLE reviews; --", " asdfghjkl", " thanks!!"])
def test_noise_after_a_question_does_not_turn_its_answer_away(casebook, noise):
    answer = casebook.ask("How many appointments with the asthma clinic did Jonah miss?" + noise)
    assert answer.answered
    assert "eleven appointments" in answer.text


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("Why did he leave school? asdf thanks", "Why did he leave school?"),
        ("Why did he leave school?", ""),
        ("Why did he leave school?? 😀", ""),
        ("Why? I mean", ""),
        ("Who saw it? The baby who died after she was shaken at home", ""),
        ("fathers recommendation", ""),
    ],
)
def test_what_little_stands_after_a_question_mark(question, head):
    assert without_tail(question) == head


def test_a_name_after_the_question_mark_is_part_of_the_question(casebook):
    answer = casebook.ask("What was recommended about warning letters? Child Z")
    assert not answer.answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did the review of Child Z say about letters?", "The collection has no Child Z."),
        ("What does recommendation 9 of the Jonah review ask for?", "Jonah (2021) has no recommendation 9."),
        ("What does paragraph 45.3 say?", "The collection has no paragraph 45.3."),
    ],
)
def test_what_is_named_and_not_there_is_refused_by_name(casebook, question, said):
    answer = casebook.ask(question)
    assert not answer.answered
    assert said in answer.text
    assert answer.claims == ()


def test_a_comparison_with_what_is_not_there_is_answered_from_what_is(casebook):
    answer = casebook.ask("Compare Jonah and Child Z on missed appointments")
    assert answer.answered
    assert answer.text.startswith("The collection has no Child Z.")
    assert "calderwick-jonah" in answer.evidence


@pytest.mark.parametrize(
    "question",
    [
        "How much did the review of Jonah cost?",
        "Which religion did the family of Child K have?",
        "What did Child K weigh at birth?",
        "What medication did the asthma clinic prescribe for Jonah?",
        "What does MARAC stand for?",
    ],
)
def test_a_detail_of_a_sort_that_no_passage_has_is_not_answered(casebook, question):
    assert not casebook.ask(question).answered


def test_a_chance_short_of_an_answer_names_the_nearest_passages_and_a_small_one_none(casebook):
    near = casebook.ask("Who chaired the conference about Jonah?")
    assert (near.verdict, near.answered, near.claims) == ("may_answer", False, ())
    assert near.body.near == near.passages[: len(near.body.near)] != ()
    far = casebook.ask("What were the results of the football matches in Lisbon?")
    assert (far.verdict, far.body.near) == ("nothing", ())


@pytest.mark.parametrize("share", [MAY, MAY - 0.0001])
def test_from_a_share_of_the_threshold_a_passage_may_answer(share):
    assert may_answer(share * 0.3, 0.3) == (share >= MAY)
