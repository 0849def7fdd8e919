import pytest

from app.answers.question.breadth import is_wide
from app.answers.question.kind import asks_number, asks_when, asks_who, kind_of
from index.model import QueryPart


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


def _wide(question, parts=None):
    return is_wide(question, kind_of(question), parts)


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
    assert _wide(question) == wide


@pytest.mark.parametrize(
    ("question", "wide"),
    [
        ("How were dads missed by professionals?", True),
        ("Why do professionals lose sight of fathers?", True),
        ("Did schools share concerns with social care?", True),
        ("What went wrong with asking mums about violence in A&E?", True),
        ("How was parental drinking known about but not acted on?", True),
        ("What was recommended about interpreters?", True),
        ("Why did professionals not challenge the mother's account?", False),
        ("Why did health visitors miss appointments with her?", False),
        ("How many professionals knew?", False),
        ("When were schools told?", False),
        ("In a study of serious case reviews, what share of the children were babies?", False),
        ("What did teachers in Harrowmere know?", False),
    ],
)
def test_questions_about_people_at_large_are_put_to_every_review(question, wide):
    assert _wide(question, ()) == wide


def test_the_reviews_that_a_question_names_decide_how_wide_it_is():
    one = QueryPart("filter", "P and Q", ("siblings",))
    other = QueryPart("filter", "Jonah", ("jonah",))
    place = QueryPart("filter", "Norfolk", ("case-r", "case-v"))
    assert not _wide("In the P and Q case, how often did dad interpret?", (one,))
    assert _wide("Which other cases are like P and Q?", (one,))
    assert _wide("Was the harm foreseeable? Set P and Q against Jonah.", (one, other))
    assert _wide("What do the Norfolk reviews say about letters?", (place,))
    assert not _wide("How were fathers missed by professionals around Jonah?", (other,))
