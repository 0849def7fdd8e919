from dataclasses import replace

from app.answers.model import Quote
from app.answers.wording import Draft, claim, closing, group, name_beside, nothing, opening, owner, short_name
from index.model import Filters, Hit, ReviewCard, Searched
from ingest.model import Unit

CARD = ReviewCard("k", "k.txt", "Serious Case Review: Child K", "k", subject="Child K", year="2018")
TEXT = "Recommendation 1: The Board should audit letters."
UNIT = Unit(
    "k:1",
    "k",
    "Recommendation 1",
    1,
    "recommendation",
    (),
    None,
    0,
    len(TEXT),
    TEXT,
    owner="The Board",
    deadline="May 2019",
)
HIT = Hit(UNIT, CARD, 1.0)


def test_the_denominator_counts_cases():
    assert opening("theme", 3, Searched(9, 5, 100), Filters()) == "3 of 5 reviews speak of this:"
    assert opening("fact", 1, Searched(9, 5, 100), Filters()) == "1 of 5 reviews speaks of this:"
    assert (
        opening("recommend", 2, Searched(9, 5, 100), Filters(kinds=("SCR",)))
        == "2 of 5 reviews in scope speak of this:"
    )
    assert opening("fact", 1, Searched(1, 1, 100), Filters()) == ""


def test_owner_and_deadline_stand_beside_a_recommendation_unless_it_says_them():
    audit = TEXT.index("audit")
    assert owner(Quote(HIT, audit, len(TEXT))) == ("for: The Board", "by: May 2019")
    assert owner(Quote(HIT, 18, len(TEXT))) == ("by: May 2019",)
    assert owner(Quote(replace(HIT, unit=replace(UNIT, owner="", deadline="")), 18, len(TEXT))) == ()


def test_a_response_stands_beside_its_recommendation():
    text = "Accepted. An audit was done in June 2019."
    response = Hit(
        Unit("k:2", "k", "", 1, "table_row", (), None, 0, len(text), text, role="response", parent="k:1"), CARD, 0.5
    )
    draft = Draft()
    line = group(draft, short_name(CARD), [Quote(HIT, 18, len(TEXT))], responses={"k:1": response})
    assert line == (
        "Child K (2018):\n“The Board should audit letters.” [1] (by: May 2019) "
        "Response: “Accepted. An audit was done in June 2019.” [2]"
    )
    assert [hit.unit.id for hit in draft.cited] == ["k:1", "k:2"]


def test_what_was_searched():
    assert closing(Searched(2, 2, 1234), Filters()) == "Searched 1,234 passages of 2 reviews."
    assert closing(Searched(3, 2, 10), Filters(years=(2015, 2019))) == (
        "Searched 10 passages of 3 reviews (2 cases). Limited to years 2015 to 2019; leave that out to search all."
    )


def test_nothing_found_names_the_missing_word_and_what_is_near():
    said = nothing(Searched(1, 1, 10), Filters(), [HIT], ["gangs"])
    assert said.splitlines()[:4] == [
        "Nothing found that answers this. Searched 10 passages of 1 review.",
        "No passage in scope has the word gangs.",
        "Near, but not an answer:",
        "- Child K (2018), recommendation 1",
    ]
    assert "“" not in said


def test_a_review_without_a_name_is_known_by_its_file():
    assert short_name(ReviewCard("x", "x.txt", "", "x")) == "x.txt"


def test_a_summary_is_told_from_the_report_of_the_same_name():
    summary = replace(CARD, id="s", kind="summary")
    assert name_beside(summary, [CARD, summary]) == "Child K (2018), summary"
    assert name_beside(CARD, [CARD, summary]) == "Child K (2018)"
    assert name_beside(summary, [summary]) == "Child K (2018)"


def test_what_the_gate_refuses_is_shown_without_quotation_marks_and_counted():
    whole = claim(Quote(HIT, 18, len(TEXT)))
    assert (whole.text, whole.verified) == ("“The Board should audit letters.”", True)
    cut = claim(Quote(HIT, 20, len(TEXT)))  # in the middle of a word
    assert (cut.text, cut.quote, cut.verified) == ("e Board should audit letters.", None, False)
