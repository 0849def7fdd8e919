import pytest

from app.answers.kinds import asks_number, asks_when, asks_who, is_wide, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How old was Child K when the nurse first came?", "fact"),
        ("Did the police attend the conference?", "fact"),
        ("Why did nobody speak to the father?", "explain"),
        ("How come the school was not told?", "explain"),
        ("What did the review recommend on letters?", "recommend"),
        ("interpreters Child K recommendation", "recommend"),
        ("Give me a quotation on professional curiosity", "quote"),
        ("Have you a sentence on staff who fell out?", "quote"),
        ("What do reviews say about missed appointments?", "theme"),
        ("Which cases mention cannabis?", "theme"),
        ("Compare Child K and Jonah on supervision", "compare"),
        ("How do the two reviews differ from each other on thresholds?", "compare"),
        ("What does MARAC stand for?", "define"),
        ("What is a MASH?", "define"),
    ],
)
def test_kinds(question, kind):
    assert kind_of(question) == kind


def test_what_sort_of_fact():
    assert asks_when("When was he cautioned?")
    assert asks_number("How many visits were made?")
    assert asks_who("Who chaired the panel?")
    assert not asks_when("Where was the meeting?")


@pytest.mark.parametrize(
    ("question", "wide"),
    [
        ("Where do the authors complain about vague language?", True),
        ("What did the police records show in Jonah and in Child K?", True),
        ("How did records hide history in R, B1 and Jonah?", True),
        ("Has it been criticised in more than one review?", True),
        ("Why did the MARAC and DASH forms differ in this case?", False),
        ("Who chaired the review of Child K?", False),
        ("domestic abuse warning letters", True),
        ("DA letters", True),
        ("Child K father", False),
        ("letters sent to him", False),
        ("letters he was sent", False),
        ("What did the nurse and I agree?", False),
    ],
)
def test_questions_about_several_reviews(question, wide):
    assert is_wide(question) == wide
