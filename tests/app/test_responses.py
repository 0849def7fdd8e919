import pytest

from app.answers.model import Quote
from app.answers.remarks.responses import answering, answers_of, number
from index.model import Hit, ReviewCard
from ingest.model import Unit


def unit(name, text, *, label="", kind="paragraph", role="none", cells=()):
    return Unit(f"k:{name}", "k", label, 1, kind, (), None, 0, len(text), text, role=role, cells=cells)


def advice(name, text, label):
    return unit(name, f"{label}: {text}", label=label, kind="recommendation", role="recommendation")


AUDIT = advice("r1", "The Board should audit letters.", "Recommendation 1")
LINK = advice("r2", "GPs should link records.", "Recommendation 2")
TOLD = unit(
    "t2", "2 (records) | Accepted. Done in May.", role="response", cells=("2 (records)", "Accepted. Done in May.")
)


@pytest.mark.parametrize(
    ("label", "found"),
    [("Recommendation 3", "3"), ("R3", "3"), ("Action Three", "3"), ("3 (choice)", "3"), ("3.1", ""), ("Health", "")],
)
def test_the_number_of_a_recommendation(label, found):
    assert number(label) == found


def test_a_row_answers_the_recommendation_whose_number_it_begins_with():
    assert answers_of([AUDIT, LINK, TOLD]) == {"k:r2": TOLD}


def test_a_paragraph_answers_the_recommendation_that_it_opens_with_not_the_one_of_its_own_number():
    plain = unit("p", "1 The Board has been busy.", label="1", role="response")
    named = unit("n", "4.2 In response to Recommendation 2, records were linked.", label="4.2", role="response")
    assert answers_of([AUDIT, LINK, plain, named]) == {"k:r2": named}


def test_nothing_is_matched_where_two_recommendations_or_two_responses_have_the_number():
    other = advice("o", "Hospitals should see children alone.", "Recommendation 2")
    assert answers_of([AUDIT, LINK, other, TOLD]) == {}
    again = unit("again", "2 | Not accepted at all.", role="response", cells=("2", "Not accepted at all."))
    assert answers_of([LINK, TOLD, again]) == {}


def test_a_recommendation_printed_twice_is_one():
    again = advice("twice", "GPs should link records of adults.", "Recommendation 2")
    assert answers_of([LINK, again, TOLD]) == {"k:r2": TOLD, "k:twice": TOLD}


class OneReview:
    """A library with one review, as far as responses ask."""

    units = (AUDIT, LINK, TOLD)

    def review(self, ref):
        assert ref == "k"
        return self


def test_the_response_is_fetched_for_what_is_quoted_alone():
    card = ReviewCard("k", "k.txt", "Child K", "k")
    found = answering([Quote(Hit(each, card, 1.0), 0, 5) for each in (AUDIT, LINK)], OneReview())
    assert {name: hit.unit.id for name, hit in found.items()} == {"k:r2": "k:t2"}
    assert answering([Quote(Hit(LINK, card, 1.0), 0, 5)], None) == {}
