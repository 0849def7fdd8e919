"""How queries are read: names, acronyms, labels, slips, terms of other years."""

from __future__ import annotations

import pytest

from index.model import QueryPart, ReviewCard
from index.query import About, clean, understand
from index.query.acronyms import harvest, long_form
from index.query.labels import labels_in, normal_label
from index.query.names import names_in
from index.query.spelling import correction
from index.terms import Terms

from .conftest import review

CARDS = (
    ReviewCard(
        "east-q", "q.txt", "", "q", subject="Case Q", board="Eastmoor Safeguarding Children Board", area="Eastmoor"
    ),
    ReviewCard("east-z", "z.txt", "", "z", subject="Child Z2", board="Eastmoor Safeguarding Children Board"),
    ReviewCard("west", "w.txt", "", "w", subject="Merlin", board="West Fenshire Safeguarding Children Partnership"),
)
ABOUT = About(
    terms=Terms(100, {"supervision": 9, "curiosity": 4, "interpreter": 3, "bruising": 5}),
    cards=CARDS,
    acronyms={"QAT": "Quick Assessment Team"},
    known=lambda word: word in {"because", "gymnastics", "social"},
)


def kinds(query: str, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(part.found, part.meant) for part in understand(query, ABOUT).parts if part.kind == kind]


@pytest.mark.parametrize(
    ("query", "reviews"),
    [
        ("What did Case Q find?", {"east-q"}),
        ("baby q's injuries", {"east-q"}),
        ("Were Q's parents asked?", {"east-q"}),
        ("What does Q share with z2?", {"east-q", "east-z"}),
        ("Eastmoor's Case Q", {"east-q"}),
        ("What did Eastmoor learn?", {"east-q", "east-z"}),
        ("the merlin review", {"west"}),
        ("Merlin and Eastmoor", {"west", "east-q", "east-z"}),
        ("West Fenshire warning letters", {"west"}),
        ("Q. Why was it late?", set()),
        ("Plan A or plan B", set()),
        ("the merlins of the wood", set()),
        ("What did the 2.1 Z team do", set()),
        ("", set()),
    ],
)
def test_reviews_are_recognised_by_subject_and_place(query: str, reviews: set[str]) -> None:
    assert {name for named in names_in(query, CARDS) for name in named.reviews} == reviews


def test_acronyms_go_both_ways_and_the_librarys_own_come_first() -> None:
    assert kinds("Was QAT told?", "acronym") == [("QAT", ("Quick Assessment Team",))]
    assert ("quick assessment team", ("QAT",)) not in kinds("Was the quick assessment team told?", "filter")
    assert ("Quick Assessment Team", ("QAT",)) in kinds("Was the quick assessment team told?", "acronym")
    assert ("MARACs", ("multi-agency risk assessment conference",)) in kinds("Were MARACs held?", "acronym")


def test_nothing_is_an_acronym_in_a_query_all_in_capitals() -> None:
    assert kinds("WHY WAS ED NOT TOLD", "acronym") == []


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("MASH", "referred it to the Multi Agency Safeguarding Hub", "Multi Agency Safeguarding Hub"),
        ("CAMHS", "the Child and Adolescent Mental Health Service", "Child and Adolescent Mental Health Service"),
        ("XYZ", "no such words here", ""),
        ("CP", "Child Protection", "Child Protection"),
    ],
)
def test_long_forms_end_where_the_bracket_begins(short: str, before: str, long: str) -> None:
    assert long_form(short, before) == long


def test_acronyms_are_harvested_from_prose() -> None:
    units = review("r", [("1", "paragraph", "1 The Quick Assessment Team (QAT) rang (not that one).")]).units
    assert harvest(units) == {"QAT": "Quick Assessment Team"}


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("supervission", "supervision"),
        ("supervsion", "supervision"),
        ("curiousity", "curiosity"),
        ("supervision", ""),  # stands in the library
        ("gymnastics", ""),  # common English: it may well be meant
        ("superb", ""),  # too far from anything
        ("bruse", ""),  # short, more than one slip away
        ("b4byyy", ""),
    ],
)
def test_slips_are_corrected_to_words_of_the_library(word: str, right: str) -> None:
    assert correction(word, ABOUT.terms.counts, ABOUT.known) == right


def test_a_corrected_word_is_searched_and_what_was_typed_is_kept() -> None:
    asked = understand("lack of supervission", ABOUT)
    assert asked.text == "lack of supervission"
    assert asked.meant == "lack of supervision"
    assert asked.added == ("supervision",)


def test_lay_words_are_put_as_reviews_put_them() -> None:
    asked = understand("Was mum's partner drunk?", ABOUT)
    assert asked.meant == "Was mother's partner drunk?"
    assert asked.added == ("mother", "alcohol")


def test_an_old_name_finds_the_new() -> None:
    found = kinds("what do SCRs and the LSCB say", "era")
    assert ("safeguarding children board", ("safeguarding children partnership",)) in found


def test_senses_of_an_ambiguous_term_are_shown() -> None:
    ((found, senses),) = kinds("Are warning letters any good?", "sense")
    assert found == "warning letter"
    assert "letter before proceedings" in senses


def test_quoted_phrases_and_removed_parts() -> None:
    asked = understand('Who said "Disguised  Compliance"?', ABOUT)
    assert asked.phrases == ("disguised compliance",)
    part = QueryPart("phrase", "disguised compliance", ())
    assert understand('Who said "disguised compliance"?', ABOUT, ignore=[part]).phrases == ()


@pytest.mark.parametrize(
    ("label", "normal"),
    [
        ("Recommendation Three:", "recommendation 3"),
        ("7.3.32.", "7.3.32"),
        ("Rec 17", "recommendation 17"),
        ("(iv)", "iv"),
        ("Finding One", "finding 1"),
    ],
)
def test_labels_that_print_alike_are_alike(label: str, normal: str) -> None:
    assert normal_label(label) == normal


def test_labels_are_read_from_a_query() -> None:
    assert [labels for _, labels in labels_in("Compare para 4.2, 7.3.32 and Recommendation Two")] == [
        ("recommendation 2",), ("4.2",), ("7.3.32",)
    ]  # fmt: skip
    assert labels_in("It happened at 14.05 hrs on 9.5.2014, 3 weeks on") == [("14.05", ("14.05",))]


def test_queries_are_cleaned() -> None:
    assert clean("why\x00  was\tit\u202e?") == "why was it ?"
    assert len(clean("word " * 10_000).split()) == 300
