"""Parts of an answer, and the words that they become."""

from dataclasses import replace

import pytest

from app.answers.compose import claim, compose, counting, owner, quotations
from app.answers.model import Absent, Answer, Body, Caution, Claim, Group, Opening, Quotation, Quote
from app.answers.naming import name_beside, short_name
from app.answers.render import DENIED, MAY_ANSWER, as_it_comes, closing, opening, plain
from index.model import Filters, Hit, ReviewCard, Searched, SearchResult
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
DONE = "Accepted. An audit was done in June 2019."
RESPONSE = Hit(
    Unit("k:2", "k", "", 1, "table_row", (), None, 0, len(DONE), DONE, role="response", parent="k:1"), CARD, 0.5
)
SEARCHED = Searched(2, 2, 1234)


def _answer(body, searched=SEARCHED):
    return Answer("q", "fact", body, "", (), searched, Filters())


def test_the_denominator_counts_cases():
    searched = Searched(9, 5, 100)
    assert opening(counting("theme", 3, searched, Filters())) == "3 of 5 reviews speak of this:"
    assert opening(counting("fact", 1, searched, Filters())) == "1 of 5 reviews speaks of this:"
    assert opening(counting("define", 1, searched, Filters())) == "1 of 5 reviews spells it out:"
    scoped = counting("recommend", 2, searched, Filters(kinds=("SCR",)))
    assert opening(scoped) == "2 of 5 reviews in scope speak of this:"
    assert counting("fact", 1, Searched(1, 1, 100), Filters()) is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Opening("named speak", 1, 2), "1 of the 2 reviews named speaks of this:"),
        (Opening("held", 8, 8), "8 reviews:"),
        (Opening("published", 2, 8, unsure=1), "2 of 8 reviews; not all of them say so in their own words:"),
        (
            Opening("aged", 1, 8, "babies under one", unsure=1),
            "1 of 8 reviews is about babies under one (1 does not say the age):",
        ),
        (Opening("aged", 2, 8, "under one", unsure=3), "2 of 8 reviews are about under one (3 do not say the age):"),
        (Opening("prints", 1, about="Child K (2018)"), "Child K (2018) prints 1 recommendation:"),
        (Opening("prints", 2, about="Child K (2018)"), "Child K (2018) prints 2 recommendations:"),
        (
            Opening("without", 0, 3, "asthma"),
            "None of 3 reviews is without the word asthma. It stands, for instance, here:",
        ),
        (Opening("without", 3, 3, "asthma"), "No passage in scope has the word asthma."),
        (
            Opening("without", 1, 3, "asthma", names=("Kit (2018)",)),
            "1 of 3 reviews has no passage with the word asthma: Kit (2018). In others it stands, for instance, here:",
        ),
        (Opening("undated"), "No passage in scope is dated so."),
    ],
)
def test_what_an_answer_counts(told, said):
    assert opening(told) == said


def test_owner_and_deadline_stand_beside_a_recommendation_unless_it_says_them():
    audit = TEXT.index("audit")
    assert owner(Quote(HIT, audit, len(TEXT))) == ("for: The Board", "by: May 2019")
    assert owner(Quote(HIT, 18, len(TEXT))) == ("by: May 2019",)
    assert owner(Quote(replace(HIT, unit=replace(UNIT, owner="", deadline="")), 18, len(TEXT))) == ()


def test_a_response_stands_beside_its_recommendation_once():
    made = quotations([Quote(HIT, 18, len(TEXT))], {"k:1": RESPONSE})
    answer = _answer(Body("answers", groups=(Group(short_name(CARD), made),)))
    assert plain(answer) == (
        "Child K (2018):\n“The Board should audit letters.” [1] (by: May 2019) "
        "Response: “Accepted. An audit was done in June 2019.” [2]\n\nSearched 1,234 passages of 2 reviews."
    )
    assert [hit.unit.id for hit in answer.cited] == ["k:1", "k:2"]
    (again,) = quotations([Quote(HIT, 18, len(TEXT))], {"k:1": RESPONSE}, answer.claims)
    assert again.response is None


def test_quotations_are_grouped_by_review_under_their_names():
    other = Hit(
        replace(UNIT, id="j:1", review="j", owner="", deadline=""), replace(CARD, id="j", case="j", subject="Jo"), 1.0
    )
    result = SearchResult("q", (HIT, other), SEARCHED)
    body = compose("fact", result, [Quote(HIT, 18, 49), Quote(other, 18, 49), Quote(HIT, 22, 49)], limited=True)
    assert [(group.name, len(group.quotations)) for group in body.groups] == [("Child K (2018)", 2), ("Jo (2018)", 1)]
    assert (body.verdict, body.opening) == ("answers", None)
    assert compose("fact", result, []).verdict == "nothing"


def test_what_was_searched():
    assert closing(SEARCHED, Filters()).text() == "Searched 1,234 passages of 2 reviews."
    assert closing(Searched(3, 2, 10), Filters(years=(2015, 2019))).text() == (
        "Searched 10 passages of 3 reviews (2 cases). Limited to years 2015 to 2019; leave that out to search all."
    )


def test_nothing_found_names_the_missing_word_and_no_passage():
    said = plain(_answer(Body("nothing", missing=("gangs",), absent=(Absent("Child Q"),))))
    assert said.splitlines()[:3] == [
        "Nothing found that answers this. Searched 1,234 passages of 2 reviews.",
        "The collection has no Child Q.",
        "No passage in scope has the word gangs.",
    ]
    assert plain(_answer(Body("nothing"), Searched(0, 0, 0))).startswith("Nothing found: there is nothing to search.")
    assert plain(_answer(Body("nothing", understood=False))).startswith("No question was understood")


def test_what_may_answer_is_named_and_not_quoted():
    answer = _answer(Body("may_answer", missing=("gangs", "flats"), near=(HIT,)))
    assert plain(answer).splitlines()[:3] == [
        f"{MAY_ANSWER} Searched 1,234 passages of 2 reviews.",
        "No passage in scope has the words gangs, flats.",
        "- Child K (2018), recommendation 1",
    ]
    assert "“" not in plain(answer)
    assert (answer.answered, answer.claims, answer.cited) == (False, (), ())


def test_a_denial_comes_before_the_statements_of_a_model_and_has_their_first_number():
    denial = claim(Quote(HIT, 18, len(TEXT)))
    stated = Claim("It was done.", "An audit was done", (RESPONSE, HIT), verified=True, stated=True)
    body = Body(
        "denied", cautions=(Caution("denied"),), groups=(Group("", (Quotation(denial),)),), statements=(stated,)
    )
    paragraphs = plain(_answer(body)).split("\n\n")
    assert paragraphs[:3] == [
        DENIED,
        "“The Board should audit letters.” [1]",
        "It was done: “An audit was done” [2][1]",
    ]
    assert as_it_comes([denial]).text() == paragraphs[1]
    assert as_it_comes([denial, stated]).text() == paragraphs[2]


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


def test_a_quotation_from_a_doubtful_unit_is_to_be_checked() -> None:
    doubtful = replace(HIT, unit=replace(UNIT, doubtful=True))

    assert claim(Quote(doubtful, 18, len(TEXT))).remarks == ("check against the original",)
    assert claim(Quote(HIT, 18, len(TEXT))).remarks == ()
