"""How queries are read: names, acronyms, labels, slips, terms of other years."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

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
        ("was merlins dad told", {"west"}),
        ("what did z2s mother say", {"east-z"}),
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
    assert asked.added[:2] == ("mother", "alcohol")


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
    assert [label.forms for label in labels_in("Compare para 4.2, 7.3.32 and Recommendation Two")] == [
        ("recommendation 2", "r2"), ("4.2",), ("7.3.32",)
    ]  # fmt: skip
    assert [label.forms for label in labels_in("section 6.1, recommendation R3")] == [
        ("recommendation r3", "r3"),
        ("6.1",),
    ]
    assert [label.found for label in labels_in("At 14.05 hrs on 9.5.2014, section 47 begun; 2.5 kg")] == ["14.05"]


@dataclass(frozen=True)
class Printed:
    """The passages of a small library: labels by review, headings and words."""

    by_review: dict[str, tuple[str, ...]]
    headings: tuple[str, ...] = ()
    text: str = ""

    def labels(self, forms: Collection[str], reviews: Collection[str], *, under: bool = False) -> tuple[str, ...]:
        there = [label for name in (reviews or self.by_review) for label in self.by_review[name]]
        return tuple(
            label for label in there if label in forms or (under and any(label.startswith(f"{f}.") for f in forms))
        )

    def headed(self, label: str, reviews: Collection[str]) -> bool:
        return any(f"{heading} ".startswith(f"{label} ") for heading in self.headings)

    def speaks(self, phrase: str) -> bool:
        return f" {phrase} " in f" {self.text} "


YEARS = tuple(replace(card, year=year) for card, year in zip(CARDS, ("2014", "2016", "2019"), strict=True))
STOCKED = replace(
    ABOUT,
    cards=YEARS,
    holdings=Printed(
        {"east-q": ("4.2", "4.3", "recommendation 2"), "east-z": ("4.2",), "west": ("7.3", "7.3.1", "7.30")},
        ("5.1 what went before",),
        "child j and the leeds team met",
    ),
)


def read(query: str, *kinds: str) -> list[tuple[str, str, tuple[str, ...]]]:
    parts = understand(query, STOCKED).parts
    return [(part.kind, part.found, part.meant) for part in parts if part.kind in kinds]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("What does paragraph 4.3 of Case Q say?", [("label", "paragraph 4.3", ("4.3",))]),
        ("What does paragraph 45.3 of Case Q say?", [("absent", "paragraph 45.3", ("east-q",))]),
        ("recommendation 2 in the Merlin review", [("absent", "recommendation 2", ("west",))]),
        ("Rec 9?", [("absent", "Rec 9", ())]),
        ("4.3 of Merlin", [("absent", "4.3", ("west",))]),
        ("at 14.05 Merlin slept", []),  # a time, not a label that is missing
        ("section 7.3 of Merlin", [("label", "section 7.3", ("7.3", "7.3.1"))]),
        ("Finding 7.3 of Merlin", [("label", "Finding 7.3", ("7.3",))]),  # one label, not two
        ("chapter 5.1 of Case Q", []),  # only a heading: nothing to put first, nothing missing
        ("Recommendation 2 of Case X", [("absent", "Case X", ())]),  # another case's is not what was asked for
    ],
)
def test_a_label_counts_where_it_is_printed(query: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert read(query, "label", "absent") == found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("What did the Child W review find?", ["Child W"]),
        ("what did child w say", ["child w"]),
        ("the child's school, child protection, Child Z2, case q", []),
        ("Child J's school", []),  # a passage speaks of Child J
        ("What did Wiltshire Safeguarding Children Board learn?", ["Wiltshire Safeguarding Children Board"]),
        ("supervision in Wiltshire and Leeds", ["Wiltshire"]),  # a passage speaks of Leeds
        ("the Wiltshire review", ["Wiltshire review"]),
        ("the Leeds board", ["Leeds board"]),  # whose board is another thing
        ("Eastmoor board and West Fenshire partnership", []),
        ("the Anya Thorpe review", ["Anya Thorpe review"]),
        ("Which review was it? The Supervision Review", []),
        ("the 2009 SCR", ["2009 SCR"]),
        ("reviews published in 2015", ["published in 2015"]),
        ("the 2014 SCR on what happened in 2009", []),
        ("WHAT DID CHILD W SAY", []),
        ("how often was Amara seen?", ["Amara"]),
        ("How Often Was Amara Seen?", []),  # typed like a title
        ("did Covid and the Supervisor matter?", []),  # other words for it are looked for; a form of it is there
        ("family GP, baby at A&E, child CP plan", []),
    ],
)
def test_names_that_the_library_does_not_have_are_said(query: str, words: list[str]) -> None:
    assert [found for _, found, _ in read(query, "absent")] == words


def test_an_absent_name_can_be_removed() -> None:
    part = QueryPart("absent", "Case X", ())
    asked = understand("Recommendation 2 of Case X", STOCKED, ignore=[part])
    assert [(part.kind, part.found) for part in asked.parts] == [("label", "Recommendation 2")]


def test_a_place_within_a_longer_name_is_not_named() -> None:
    somerset = (ReviewCard("s", "s.txt", "", "s", area="Somerset"), *CARDS)
    assert names_in("the North Somerset board", somerset) == []
    assert [one.reviews for one in names_in("Somerset, not North Somerset", somerset)] == [("s",)]


def test_queries_are_cleaned() -> None:
    assert clean("why\x00  was\tit\u202e?") == "why was it ?"
    assert clean("\x1b[31mwhy\x1b[0m was\x1b]0;title\x07 it?") == "why was it?"
    assert len(clean("word " * 10_000).split()) == 300


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("<script>x</script> curiosity; --", "x curiosity"),
        (
            "supervision AND (curiosity OR bruising) NEAR/5 text:interpreter*",
            "supervision (curiosity bruising) interpreter",
        ),
        ("***", "***"),
        ("PROS AND CONS", "PROS AND CONS"),
    ],
)
def test_markup_and_operators_of_other_engines_are_not_searched(query: str, meant: str) -> None:
    assert understand(query, ABOUT).meant == meant


def test_the_name_of_a_review_says_where_to_look_not_what_for() -> None:
    asked = understand("What did Eastmoor's Case Q review find about supervision?", ABOUT)
    assert asked.reviews == ("east-q",)
    assert asked.bare == asked.meant == "What did find about supervision?"
    assert understand("Case Q", ABOUT).bare == "Case Q"
    removed = understand("Case Q supervision", ABOUT, ignore=[QueryPart("filter", "case q", ("east-q",))])
    assert (removed.reviews, removed.bare) == ((), "Case Q supervision")
